"""How many pupils a school counts, as the ministry publishes it: real columns, real accidents."""

import csv

import pytest
from django.core.management import CommandError, call_command
from tests.public_files import GIVEN

from maillage.territory.actions import load_headcounts
from maillage.territory.enums import Part, People, SchoolKind
from maillage.territory.errors import UnreadableRow
from maillage.territory.models import Headcount, HeadcountEdition, School
from maillage.territory.names import folded_school
from maillage.territory.queries import populations
from maillage.territory.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db

PRIMARY = "rentree_scolaire;numero_ecole;nombre_total_eleves"


@pytest.fixture(autouse=True)
def schools():
    town = TerritoryFactory(code="91001", name="Brumeval")
    found = {}
    for uai in ("9910001R", "9910002S", "0440008V"):
        found[uai] = School.objects.create(
            uai=uai,
            name=f"École {uai}",
            kind=SchoolKind.SCHOOL,
            territory=town,
            folded=folded_school(uai, town),
        )
    return found


def load(text, **options):
    rows = csv.DictReader(text.split("\n"), delimiter=";")
    about = {"file_name": "a.csv", "digest": "0" * 64, "licence": "Licence Ouverte 2.0"}
    return load_headcounts(rows=rows, acting_user=None, **about, **options)


def told():
    people, uncounted = populations()
    counted = {who: max(each.counts.values()) for who, each in people.items()}
    return counted, uncounted


def test_the_latest_year_of_each_part_counts():
    load(f"{PRIMARY}\n2023;9910001R;90\n2024;9910001R;104\n2023;9910002S;7\n2023;9910002S;7")
    assert told() == ({People.PUPIL: 111}, 1)
    load(f"{PRIMARY}\n2025;9910001R;1 0 0")
    assert told() == ({People.PUPIL: 107}, 1)

    assert [edition.year for edition in populations()[0][People.PUPIL].editions] == [2025, 2023]
    # What is counted again replaces what was; an edition that counts nobody is not kept.
    assert load(f"{PRIMARY}\n2025;9910001R;101,0")["changed"] == 1
    assert HeadcountEdition.objects.filter(year=2025).count() == 1


def test_general_and_vocational_pupils_of_one_lycee_add_up_and_a_whole_count_replaces_both():
    head = "rentree_scolaire;numero_lycee;nombre_d_eleves;"
    load(f"{head}2ndes_gt\n2024;0440008V;300;100")
    load(f"{head}cap_1_an\n2024;440008V;200;20")
    assert set(Headcount.objects.values_list("part", flat=True)) == {Part.LYCEE_GT, Part.LYCEE_PRO}
    assert told()[0] == {People.PUPIL: 500}

    load("uai;eleves;professeurs;agents\n0440008V;510;48;", year=2025)
    assert told()[0] == {People.PUPIL: 510, People.TEACHER: 48}
    assert School.objects.get(uai="0440008V").pupils == 510


def test_a_closed_school_counts_nobody():
    load(f"{PRIMARY}\n2024;9910001R;104")
    School.objects.update(is_open=False)
    assert populations() == ({}, 0)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (f"{PRIMARY}\n2024;9910001R;104\n2024;9910002X;3", 3, "numero_ecole : « 9910002X »"),
        (f"{PRIMARY}\n2024;9910003T;3", 2, "aucun établissement 9910003T"),
        (f"{PRIMARY}\n2024;9910001R;douze", 2, "colonne nombre_total_eleves : « douze »"),
        (f"{PRIMARY}\n2024;9910001R;12,5", 2, "« 12,5 » n’est pas un nombre"),
        (f"{PRIMARY}\n24;9910001R;3", 2, "colonne rentree_scolaire : « 24 »"),
        (f"{PRIMARY}\n2024;9910001R;3\n2024;9910001R;4", 3, "4 pour 9910001R, et 3 à la ligne 2"),
        ("numero_lycee;nombre_d_eleves\n0440008V;3", 1, "ce n’est pas un fichier d’effectifs"),
        ("uai;eleves\n0440008V;3", 1, "--year"),
        (PRIMARY, 1, "aucune ligne"),
    ],
)
def test_a_wrong_file_is_named_and_nothing_of_it_is_kept(text, line, said):
    with pytest.raises(UnreadableRow, match="Rien n’a été chargé") as refused:
        load(text)
    assert refused.value.line == line
    assert said in str(refused.value)
    assert not Headcount.objects.exists()


def test_the_command_reads_what_windows_wrote_and_says_what_it_did(tmp_path, capsys):
    file = tmp_path / "effectifs.csv"
    head = "Rentrée scolaire;Numéro école;Nombre total élèves"
    file.write_bytes(f"{head}\r\n2024;9910001R;104\r\n2024;0480017H;\r\n".encode("cp1252"))
    call_command("territory", "load", str(file), "--leave-unknown")
    assert "1 ajoutés, 0 corrigés, 1 laissés, hors de nos territoires" in capsys.readouterr().out
    edition = HeadcountEdition.objects.get()
    assert (edition.licence, str(edition.observed_on)) == ("Licence Ouverte 2.0", "2024-10-01")
    assert (edition.file_name, len(edition.digest)) == ("effectifs.csv", 64)
    with pytest.raises(CommandError):
        call_command("territory", "load", str(file))
    assert "Ligne 3 : colonne Numéro école" in capsys.readouterr().err


@pytest.mark.skipif(GIVEN is None, reason="the ministry's files are not beside this checkout")
@pytest.mark.parametrize(
    ("file", "options", "elsewhere"),
    [
        ("education/fr-en-ecoles-effectifs-nb_classes_pays-de-la-loire.csv", [], 1381),
        ("formats/fr-en-college-effectifs-niveau-sexe-lv.PARTIAL.csv", [], 1),
        ("education/fr-en-annuaire-education_dep048_native.csv", ["--year", "2024"], 151),
    ],
)
def test_the_ministry_s_own_files_are_read_to_the_end(file, options, elsewhere, capsys):
    call_command("territory", "load", str(GIVEN / file), "--leave-unknown", *options)
    assert f"{elsewhere} laissés" in capsys.readouterr().out
