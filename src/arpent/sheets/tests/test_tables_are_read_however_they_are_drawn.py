import pytest

from arpent.sheets import Item, read_sheet
from arpent.sheets.tests.pages import plan, read, saved, texts

KINDS = ["html", "docx", "odt", "gfm", "markdown"]


def test_columns_may_stand_in_another_order_under_another_name() -> None:
    row = read(plan("le soir|mairie|louer|ouvrir|compter", header="Quand|Qui|Comment|Quoi|Mesure"))
    found = row.plan[0]
    names = ("levers", "steps", "actors", "horizon", "indicators")
    assert [texts(getattr(found, name)) for name in names] == [
        ["ouvrir"], ["louer"], ["mairie"], ["le soir"], ["compter"],
    ]  # fmt: skip
    assert found.theme == ""


def test_a_lever_column_that_speaks_of_needs_and_irritants_is_the_levers() -> None:
    table = (
        "<h1>Thème 1 : x</h1><h2>Projections</h2><table><tr><td>Axes d'amélioration ou leviers"
        " permettant de répondre aux besoins correspondants aux irritants</td><td>Besoins</td>"
        "<td>Principaux irritants</td></tr><tr><td>l</td><td>b</td><td>i</td></tr></table>"
    )
    row = read(table).projections[0]
    assert (texts(row.levers), texts(row.needs), texts(row.irritants)) == (["l"], ["b"], ["i"])


def test_an_extra_column_is_kept_in_a_warning() -> None:
    header = "Leviers|Actions|Acteurs|Quand|Indicateurs|Budget"
    sheet = read(plan("a|b|c|d|e|900 euros", "a|b|c|d|e|", header=header))
    assert [(one.where, "900 euros" in one.message) for one in sheet.warnings] == [
        ("Plan d'action, ligne 1, colonne « Budget »", True)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_merged_cells_apply_to_each_row(kind: str) -> None:
    page = (
        "<h1>Thème 1 : x</h1><h2>Diagnostic</h2><table><tr><th>Thématique</th><th>RETEX</th>"
        "<th>Irritants</th><th>Points forts</th></tr><tr><td rowspan=3>Accès</td><td>1</td>"
        "<td>a</td><td>b</td></tr><tr><td>2 et 3</td><td>c</td><td>d</td></tr>"
        "<tr><td></td><td></td><td></td></tr><tr><td>Autre</td><td>1 à 3</td><td>e</td><td>f</td>"
        "</tr></table>"
    )
    rows = read_sheet(saved(page, kind)).diagnosis
    assert [(row.theme, row.retex) for row in rows] == [
        ("Accès", (1,)),
        ("Accès", (2, 3)),
        ("Autre", (1, 2, 3)),
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("- un<br>- deux", ["un", "deux"]),
        ("-un<br>–deux", ["un", "deux"]),
        ("• un<br>• deux<br>• ", ["un", "deux"]),
        ("1. un<br>2. deux", ["un", "deux"]),
        ("un<br>deux", ["un", "deux"]),
        ("<p>un</p><p>deux</p>", ["un", "deux"]),
        ("▶ un ▶ deux", ["un", "deux"]),
        ("<ul><li>▶ un</li><li></li><li>deux</li></ul>", ["un", "deux"]),
        ("<ol><li>un<ul><li>deux</li></ul></li><li>trois</li></ol>", ["un", "deux", "trois"]),
        ("- un qui<br>continue<br>- deux", ["un qui continue", "deux"]),
        ("un ; deux", ["un ; deux"]),
        ("5 % de moins", ["5 % de moins"]),
        ("avant :<ul><li>un</li></ul>", ["avant :", "un"]),
        ("1<sup>er</sup> conseil, 2 <sup>nd</sup> degré", ["1er conseil, 2nd degré"]),
        ("co\u2011working l’été", ["co\u2011working l’été"]),
        ("", []),
    ],
)
def test_items_are_parted_however_they_are_listed(cell: str, expected: list[str]) -> None:
    assert texts(read(plan(f"x|{cell}|y|z|t")).plan[0].steps) == expected


def test_several_tables_and_repeated_headers_make_one_section() -> None:
    one = plan("a|b|c|d|e", "Leviers|Actions|Acteurs|Quand|Indicateurs", "f|g|h|i|j")
    two = "<table><tr><td>k</td><td>l</td><td>m</td><td>n</td><td>o</td></tr></table>"
    rows = read(one + two).plan
    assert [texts(row.levers) for row in rows] == [["a"], ["f"], ["k"]]


def test_a_title_row_above_the_header_is_a_title() -> None:
    page = plan("a|b|c|d|e").replace("<table>", "<table><tr><td colspan=5>Plan d'action</td></tr>")
    sheet = read(page)
    assert (len(sheet.plan), sheet.warnings) == (1, ())


def test_a_table_without_titles_is_read_in_the_order_of_the_template() -> None:
    row = "<tr>" + "".join(f"<td>{cell}</td>" for cell in "tabcde") + "</tr>"
    sheet = read(f"<h1>Thème 1 : x</h1><h2>Plan d'action</h2><table>{row}</table>")
    assert (sheet.plan[0].theme, texts(sheet.plan[0].indicators)) == ("t", ["e"])
    assert "ordre du modèle" in sheet.warnings[0].message


def test_a_foreign_table_is_kept_cell_by_cell() -> None:
    page = plan("a|b|c|d|e") + "<table><tr><td>Nom</td><td>Ville</td></tr></table>"
    said = " ".join(one.message for one in read(page).warnings)
    assert "« Nom »" in said
    assert "« Ville »" in said


def test_titles_may_stand_in_the_first_column() -> None:
    rows = "".join(
        f"<tr><td>{title}</td><td>{cell}</td></tr>"
        for title, cell in zip(("Leviers", "Actions", "Acteurs", "Quand"), "abcd", strict=True)
    )
    row = read(f"<h1>Thème 1 : x</h1><h2>Plan d'action</h2><table>{rows}</table>").plan[0]
    assert (row.levers, row.horizon) == ((Item("a"),), (Item("d"),))


def test_text_beside_the_tables_is_told() -> None:
    said = [one.message for one in read(plan("a|b|c|d|e") + "<p>Merci à tous.</p>").warnings]
    assert said == ["Texte hors des tableaux, gardé ici : « Merci à tous. »."]


def test_a_link_in_a_cell_is_kept() -> None:
    sheet = read(plan('<a href="https://exemple.fr/x">la notice</a>|b|c|d|e'))
    assert "https://exemple.fr/x" in sheet.warnings[0].message


def test_a_retex_reference_that_is_no_number_is_told() -> None:
    page = (
        "<h1>Thème 1 : x</h1><h2>Diagnostic</h2><table><tr><td>RETEX</td><td>Irritants</td>"
        "<td>Points forts</td></tr><tr><td>celui de Marie</td><td>a</td><td>b</td></tr></table>"
    )
    assert "celui de Marie" in read(page).warnings[0].message
