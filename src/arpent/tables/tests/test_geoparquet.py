"""A table of points opens as GeoParquet says: here, by pyarrow, shapely and pyproj."""

import io
import json

import pyarrow.parquet as pq
import pytest
from pyproj import CRS
from shapely import from_wkb

from arpent.tables import geoparquet

COLUMNS = {"nom": ["Sauvelle", "=1+1"], "eleves": [12.5, None], "ouvert": [True, None]}
POINTS = [(-1.5, 47.25), (2.0, 48.5)]


def read(data):
    table = pq.read_table(io.BytesIO(data))
    return table, json.loads(table.schema.metadata[b"geo"])


def test_what_was_written_is_read_back_points_included():
    table, _about = read(geoparquet(COLUMNS, POINTS))

    rows = table.to_pylist()
    assert [row["nom"] for row in rows] == ["Sauvelle", "=1+1"]
    assert [row["eleves"] for row in rows] == [12.5, None]
    assert [row["ouvert"] for row in rows] == [True, None]
    assert [from_wkb(row["geometry"]).coords[0] for row in rows] == POINTS
    assert rows[1]["bbox"] == {"xmin": 2.0, "ymin": 48.5, "xmax": 2.0, "ymax": 48.5}


def test_the_metadata_say_the_version_the_system_the_extent_and_the_covering():
    _table, about = read(geoparquet(COLUMNS, POINTS))

    column = about["columns"][about["primary_column"]]
    assert about["version"] == "1.1.0"
    assert (column["encoding"], column["geometry_types"]) == ("WKB", ["Point"])
    assert column["bbox"] == [-1.5, 47.25, 2.0, 48.5]
    assert column["covering"]["bbox"]["xmax"] == ["bbox", "xmax"]
    assert CRS.from_json_dict(column["crs"]).to_authority() == ("OGC", "CRS84")


def test_an_empty_table_is_a_file_too():
    table, about = read(geoparquet({"nom": []}, []))

    assert table.num_rows == 0
    assert "bbox" not in about["columns"]["geometry"]


def test_geopandas_opens_it_where_it_is_installed(tmp_path):
    geopandas = pytest.importorskip("geopandas", reason="geopandas is not installed here")
    path = tmp_path / "points.parquet"
    path.write_bytes(geoparquet(COLUMNS, POINTS))

    frame = geopandas.read_parquet(path)

    assert frame.crs.to_authority() == ("OGC", "CRS84")
    assert list(frame.geometry.x) == [-1.5, 2.0]


@pytest.mark.parametrize("columns", [{"nom": ["une seule"]}, {"geometry": [1, 2]}])
def test_a_column_that_does_not_fit_is_refused_by_its_name(columns):
    with pytest.raises(ValueError, match=next(iter(columns))):
        geoparquet(columns, POINTS)
