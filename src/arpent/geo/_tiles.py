"""Vector tiles of our own: what a map draws of a département, in one file."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from arpent.geo._errors import GeoError

Feature = Mapping[str, Any]

# From where a département is a stamp to where a street of it fills the screen.
LEAST, MOST = 5, 12
_DEGREES = 10**7


@dataclass(frozen=True)
class Tiles:
    """``content``: a PMTiles archive, gzipped tiles of Mapbox vector layers.

    ``bounds``: west, south, east, north, in degrees. ``layers``: {name: features drawn}.
    ``excluded``: {name: features without anything to draw}.
    """

    content: bytes
    bounds: tuple[float, float, float, float]
    layers: Mapping[str, int]
    excluded: Mapping[str, int] = field(default_factory=dict)


def vector_tiles(
    layers: Mapping[str, Iterable[Feature]], *, zooms: tuple[int, int] = (LEAST, MOST)
) -> Tiles:
    """Draw layers of GeoJSON features for each zoom, in one archive.

    Which bytes does a map ask for, here and at that zoom? The same features give the same bytes,
    whatever the machine.

    Parameters
    ----------
    layers : by name, features whose geometry is in degrees (WGS84, longitude first) and whose
        properties are texts, numbers or booleans. Each layer keeps every feature at every zoom.
    zooms : the least and the most; what is nearer is drawn from the most.

    Lines are simplified to a pixel at each zoom, each polygon by itself: two neighbours may part by
    less than that. Costs about a second for 200 communes, and grows with their vertices.

    Raises
    ------
    GeoError
        No feature at all, or a geometry that is none.
    """
    least, most = zooms
    if not 0 <= least <= most <= 16:
        raise GeoError(f"des niveaux {least} à {most} ne sont pas ceux d’une carte.")
    tiles: dict[int, bytearray] = defaultdict(bytearray)
    drawn: dict[str, int] = {}
    excluded: dict[str, int] = {}
    described, boxes = [], []
    for name, features in layers.items():
        shapes, rows, left = _shapes(name, features)
        if left:
            excluded[name] = left
        if not shapes:
            continue
        header, metadata = _drawn(name, shapes, rows, zooms, tiles)
        drawn[name] = len(shapes)
        described.extend(metadata["vector_layers"])
        boxes.append(tuple(header[side] / _DEGREES for side in _SIDES))
    if not drawn:
        raise GeoError("il n’y a rien à dessiner.")
    bounds = (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
    return Tiles(_archive(tiles, bounds, described), bounds, drawn, excluded)


_SIDES = ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")


def _shapes(
    name: str, features: Iterable[Feature]
) -> tuple[list[Any], list[Mapping[str, Any]], int]:
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    shapes, rows, left = [], [], 0
    for rank, feature in enumerate(features):
        try:
            found = shape(feature["geometry"])
        except (ShapelyError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise GeoError(f"{name}, objet {rank} : sa géométrie ne se lit pas.") from error
        if found.is_empty:
            left += 1
            continue
        shapes.append(found)
        rows.append(feature.get("properties") or {})
    return shapes, rows, left


def _drawn(
    name: str,
    shapes: Sequence[Any],
    rows: Sequence[Mapping[str, Any]],
    zooms: tuple[int, int],
    tiles: dict[int, bytearray],
) -> tuple[Any, Any]:
    """Add one layer to each tile it touches: a tile is its layers, one after the other."""
    import tylertoo
    from pmtiles.reader import MemorySource, Reader, all_tiles
    from pmtiles.tile import zxy_to_tileid

    with TemporaryDirectory(prefix="arpent-tiles-") as folder:
        table, overview, archive = (str(Path(folder, kind)) for kind in ("t", "o", "a"))
        _write_table(table, shapes, rows)
        tylertoo.overview(
            table,
            overview,
            min_zoom=zooms[0],
            max_zoom=zooms[1],
            # A map of a département is small: whoever looks for a school finds it at every zoom.
            density_drop=False,
            point_thinning=0.0,
            line_thinning=0.0,
            polygon_thinning=0.0,
            line_visibility=0.0,
            polygon_visibility=0.0,
            no_auto_rank=True,
            # Each zoom is simplified from the contours themselves, not from the zoom after it.
            cascade=False,
        )
        # What clips faster does not give the same bytes each time.
        tylertoo.export_pmtiles(
            overview, archive, layer_name=name, simple_clip_fastpath=False, tile_size_limit=None
        )
        read = MemorySource(Path(archive).read_bytes())
    for (zoom, x, y), content in all_tiles(read):
        tiles[zxy_to_tileid(zoom, x, y)] += gzip.decompress(content)
    reader = Reader(read)
    return reader.header(), reader.metadata()


def _write_table(path: str, shapes: Sequence[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq
    import shapely

    names = sorted({name for row in rows for name in row})
    columns = {name: [row.get(name) for row in rows] for name in names}
    about = {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": []}},
    }
    table = pa.table({**columns, "geometry": pa.array(shapely.to_wkb(shapes), pa.binary())})
    pq.write_table(table.replace_schema_metadata({b"geo": json.dumps(about).encode()}), path)


def _archive(
    tiles: Mapping[int, bytearray], bounds: tuple[float, ...], described: list[Any]
) -> bytes:
    from pmtiles.tile import Compression, TileType
    from pmtiles.writer import Writer

    file = BytesIO()
    writer = Writer(file)
    for tile in sorted(tiles):
        writer.write_tile(tile, gzip.compress(tiles[tile], 9, mtime=0))
    west, south, east, north = (round(side * _DEGREES) for side in bounds)
    header = {
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        **dict(zip(_SIDES, (west, south, east, north), strict=True)),
        "center_zoom": LEAST,
        "center_lon_e7": (west + east) // 2,
        "center_lat_e7": (south + north) // 2,
    }
    writer.finalize(header, {"format": "pbf", "vector_layers": described})
    return file.getvalue()
