"""Public files of schools and postcodes become rows: once, whole, and named when they are wrong."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from maillage.audit.models import Entry
from maillage.territory.actions import load_postcodes, load_schools, load_territories
from maillage.territory.enums import SchoolKind
from maillage.territory.errors import UnreadableRow
from maillage.territory.models import Postcode, School
from maillage.territory.queries import find_places
from maillage.territory.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db

COLUMNS = (
    "Identifiant_de_l_etablissement",
    "Nom_etablissement",
    "Type_etablissement",
    "Statut_public_prive",
    "Code_postal",
    "Code_commune",
    "etat",
)
ROWS = (
    ("9910001R", "Collège Jeanne-Barret", "Collège", "Public", "91000", "91001", "OUVERT"),
    ("9910002S", "Lycée des Roseaux", "Lycée", "Privé", "91000", "91001", "OUVERT"),
    ("9910003T", "Ecole primaire de la Digue", "Ecole", "Public", "91100", "91002", "FERME"),
    ("9910004U", "Institut des Marées", "Médico-social", "", "91100", "91002", "A FERMER"),
)


@pytest.fixture(autouse=True)
def towns():
    return [
        TerritoryFactory(code=code, name=name)
        for code, name in (("91001", "Brumeval"), ("91002", "Le Marais"))
    ]


def rows(*given, columns=COLUMNS):
    return [dict(zip(columns, row, strict=True)) for row in given or ROWS]


def load(*given, **options):
    return load_schools(rows=rows(*given), acting_user=None, **options)


def test_a_file_of_schools_becomes_rows_and_one_entry():
    assert load() == {"created": 4, "changed": 0, "elsewhere": 0}

    told = School.objects.order_by("uai").values_list("kind", "is_private", "is_open")
    assert list(told) == [
        (SchoolKind.COLLEGE, False, True),
        (SchoolKind.LYCEE, True, True),
        (SchoolKind.SCHOOL, False, False),
        (SchoolKind.OTHER, False, True),
    ]
    assert [place.key for place in find_places("collège barret brumeval")] == ["uai-9910001R"]
    entry = Entry.objects.get()
    assert (entry.event, entry.data["created"]) == ("territory.schools.loaded", 4)


def test_loading_the_same_schools_twice_changes_nothing():
    load()
    before = list(School.objects.values())

    assert load(*reversed(ROWS)) == {"created": 0, "changed": 0, "elsewhere": 0}
    assert list(School.objects.values()) == before


def test_a_later_file_corrects_a_school_and_leaves_the_others():
    load()

    counts = load(
        ("9910001r", "Collège Ada-Lovelace", "COLLEGE", "Public", "91100", "91002", "OUVERT")
    )

    assert counts == {"created": 0, "changed": 1, "elsewhere": 0}
    school = School.objects.get(uai="9910001R")
    assert (school.name, school.territory.name) == ("Collège Ada-Lovelace", "Le Marais")
    assert School.objects.count() == 4


def test_names_of_columns_are_read_whatever_their_case():
    small = rows(columns=[name.lower() for name in COLUMNS])
    ours = [{"uai": "9910005V", "name": "Collège du Guet", "kind": "college", "commune": "91001"}]

    assert load_schools(rows=small, acting_user=None)["created"] == 4
    assert load_schools(rows=ours, acting_user=None)["created"] == 1


def test_a_school_told_twice_is_the_same_one_in_any_order():
    twice = (ROWS[1], ("9910002S", "Lycée pro des Roseaux", *ROWS[1][2:]))
    load(*twice)
    first = list(School.objects.values_list("name"))
    School.objects.all().delete()

    load(*reversed(twice))

    assert list(School.objects.values_list("name")) == first


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (("", "Sans code", "Ecole", "", "", "91001", ""), "n’est pas un code UAI"),
        (("9910009B", "X", "Ecole", "", "", "91001", ""), "mal recopié : ses chiffres appellent"),
        (("9910005V", "", "Ecole", "", "", "91001", ""), "n’a pas de nom"),
        (("9910005V", "L" * 201, "Ecole", "", "", "91001", ""), "dépasse 200 caractères"),
        (("9910005V", "Ailleurs", "Ecole", "", "", "75056", ""), "aucune commune n’a le code"),
    ],
)
def test_one_bad_school_is_named_and_nothing_is_loaded_by_halves(bad, reason):
    with pytest.raises(UnreadableRow, match=f"Ligne 6 : .*{reason}"):
        load(*ROWS, bad)

    assert not School.objects.exists()
    assert not Entry.objects.exists()


def test_a_file_without_its_columns_says_which_are_missing():
    with pytest.raises(
        UnreadableRow, match="il manque la colonne code_commune, type_etablissement"
    ):
        load_schools(rows=[{"uai": "9910001R", "name": "X"}], acting_user=None)


def test_a_file_of_the_whole_country_gives_what_lies_here():
    elsewhere = ("9910005V", "Ailleurs", "Ecole", "Public", "44000", "44109", "OUVERT")

    assert load(*ROWS, elsewhere, leave_unknown=True)["elsewhere"] == 1
    assert School.objects.count() == 4


def test_the_districts_of_the_three_cities_lie_in_their_city():
    city = TerritoryFactory(code="69123", name="Trois-Fleuves")
    load(("9910005V", "Collège du Quai", "Collège", "Public", "69003", "69383", "OUVERT"))

    assert School.objects.get().territory == city


def test_a_town_renamed_is_found_with_its_schools():
    load()

    row = {"code": "91001", "name": "Clairmont", "kind": "commune", "parent_code": ""}
    load_territories(rows=[row], acting_user=None)

    assert [place.key for place in find_places("collège barret clairmont")] == ["uai-9910001R"]


def test_postcodes_are_read_from_the_same_file_once_for_each_pair():
    assert load_postcodes(rows=rows(), acting_user=None) == {"created": 2, "elsewhere": 0}
    post = [{"#Code_commune_INSEE": "91001", "Code_postal": "91005", "Ligne_5": ""}] * 2
    assert load_postcodes(rows=post, acting_user=None) == {"created": 1, "elsewhere": 0}

    told = Postcode.objects.order_by("code").values_list("code", "territory__code")
    assert list(told) == [("91000", "91001"), ("91005", "91001"), ("91100", "91002")]
    assert Entry.objects.filter(event="territory.postcodes.loaded").count() == 2


@pytest.mark.parametrize("code", ["1000", "", "9100A"])
def test_a_postcode_that_lost_its_zero_is_named(code):
    with pytest.raises(UnreadableRow, match=r"Ligne 2 : le code postal .* n’a pas cinq chiffres"):
        load_postcodes(rows=[{"code_postal": code, "code_commune": "91001"}], acting_user=None)


@pytest.mark.parametrize("action", [load_schools, load_postcodes])
def test_only_whoever_arranges_the_territory_loads_into_it(action):
    with pytest.raises(PermissionDenied):
        action(rows=[], acting_user=AnonymousUser())


def test_loading_schools_costs_the_same_however_many(django_assert_num_queries):
    for batch in (1, 40):
        many = [(f"99{batch:02d}{n:03d}", f"École {n}") for n in range(batch)]
        told = [
            (code + letter(code), name, "Ecole", "Public", "", "91001", "") for code, name in many
        ]
        # The tree taken, communes and schools read, rows written, the entry; savepoints count.
        with django_assert_num_queries(9):
            load(*told)


def letter(digits):
    return "ABCDEFGHJKLMNPRSTUVWXYZ"[int(digits) % 23]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("parted", [";", ",", "\t"])
def test_the_command_reads_the_files_that_administrations_publish(
    tmp_path, capsys, encoding, parted
):
    file = tmp_path / "annuaire.csv"
    lines = [parted.join(row) for row in (COLUMNS, *ROWS)]
    file.write_text("\n".join(lines), encoding=encoding)

    call_command("territory", "load", str(file))

    assert "4 ajoutés, 0 corrigés" in capsys.readouterr().out
    assert School.objects.get(uai="9910002S").name == "Lycée des Roseaux"
    assert Postcode.objects.count() == 2


def test_the_command_says_in_one_line_what_is_wrong(tmp_path, capsys):
    file = tmp_path / "communes.csv"
    file.write_text("code,name,kind,parent_code\nX,Lieu,planet,\n", encoding="utf-8")

    with pytest.raises(CommandError, match="2 fichier"):
        call_command("territory", "load", str(file), str(tmp_path / "absent.csv"))
    said = capsys.readouterr().err
    assert "Ligne 2 : échelon inconnu" in said
    assert "absent.csv : le fichier ne s’ouvre pas" in said
