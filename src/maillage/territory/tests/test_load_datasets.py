"""Public files given in bulk: what each is, what is kept of it, and what they say together."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from tests import public_files as samples
from tests.public_files import GIVEN

from maillage.audit.models import Entry
from maillage.territory.actions import load_dataset
from maillage.territory.analysis import BY_NAME
from maillage.territory.enums import Event
from maillage.territory.errors import UnusableFile
from maillage.territory.loading_datasets import rows_of
from maillage.territory.models import Dataset, DatasetFlaw, DatasetPart, Postcode, School
from maillage.territory.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db

FACTS = {
    "communes": 207, "communes_one_college": 181, "communes_split": 26, "population": 1_487_570,
    "population_split": 689_026, "colleges_public": 82, "colleges_private": 67,
    "libraries_open": 237, "france_services": 33, "communes_without_place": 5,
    "population_without_place": 9_251, "communes_without_wifi": 70,
    "population_without_wifi": 227_815,
}  # fmt: skip


def write(folder, name, **options):
    source = BY_NAME[name]
    path = folder / f"{name}.{'geojson' if source.form == 'areas' else 'csv'}"
    path.write_text(samples.table(source, **options), encoding="utf-8")
    return path


def load(*paths, **options):
    call_command("territory", "load", *map(str, paths), **options)


@pytest.fixture
def folder(tmp_path):
    for name in ("communes", "contours-communes", "annuaire-education", "bibliotheques",
                 "carte-scolaire-colleges", "france-services"):  # fmt: skip
        write(tmp_path, name)
    (tmp_path / "LISEZ-MOI.md").write_text("# Ce que c’est")
    return tmp_path


def test_a_folder_of_files_says_the_facts_of_its_departement(folder, capsys):
    load(folder)
    capsys.readouterr()
    call_command("territory", "compute", "99", "--json")
    printed = capsys.readouterr()
    assert printed.out.count("\n") == 1
    figures = json.loads(printed.out)
    assert list(figures) == list(FACTS)
    # Twelve communes whose contours are one square: the twelve libraries lie in the first.
    assert (figures["communes"], figures["communes_one_college"]) == (12, 12)
    assert (figures["libraries_open"], figures["france_services"]) == (12, 12)
    assert figures["population"] == 12 * 1204

    kept = Dataset.objects.get(source="bibliotheques")
    assert (kept.rows, kept.rejected, kept.licence) == (12, 0, "Licence Ouverte 2.0")
    assert (kept.file_name, len(kept.digest)) == ("bibliotheques.csv", 64)
    assert Entry.objects.filter(event=Event.DATASET_LOADED).count() == 6


@pytest.mark.skipif(GIVEN is None, reason="the public files are not beside this checkout")
def test_the_public_files_of_loire_atlantique_say_what_was_found_in_the_field(capsys):
    load(GIVEN)
    capsys.readouterr()
    call_command("territory", "compute", "44", "--json")
    printed = capsys.readouterr()
    assert json.loads(printed.out) == FACTS
    for told in ("44160 (aujourd’hui 44003)", "56030, 56058, 56155", "0350969N", "LI13902"):
        assert told in printed.err


def test_what_is_lacking_is_named_with_where_to_find_it(folder, capsys):
    (folder / "bibliotheques.csv").unlink()
    load(folder)
    with pytest.raises(CommandError, match="bibliothèques publiques"):
        call_command("territory", "compute", "99", "--json")
    assert "{" not in capsys.readouterr().out


def test_codes_and_populations_apart_are_communes_together(folder, capsys):
    (folder / "communes.csv").unlink()
    write(folder, "codes-communes")
    load(folder)
    with pytest.raises(CommandError, match="Communes, code officiel"):
        call_command("territory", "compute", "99", "--json")
    load(write(folder, "populations"))
    capsys.readouterr()
    call_command("territory", "compute", "99", "--json")
    assert json.loads(capsys.readouterr().out)["population"] == 12 * 1204


def test_a_trial_says_all_and_writes_nothing(folder, capsys):
    load(folder, dry_run=True)
    assert "Adresses des bibliothèques publiques, 12 lignes" in capsys.readouterr().out
    assert not Dataset.objects.exists()
    assert not Entry.objects.exists()


def test_the_annuaire_tells_our_schools_and_their_postcodes(folder):
    TerritoryFactory(code="99001", name="Brumeval")
    load(folder / "annuaire-education.csv")
    assert School.objects.get().uai == samples.uai(9_990_001)
    assert Postcode.objects.get().code == "99100"


def test_the_same_file_is_known_an_extract_is_left_and_an_edition_takes_its_place(tmp_path, capsys):
    load(write(tmp_path, "bibliotheques", many=30))
    load(tmp_path / "bibliotheques.csv")
    assert "déjà là" in capsys.readouterr().out

    load(write(tmp_path, "bibliotheques", many=3))
    assert "3 lignes seulement, 30 sont déjà là" in capsys.readouterr().out
    assert len(rows_of("bibliotheques", "99")) == 30

    load(write(tmp_path, "bibliotheques", many=25), edition="2026")
    assert Dataset.objects.get().rows == 25
    load(write(tmp_path, "bibliotheques", many=28), edition="2025")
    assert "plus récente" in capsys.readouterr().out
    load(tmp_path / "bibliotheques.csv", edition="2025", replace=True)
    assert Dataset.objects.get().edition == "2025"
    assert sum(DatasetPart.objects.values_list("rows", flat=True)) == 28


def test_a_row_that_cannot_be_used_is_kept_with_its_reason_and_reported(folder, capsys):
    path = folder / "bibliotheques.csv"
    path.write_text(path.read_text().replace("L3;", ";").replace("47,05", "haut", 1))
    load(folder)
    flaws = DatasetFlaw.objects.order_by("line").values_list("line", "column", "is_row_kept")
    assert list(flaws) == [(2, "latitude", True), (5, "code_bib", False)]
    capsys.readouterr()
    call_command("territory", "compute", "99", "--json")
    printed = capsys.readouterr()
    assert "2 défauts au chargement, dont ligne 2, colonne latitude" in printed.err
    assert json.loads(printed.out)["libraries_open"] == 10


def test_a_file_that_breaks_at_its_last_lines_leaves_nothing(tmp_path):
    path = write(tmp_path, "adresses", many=6_000)
    path.write_text(path.read_text() + 'x;"' + "\n" * 30)
    with pytest.raises(UnusableFile, match="ligne 6002 : un guillemet"):
        load_dataset(path=path, acting_user=None)
    assert not Dataset.objects.exists()
    assert not DatasetPart.objects.exists()


def test_malformed_files_are_loaded_whole_or_not_at_all(tmp_path, capsys):
    refused = 0
    for seed in range(300, 420):
        name, data = samples.malformed(seed)
        path: Path = tmp_path / name
        path.write_bytes(data)
        before = list(Dataset.objects.values_list("pk", "rows").order_by("pk"))
        try:
            load(path, replace=True)
        except CommandError:
            refused += 1
            assert list(Dataset.objects.values_list("pk", "rows").order_by("pk")) == before
    assert 20 < refused < 120
    for dataset in Dataset.objects.all():
        assert dataset.rows >= sum(dataset.parts.values_list("rows", flat=True)) > 0
