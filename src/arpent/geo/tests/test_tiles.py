import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pmtiles.reader import MemorySource, Reader, all_tiles

from arpent.geo import GeoError, Tiles, vector_tiles
from arpent.geo.tests.vector import layers_of

# Beside this checkout, or one of its parents: never part of it.
REAL = next(
    (
        real
        for folder in Path(__file__).parents
        if (real := folder / "shared/data/territory-44/admin/communes-44-2018.geojson").exists()
    ),
    None,
)
SQUARE = [[[-1.6, 47.2], [-1.5, 47.2], [-1.5, 47.3], [-1.6, 47.3], [-1.6, 47.2]]]


def polygon(**properties: Any) -> dict[str, Any]:
    return {"geometry": {"type": "Polygon", "coordinates": SQUARE}, "properties": properties}


def point(longitude: float, latitude: float, **properties: Any) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": [longitude, latitude]}
    return {"geometry": geometry, "properties": properties}


def two_layers() -> dict[str, list[dict[str, Any]]]:
    schools = [
        point(-1.55 + rank / 1e4, 47.25, uai=f"044000{rank}", rank=rank) for rank in range(9)
    ]
    return {"communes": [polygon(code="44109", name="Nantes")], "schools": schools}


def tiles_of(found: Tiles) -> dict[tuple[int, int, int], Any]:
    read = all_tiles(MemorySource(found.content))
    return {place: layers_of(gzip.decompress(content)) for place, content in read}


def test_each_zoom_holds_every_feature_of_every_layer_with_what_it_says() -> None:
    tiles = tiles_of(vector_tiles(two_layers()))

    assert {place[0] for place in tiles} == set(range(5, 13))
    for zoom in range(5, 13):
        here = [layers for place, layers in tiles.items() if place[0] == zoom]
        schools = {each["uai"]: each for layers in here for each in layers.get("schools", ())}
        assert sorted(schools) == [f"044000{rank}" for rank in range(9)]
        assert schools["0440004"]["rank"] == 4
        assert {each["kind of"] for each in schools.values()} == {"point"}
        [name] = {each["name"] for layers in here for each in layers.get("communes", ())}
        assert name == "Nantes"


def test_a_point_is_drawn_where_it_lies() -> None:
    tiles = tiles_of(vector_tiles({"schools": [point(0.0, 45.0, uai="a")]}, zooms=(5, 5)))

    # By the formulas of Web Mercator: x is the middle, y is .3596 of the way from the north pole.
    [school] = tiles[5, 16, 11]["schools"]
    assert school["at"][0] == 0
    assert abs(school["at"][1] - 4096 * (11.5119 - 11)) < 4


def test_the_archive_says_where_it_is_and_what_its_layers_are_called() -> None:
    found = vector_tiles({**two_layers(), "places": []})
    reader = Reader(MemorySource(found.content))

    assert found.layers == {"communes": 1, "schools": 9}
    assert found.bounds == pytest.approx((-1.6, 47.2, -1.5, 47.3))
    named = [layer["id"] for layer in reader.metadata()["vector_layers"]]
    assert named == ["communes", "schools"]
    assert (reader.header()["min_zoom"], reader.header()["max_zoom"]) == (5, 12)


def test_the_same_features_give_the_same_bytes_in_another_process() -> None:
    code = "import hashlib, json, sys; from arpent.geo import vector_tiles\n"
    code += "found = vector_tiles(json.load(sys.stdin)).content\n"
    code += "print(hashlib.sha256(found).hexdigest())"
    asked = json.dumps(two_layers())

    told = {
        subprocess.run(
            [sys.executable, "-c", code], input=asked, capture_output=True, text=True, check=True
        ).stdout
        for _again in range(2)
    }

    assert len(told) == 1


def test_what_cannot_be_drawn_is_refused_and_what_is_empty_is_counted() -> None:
    empty = {"geometry": {"type": "Polygon", "coordinates": []}, "properties": {}}

    assert vector_tiles({"a": [empty, polygon(code="1")]}).excluded == {"a": 1}
    with pytest.raises(GeoError, match="rien à dessiner"):
        vector_tiles({"a": [empty], "b": []})
    with pytest.raises(GeoError, match="a, objet 0"):
        vector_tiles({"a": [{"geometry": {"type": "Cercle"}, "properties": {}}]})
    with pytest.raises(GeoError, match="niveaux 9 à 3"):
        vector_tiles(two_layers(), zooms=(9, 3))


def test_the_contours_of_a_real_département_weigh_under_three_megabytes() -> None:
    if REAL is None:
        pytest.skip("the real contours of Loire-Atlantique are not beside")
    drawn = json.loads(REAL.read_text(encoding="utf-8"))["features"]

    found = vector_tiles({"communes": drawn})

    assert found.layers == {"communes": 208}
    assert len(found.content) < 3_000_000
