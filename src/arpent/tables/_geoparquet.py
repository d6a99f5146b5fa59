"""Points with columns, as a GeoParquet 1.1 file: what geographers' tools open by a double click."""

import io
import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any

GEOMETRY, BBOX = "geometry", "bbox"
_LITTLE_ENDIAN, _POINT = 1, 1


def geoparquet(
    columns: Mapping[str, Sequence[Any]],
    points: Sequence[tuple[float, float]],
) -> bytes:
    """A table of points as the bytes of a GeoParquet 1.1 file.

    Parameters
    ----------
    columns : mapping of str to sequence
        Values by name, one a point: texts, numbers or booleans, None where nothing is known.
    points : sequence of (longitude, latitude)
        In degrees, WGS 84 (OGC:CRS84, what GeoParquet takes when no system is said; it is said).

    Returns
    -------
    bytes
        Columns in their order, then ``geometry`` (WKB) and ``bbox`` (of each row, so that a reader
        skips what is elsewhere).

    Raises
    ------
    ValueError
        When a column has another length than the points, or a name of ours.

    Notes
    -----
    Linear in rows. Written by pyarrow, which is imported here alone.

    Examples
    --------
    >>> geoparquet({"nom": ["Sauvelle"]}, [(-1.0, 47.0)])[:4]
    b'PAR1'
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    for name, values in columns.items():
        if name in {GEOMETRY, BBOX} or len(values) != len(points):
            raise ValueError(f"column {name!r}: {len(values)} values for {len(points)} points")
    corners = [{"xmin": x, "ymin": y, "xmax": x, "ymax": y} for x, y in points]
    double = pa.float64()
    bbox = pa.struct([(name, double) for name in ("xmin", "ymin", "xmax", "ymax")])
    arrays = {
        **{name: pa.array(values) for name, values in columns.items()},
        GEOMETRY: pa.array([_wkb(*point) for point in points], pa.binary()),
        BBOX: pa.array(corners, bbox),
    }
    table = pa.table(arrays).replace_schema_metadata({"geo": json.dumps(_about(points))})
    file = io.BytesIO()
    pq.write_table(table, file, compression="zstd")
    return file.getvalue()


def _wkb(x: float, y: float) -> bytes:
    return struct.pack("<BIdd", _LITTLE_ENDIAN, _POINT, x, y)


def _about(points: Sequence[tuple[float, float]]) -> dict[str, Any]:
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": ["Point"] if points else [],
        "crs": _CRS84,
        "covering": {
            BBOX: {name: [BBOX, name] for name in ("xmin", "ymin", "xmax", "ymax")},
        },
    }
    if points:
        longitudes, latitudes = zip(*points, strict=True)
        column[BBOX] = [min(longitudes), min(latitudes), max(longitudes), max(latitudes)]
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}


# PROJJSON of OGC:CRS84, as the specification of GeoParquet gives it.
_CRS84: dict[str, Any] = {
    "$schema": "https://proj.org/schemas/v0.7/projjson.schema.json",
    "type": "GeographicCRS",
    "name": "WGS 84 (CRS84)",
    "datum_ensemble": {
        "name": "World Geodetic System 1984 ensemble",
        "members": [
            {"name": "World Geodetic System 1984 (Transit)"},
            {"name": "World Geodetic System 1984 (G730)"},
            {"name": "World Geodetic System 1984 (G873)"},
            {"name": "World Geodetic System 1984 (G1150)"},
            {"name": "World Geodetic System 1984 (G1674)"},
            {"name": "World Geodetic System 1984 (G1762)"},
        ],
        "ellipsoid": {
            "name": "WGS 84",
            "semi_major_axis": 6378137,
            "inverse_flattening": 298.257223563,
        },
        "accuracy": "2.0",
    },
    "coordinate_system": {
        "subtype": "ellipsoidal",
        "axis": [
            {
                "name": "Geodetic longitude",
                "abbreviation": "Lon",
                "direction": "east",
                "unit": "degree",
            },
            {
                "name": "Geodetic latitude",
                "abbreviation": "Lat",
                "direction": "north",
                "unit": "degree",
            },
        ],
    },
    "scope": "Not known.",
    "area": "World.",
    "bbox": {
        "south_latitude": -90,
        "west_longitude": -180,
        "north_latitude": 90,
        "east_longitude": 180,
    },
    "id": {"authority": "OGC", "code": "CRS84"},
}
