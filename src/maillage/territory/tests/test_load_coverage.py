"""Coverage kept by département: that the file says, else where our communes are."""

import json

import pytest
import shapely
from django.core.management import CommandError, call_command
from tests import public_packages as packages

from maillage.territory.actions import load_dataset
from maillage.territory.errors import UnusableFile
from maillage.territory.loading_datasets import rows_of
from maillage.territory.models import Dataset, DatasetPart

pytestmark = pytest.mark.django_db

# Invented squares round the point 355 500, 6 690 500 of Lambert-93, and far from it.
COMMUNE = [[-1.57, 47.21], [-1.54, 47.21], [-1.54, 47.23], [-1.57, 47.23], [-1.57, 47.21]]
FAR = [(700_000 + x, y) for x, y in [(0, 6_600_000), (900, 6_600_000), (900, 6_600_900),
                                     (0, 6_600_000)]]  # fmt: skip


def contours(folder, *codes):
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "nom": "Brumeval"},
            "geometry": {"type": "Polygon", "coordinates": [COMMUNE]},
        }
        for code in codes
    ]
    path = folder / "contours.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    load_dataset(path=path, acting_user=None)


def write(folder, *given, name="2026_T1_couv_Metropole.gpkg", **options):
    path = folder / name
    path.write_bytes(packages.package(*given, **options))
    return path


def test_a_level_comes_back_as_the_geometry_that_was_given(tmp_path):
    load_dataset(path=write(tmp_path), acting_user=None)
    rows = rows_of("couverture-mobile", "99")
    assert [row["level"] for row in rows] == ["TBC", "BC", "CL"]
    square = shapely.box(355_000, 6_690_000, 356_000, 6_691_000)
    for row in rows:
        assert (row["operator"], row["technology"], row["grid"]) == (20801, "4G", 2154)
        assert shapely.from_wkb(row["piece"]).equals(square)
    kept = Dataset.objects.get()
    assert (kept.series, kept.edition, kept.rows) == ("20801 4G data", "2026-03-31", 3)
    assert kept.licence == "Licence Ouverte 1.0"


def test_a_file_of_the_country_is_kept_where_our_communes_are(tmp_path):
    contours(tmp_path, "44001", "49001")
    near, far = packages.blob(packages.polygon(packages.RING)), packages.blob(packages.polygon(FAR))
    given = packages.rows(["BC", "CL"], department="")
    load_dataset(path=write(tmp_path, given, [near, far]), acting_user=None)
    assert [row["level"] for row in rows_of("couverture-mobile", "44")] == ["BC"]
    assert [row["level"] for row in rows_of("couverture-mobile", "49")] == ["BC"]
    assert rows_of("couverture-mobile", "") == []


def test_without_contours_a_file_of_the_country_says_what_to_load_first(tmp_path):
    path = write(tmp_path, packages.rows(department=""))
    with pytest.raises(UnusableFile, match="chargez d’abord les contours"):
        load_dataset(path=path, acting_user=None)
    contours(tmp_path, "97411")
    with pytest.raises(UnusableFile, match="chargez d’abord les contours"):
        load_dataset(path=path, acting_user=None)


def test_each_operator_and_technology_stands_beside_the_others(tmp_path):
    for operator in (20801, 20810):
        path = write(tmp_path, packages.rows(operator=operator), name=f"{operator}.gpkg")
        load_dataset(path=path, acting_user=None)
    newer = [(20801, "OF", "OF", "2026-06-30", "4G", "data", "BC", "99")] * 2
    load_dataset(path=write(tmp_path, newer, name="newer.gpkg"), acting_user=None)
    rows = rows_of("couverture-mobile", "99")
    assert [(row["operator"], row["date"]) for row in rows] == [
        *[(20810, "2026-03-31")] * 3,
        *[(20801, "2026-06-30")] * 2,
    ]


def test_a_geometry_that_breaks_at_the_last_level_leaves_nothing(tmp_path, capsys):
    right = packages.blob(packages.polygon(packages.RING))
    path = write(tmp_path, packages.rows(), [right, right, right[:-9]])
    with pytest.raises(CommandError):
        call_command("territory", "load", str(path))
    assert "ligne 3, colonne geometry" in capsys.readouterr().err
    assert not Dataset.objects.exists()
    assert not DatasetPart.objects.exists()


def test_an_archive_is_loaded_as_what_it_holds(tmp_path, capsys):
    path = tmp_path / "2026_T1_couv_Metropole_OF_4G_data.gpkg.7z"
    path.write_bytes(
        packages.packed(("2026_T1_couv_Metropole_OF_4G_data.gpkg", packages.package()))
    )
    call_command("territory", "load", str(path))
    assert (
        "Couverture mobile théorique 20801 4G data 2026-03-31, 3 lignes" in capsys.readouterr().out
    )
    path.write_bytes(packages.packed(("a.gpkg", b"x"), ("b.gpkg", b"y")))
    with pytest.raises(CommandError):
        call_command("territory", "load", str(path))
    assert "il en faut un seul" in capsys.readouterr().err
