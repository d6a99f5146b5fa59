"""Mobile coverage of a country that does not exist, as ARCEP delivers that of one operator: one
GeoPackage, one multipolygon a level, in Lambert 93. A third of its points are in one polygon.

Drawn in the west: a great spot with tens of thousands of holes; in the east, small spots apart.
"""

import contextlib
import sqlite3
import struct
from pathlib import Path

import numpy as np
from bench.geo_france import _rounds

LEVELS = ("TBC", "BC", "CL")
WEST, SOUTH, SIDE = 100_000.0, 6_050_000.0, 1_000_000.0
_CORNERS, _INNER, _HOLES = 200, 44, 4
_COLUMNS = {
    "operateur": 20801, "operateur_commercial": "OF", "operateur_infra": "OF",
    "date": "2026-03-31", "techno": "4G", "usage": "data", "niveau": "", "dept": "",
}  # fmt: skip
_SCHEMA = """
CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);
CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization TEXT,
    organization_coordsys_id INTEGER);
CREATE TABLE couv (fid INTEGER PRIMARY KEY, geom BLOB, {columns});
INSERT INTO gpkg_contents VALUES ('couv', 'features');
INSERT INTO gpkg_geometry_columns VALUES ('couv', 'geom', 7);
INSERT INTO gpkg_spatial_ref_sys VALUES (7, 'EPSG', 2154);
"""


def write(path: Path, points: int, seed: int = 0) -> Path:
    """About that many points in all; 16 bytes each."""
    draw = np.random.default_rng(seed)
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA synchronous = OFF")
        db.executescript(_SCHEMA.format(columns=", ".join(_COLUMNS)))
        marks = ", ".join("?" * (len(_COLUMNS) + 1))
        for level in LEVELS:
            row = _level(points // len(LEVELS), draw), *{**_COLUMNS, "niveau": level}.values()
            db.execute(f"INSERT INTO couv VALUES (NULL, {marks})", row)  # noqa: S608 - our own
            db.commit()
    return path


def _ring(corners):
    return np.dtype([("many", "<u4"), ("points", "<f8", (corners + 1, 2))])


def _rings(at, size, corners, draw):
    """Closed, each with its count: well-known binary of the rings side by side."""
    found = np.empty(len(at), dtype=_ring(corners))
    drawn = _rounds(at, size, corners, draw)
    found["many"] = corners + 1
    found["points"][:, :-1], found["points"][:, -1] = drawn, drawn[:, 0]
    return found


def _lattice(many):
    """Middles of at least so many squares of a square of side 1."""
    side = max(1, int(np.ceil(many**0.5)))
    return (np.argwhere(np.ones((side, side))) + 0.5) / side, 1 / side


def _great(points, draw):
    shell = max(_CORNERS, points // 20)
    at, step = _lattice((points - shell) // (_INNER + 1))
    middle, reach = np.array([[WEST + SIDE / 4, SOUTH + SIDE / 2]]), SIDE / 4 * 0.96
    # Well inside: no shell comes nearer to its middle than six tenths of its reach.
    wide = reach * 0.8
    holes = _rings(middle + (at - 0.5) * wide, step * wide * 0.42, _INNER, draw)
    head = struct.pack("<BII", 1, 3, 1 + len(holes))
    return head + _rings(middle, reach, shell, draw).tobytes() + holes.tobytes()


def _spots(points, draw):
    """(how many, their well-known binary)."""
    at, step = _lattice(points / (_CORNERS + 1 + _HOLES * (_INNER + 1)))
    corner, wide = np.array([WEST + SIDE / 2, SOUTH]), np.array([SIDE / 2, SIDE])
    middles, reach = corner + at * wide, step * SIDE / 4 * 0.96
    found = np.empty(
        len(at),
        dtype=[
            ("order", "u1"), ("kind", "<u4"), ("rings", "<u4"), ("shell", _ring(_CORNERS)),
            ("holes", _ring(_INNER), (_HOLES,)),
        ],
    )  # fmt: skip
    found["order"], found["kind"], found["rings"] = 1, 3, 1 + _HOLES
    found["shell"] = _rings(middles, reach, _CORNERS, draw)
    for rank, (east, north) in enumerate(((-1, -1), (-1, 1), (1, -1), (1, 1))):
        around = middles + np.array([east, north]) * reach * 0.2
        found["holes"][:, rank] = _rings(around, reach * 0.15, _INNER, draw)
    return len(found), found.tobytes()


def _level(points, draw):
    many, spots = _spots(points * 2 // 3, draw)
    head = struct.pack("<2sBBi", b"GP", 0, 1, 7) + struct.pack("<BII", 1, 6, many + 1)
    return b"".join((head, _great(points // 3, draw), spots))
