"""The map of a département is drawn from public files, under the digest of what it holds."""

import json
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from maillage.atlas import tiles
from maillage.atlas.actions import draw_tiles
from maillage.atlas.errors import NothingToDraw
from maillage.atlas.tests.land import COLLEGE, OTHER, load_coverage, load_land
from maillage.audit.models import Entry
from maillage.territory.models import Estimate
from maillage.territory.signals import estimate_found, estimate_made
from maillage.territory.tests.factories import EstimateFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def department(tmp_path, settings):
    settings.DATA = tmp_path / "data"
    territory = TerritoryFactory(department=True, code="99", name="Marches")
    load_land(tmp_path)
    return territory


def test_each_layer_is_drawn_and_what_is_listed_is_what_is_drawn(department):
    drawn = draw_tiles(territory=department, acting_user=None)

    assert drawn.layers == {"communes": 2, "catchments": 2, "schools": 2, "places": 1}
    assert drawn.bounds == pytest.approx((-1.6, 47.2, -1.4, 47.3))
    keys = {layer: [entry["key"] for entry in found] for layer, found in drawn.listed.items()}
    assert keys == {
        "communes": ["99101", "99102"],
        "schools": [COLLEGE, OTHER],
        "places": ["bibliotheques-B1"],
        "networks": [],
        "coverage": [],
    }
    assert tiles.drawn_of("99").name == drawn.name
    assert tiles.file_named(drawn.name).read_bytes()[:7] == b"PMTiles"


def test_coverage_is_drawn_by_level_and_told_by_commune(department, tmp_path):
    load_coverage(tmp_path)
    load_coverage(tmp_path, operator=29901, brand="Télébrume", levels=("BC",))
    drawn = draw_tiles(territory=department, acting_user=None)

    # Of the second one, what is good is limited at least, and never very good.
    assert drawn.layers["coverage"] == 5
    assert [told["name"] for told in drawn.listed["networks"]] == ["Orange", "Télébrume"]
    told = drawn.listed["networks"][0]
    assert (told["key"], told["date"]) == ("20801-4G-data", "2026-03-31")
    assert told["source"] == "Couverture mobile théorique, Arcep (Licence Ouverte 1.0)"
    west, east = (entry["levels"] for entry in drawn.listed["coverage"])
    # From the best: half of the west is very well covered, and nothing of the east.
    assert west[0] == [pytest.approx(50, abs=3), 100 - west[0][0], 0]
    assert (east[0], west[1]) == ([0, 100, 0], [0, 50, 0])


def test_drawn_again_it_is_the_same_file_and_another_content_is_another(department, tmp_path):
    first = draw_tiles(territory=department, acting_user=None)
    assert draw_tiles(territory=department, acting_user=None) == first

    more = tmp_path / "services.csv"
    more.write_text(
        "id_fs,insee_dep,lib_fs,insee_com,latitude,longitude,format_fs\n"
        "7,99,France services,99102,47.21,-1.41,Fixe\n"
    )
    call_command("territory", "load", str(more), stdout=StringIO())
    second = draw_tiles(territory=department, acting_user=None)

    assert second.name != first.name
    assert second.layers["places"] == 2
    # Whoever opened the page before goes on reading the file that it named.
    assert tiles.file_named(first.name) is not None


def test_a_file_that_nobody_reads_any_longer_is_forgotten(department, monkeypatch):
    first = draw_tiles(territory=department, acting_user=None)
    half = tiles.folder() / ".99-of-a-process-that-was-killed"
    half.touch()
    later = tiles.time() + tiles.KEPT_SECONDS + 60
    monkeypatch.setattr(tiles, "time", lambda: later)

    class Other:
        content, bounds, layers = b"PMTiles, another", (0, 0, 1, 1), {}

    kept = tiles.keep("99", Other, {})

    assert tiles.file_named(first.name) is None
    assert not half.exists()
    assert tiles.file_named(kept.name) is not None


def test_what_is_interrupted_leaves_the_old_one_in_force(department, monkeypatch):
    first = draw_tiles(territory=department, acting_user=None)

    class Other:
        content, bounds, layers = b"PMTiles, another", (0, 0, 1, 1), {}

    def broken(*_args):
        raise OSError

    monkeypatch.setattr(tiles.os, "replace", broken)
    with pytest.raises(OSError):
        tiles.keep("99", Other, {})

    assert tiles.drawn_of("99").name == first.name
    assert [path.name for path in tiles.folder().iterdir() if path.name.startswith(".")] == []


def test_it_is_recorded_and_a_stranger_may_not(department):
    with pytest.raises(PermissionDenied):
        draw_tiles(territory=department, acting_user=AnonymousUser())
    drawn = draw_tiles(territory=department, acting_user=None)

    entry = Entry.objects.filter(event="atlas.tiles.drawn").get()
    assert entry.data["name"] == drawn.name


def test_an_estimate_is_followed_by_its_map(department, django_capture_on_commit_callbacks):
    estimate = EstimateFactory(territory=department)
    bare = EstimateFactory(territory=TerritoryFactory(department=True, code="97"))
    with django_capture_on_commit_callbacks(execute=True):
        for each in (estimate, bare):
            estimate_made.send(sender=Estimate, estimate=each, acting_user=None)

    first = tiles.drawn_of("99")
    assert first is not None
    assert tiles.drawn_of("97") is None

    # Found again, it is drawn where it was not: whoever made it was killed before, or now.
    told = tiles.folder() / "99.json"
    for drawn in (0, 1):
        with django_capture_on_commit_callbacks(execute=True) as late:
            estimate_found.send(sender=Estimate, estimate=estimate, acting_user=None)
        assert len(late) == drawn
        assert tiles.drawn_of("99") == first
        told.unlink()


def test_the_command_draws_and_says_what_lacks(department):
    said = StringIO()
    call_command("tiles", "99", stdout=said)
    assert "Marches" in said.getvalue()
    assert "2 communes" in said.getvalue()

    TerritoryFactory(department=True, code="97")
    with pytest.raises(CommandError, match="rien à dessiner du département 97"):
        call_command("tiles", "97")
    with pytest.raises(CommandError, match="Aucun département n’a le code 12"):
        call_command("tiles", "12")


def test_without_contours_nothing_is_written(tmp_path, settings):
    settings.DATA = tmp_path
    with pytest.raises(NothingToDraw):
        draw_tiles(territory=TerritoryFactory(department=True, code="97"), acting_user=None)
    assert list(tmp_path.rglob("*.json")) == []


def test_what_names_the_file_is_small(department):
    draw_tiles(territory=department, acting_user=None)
    told = json.loads((tiles.folder() / "99.json").read_text(encoding="utf-8"))
    assert set(told) == {"name", "bounds", "layers", "listed"}
