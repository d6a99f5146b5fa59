"""Small GeoPackages, right ones and hostile ones: invented polygons, the coverage of nobody."""

import contextlib
import io
import sqlite3
import struct
import tempfile
from pathlib import Path

COLUMNS = (
    "operateur", "operateur_commercial", "operateur_infra", "date", "techno", "usage", "niveau",
    "dept",
)  # fmt: skip
# A kilometre of nowhere, on the grid of metropolitan France.
RING = [(355_000, 6_690_000), (356_000, 6_690_000), (356_000, 6_691_000), (355_000, 6_691_000),
        (355_000, 6_690_000)]  # fmt: skip


def rows(levels=("TBC", "BC", "CL"), department="99", operator=20801):
    return [
        (operator, "OF", "OF", "2026-03-31", "4G", "data", level, department) for level in levels
    ]


def polygon(*rings):
    return struct.pack("<BII", 1, 3, len(rings)) + b"".join(
        struct.pack("<I", len(ring)) + b"".join(struct.pack("<2d", *point) for point in ring)
        for ring in rings
    )


def multipolygon(*polygons):
    return struct.pack("<BII", 1, 6, len(polygons)) + b"".join(polygons)


def blob(wkb, srs=2154):
    return struct.pack("<2sBBi", b"GP", 0, 1, srs) + wkb


def package(given=None, geometries=None, *, epsg=2154, layer="couv", columns=COLUMNS):
    """The bytes of a GeoPackage of one layer; as many geometries as rows, or one for all."""
    given = rows() if given is None else given
    geometries = geometries or [blob(multipolygon(polygon(RING)))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.gpkg"
        with contextlib.closing(sqlite3.connect(path)) as db:
            # Nothing that must outlive a power cut: a disk is not waited for.
            db.execute("PRAGMA synchronous = OFF")
            db.execute("PRAGMA journal_mode = OFF")
            db.executescript(_SCHEMA.format(layer=layer, columns=", ".join(columns)))
            db.execute("INSERT INTO gpkg_contents VALUES (?, 'features')", (layer,))
            db.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 7)", (layer,))
            db.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (7, 'EPSG', ?)", (epsg,))
            marks = ", ".join("?" * (len(columns) + 1))
            db.executemany(
                f'INSERT INTO "{layer}" (geom, {", ".join(columns)}) VALUES ({marks})',  # noqa: S608 - our own
                [(geometries[rank % len(geometries)], *row) for rank, row in enumerate(given)],
            )
            db.commit()
        return path.read_bytes()


_SCHEMA = """
CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);
CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization TEXT,
    organization_coordsys_id INTEGER);
CREATE TABLE "{layer}" (fid INTEGER PRIMARY KEY, geom BLOB, {columns});
"""


def packed(*members, password=None):
    """A 7z archive of ``(name, bytes)``."""
    import py7zr

    written = io.BytesIO()
    with py7zr.SevenZipFile(written, "w", password=password) as archive:
        for name, content in members:
            archive.writestr(content, name)
    return written.getvalue()


def _spoilt(wkb, chance):
    """Well-known binary with a lie in it."""
    lie = chance.choice(
        ["nan", "inf", "count", "kind", "order", "cut", "flip", "open", "swap", "far"]
    )
    spoilt = bytearray(wkb)
    at = 8 + 9 + 9 + 4 + 16 * chance.randrange(5)
    if lie in ("nan", "inf", "far"):
        value = {"nan": float("nan"), "inf": float("inf"), "far": 1e300}[lie]
        struct.pack_into("<d", spoilt, at, value)
    elif lie == "count":
        where = chance.choice([8 + 5, 8 + 9 + 5, 8 + 9 + 9])
        struct.pack_into("<I", spoilt, where, chance.choice([0, 3, 10**6, 2**32 - 1]))
    elif lie == "kind":
        where = chance.choice([8 + 1, 8 + 9 + 1])
        struct.pack_into("<I", spoilt, where, chance.choice([0, 1, 2, 7, 1003, 3006, 2**31 + 3]))
    elif lie == "order":
        spoilt[chance.choice([8, 8 + 9])] = chance.choice([0, 2, 255])
    elif lie == "cut":
        spoilt = spoilt[: chance.randrange(len(spoilt))]
    elif lie == "open":
        struct.pack_into("<d", spoilt, 8 + 9 + 9 + 4, 355_500.0)
    elif lie == "swap":
        spoilt[3] ^= chance.choice([1, 2, 4, 8, 16, 32])
    else:
        for _ in range(chance.randint(1, 5)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return bytes(spoilt)


def malformed(chance):
    """(suffix, bytes): a GeoPackage whose geometries, pages or wrapper are damaged."""
    right = blob(multipolygon(polygon(RING)))
    geometries = [right, right, right]
    if chance.random() < 0.6:
        geometries[chance.randrange(3)] = _spoilt(right, chance)
    given = rows()
    if chance.random() < 0.3:
        odd = chance.choice(
            [None, "", "zz", 10**18, b"\xff" * 40, float("inf"), "x" * 70_000, "é\0"]
        )
        row, cell = chance.randrange(3), chance.randrange(len(COLUMNS))
        given[row] = (*given[row][:cell], odd, *given[row][cell + 1 :])
    data = package(
        given,
        geometries,
        epsg=chance.choice([*[2154] * 9, 4326, 3857, 99999, 0, None, "x"]),
        layer=chance.choice(["couv", "2026_T1_couv_Metropole", "couv_Reunion", "a b'c"]),
    )
    if chance.random() < 0.25:
        page = bytearray(data)
        for _ in range(chance.randint(1, 40)):
            page[chance.randrange(16, len(page))] = chance.randrange(256)
        data = bytes(page)
    if chance.random() < 0.15:
        data = data[: chance.randint(0, len(data))]
    suffix = chance.choice(["", "", "", ".7z", ".bad.7z"])
    if "7z" in suffix:
        data = packed(("couv.gpkg", data))
    if "bad" in suffix:
        spoilt = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            spoilt[chance.randrange(6, len(spoilt))] = chance.randrange(256)
        data = bytes(spoilt)[: chance.randint(len(spoilt) // 2, len(spoilt))]
    return f".gpkg{suffix}", data
