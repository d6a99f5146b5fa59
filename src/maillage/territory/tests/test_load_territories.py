import pytest

from maillage.audit.models import Entry
from maillage.territory import queries
from maillage.territory.actions import load_territories
from maillage.territory.errors import UnreadableRow
from maillage.territory.models import Territory

pytestmark = pytest.mark.django_db

ROWS = (
    ("A9", "Académie de Brumeval", "academy", ""),
    ("D91", "Val-de-Brume", "department", "A9"),
    ("D92", "Sauvelle-et-Littoral", "department", "A9"),
    ("X01", "Brumeval", "commune", "D91"),
    ("X02", "Sauvelle", "commune", "D92"),
)


def rows(*given):
    return [
        dict(zip(("code", "name", "kind", "parent_code"), row, strict=True))
        for row in given or ROWS
    ]


def load(*given):
    return load_territories(rows=rows(*given), acting_user=None)


def tree():
    return [(each.code, each.path.count("/") - 2) for each in Territory.objects.order_by("path")]


def test_a_file_becomes_a_tree_and_one_entry():
    assert load() == {"created": 5, "renamed": 0, "moved": 0}

    assert all(each.path == each.path_under(each.parent) for each in Territory.objects.all())
    assert tree() == [("A9", 0), ("D91", 1), ("X01", 2), ("D92", 1), ("X02", 2)]
    assert queries.named("sauvelle").code == "X02"
    entry = Entry.objects.get()
    assert (entry.event, entry.data["created"]) == ("territory.territories.loaded", 5)


def test_rows_come_in_any_order():
    load(*reversed(ROWS))

    assert dict(tree()) == {"A9": 0, "D91": 1, "D92": 1, "X01": 2, "X02": 2}


def test_loading_twice_changes_nothing():
    load()
    before = list(Territory.objects.values())

    assert load() == {"created": 0, "renamed": 0, "moved": 0}
    assert list(Territory.objects.values()) == before


def test_a_later_file_renames_moves_and_adds():
    load()

    counts = load(
        ("D91", "Val de la Brume", "department", ""),
        ("X02", "Sauvelle", "commune", "D91"),
        ("X03", "Lanterres", "commune", "D91"),
    )

    assert counts == {"created": 1, "renamed": 1, "moved": 2}
    department = Territory.objects.get(code="D91")
    assert queries.named("Val de la Brume") == department
    assert {each.code for each in queries.within(department)} == {"D91", "X01", "X02", "X03"}
    assert all(each.path == each.path_under(each.parent) for each in Territory.objects.all())


def test_a_code_shared_by_two_kinds_needs_the_kind_of_the_parent():
    load(("44", "Grand-Est", "academic_region", ""), ("44", "Loire", "department", ""))
    row = {"code": "X", "name": "X", "kind": "commune", "parent_code": "44"}

    with pytest.raises(UnreadableRow, match="précisez parent_kind"):
        load_territories(rows=[row], acting_user=None)
    load_territories(rows=[{**row, "parent_kind": "department"}], acting_user=None)

    assert Territory.objects.get(code="X").parent.name == "Loire"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (("", "Sans code", "commune", "D91"), "la colonne code est vide"),
        (("X9", "", "commune", "D91"), "la colonne name est vide"),
        (("X9", "Lieu", "planet", "D91"), "échelon inconnu : planet"),
        (("X9", "Lieu", "", "D91"), "la colonne kind est vide"),
        (("X9", "Lieu", "commune", "D99"), "aucun territoire plus étendu n’a le code D99"),
        (("X9", "Lieu", "commune", "X01"), "aucun territoire plus étendu n’a le code X01"),
        (("D91", "Encore", "department", "A9"), "le code D91 est déjà donné à la ligne 3"),
        (("X" * 21, "Lieu", "commune", "D91"), "la colonne code dépasse 20 caractères"),
        (("X9", "L" * 151, "commune", "D91"), "la colonne name dépasse 150 caractères"),
    ],
)
def test_one_bad_row_is_named_and_nothing_is_loaded_by_halves(bad, reason):
    with pytest.raises(UnreadableRow, match=f"Ligne 7 : {reason}"):
        load(*ROWS, bad)

    assert not Territory.objects.exists()
    assert not Entry.objects.exists()


def test_loading_costs_the_same_number_of_queries_however_many_rows(django_assert_num_queries):
    for batch in (1, 40):
        towns = [(f"{batch}-{turn}", "Commune", "commune", "") for turn in range(batch)]
        # The tree taken, its rows read, rows and paths written, the entry; savepoints count.
        with django_assert_num_queries(9):
            load(*towns)


def test_a_territory_and_its_parent_may_move_in_the_same_file():
    load()

    load(("D91", "Val-de-Brume", "department", ""), ("X01", "Brumeval", "commune", "D92"))

    assert [each.code for each in queries.ancestors(Territory.objects.get(code="X01"))] == [
        "A9",
        "D92",
    ]


def test_a_file_never_puts_a_territory_in_a_narrower_one_already_there():
    load()

    with pytest.raises(UnreadableRow, match="aucun territoire plus étendu"):
        load(("D93", "Hauts-de-Brume", "department", "X01"))
