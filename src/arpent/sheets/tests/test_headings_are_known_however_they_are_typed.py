import pytest

from arpent.sheets import Theme, read_sheet
from arpent.sheets.tests.pages import read

PARTS = "<h2>Retour d'expérience</h2><h2>Projections</h2><h2>Plan d'action</h2>"


@pytest.mark.parametrize(
    "line",
    [
        "<h1>THEMATIQUE N°4 : Un numérique sobre</h1>",
        "<h1>Thématique n° 4 – Un numérique sobre</h1>",
        "<h1>thematique 4. Un numérique sobre</h1>",
        "<h3>Thème 4 : Un numérique sobre</h3>",
        "<p><b>Thème n°4 - Un numérique sobre</b></p>",
        "<p>Thématique nº 4 — Un numérique sobre</p>",
        "<h1>THÉMATIQUE N° 4&nbsp;: Un numérique sobre</h1>",
    ],
)
def test_the_theme_of_the_sheet_is_known(line: str) -> None:
    assert read(line + PARTS).theme == Theme(4, "Un numérique sobre")


@pytest.mark.parametrize(
    ("line", "number", "place"),
    [
        ("<h4>RETEX 2 (Vendée)</h4>", 2, "Vendée"),
        ("<h4>Retex n° 2 (Vendée) :</h4>", 2, "Vendée"),
        ("<p><b>RETEX N°2 – Vendée</b></p>", 2, "Vendée"),
        ("<p>RETEX 2 (Vendée)</p>", 2, "Vendée"),
        ("<p><b>Retour d’expérience n°2 (Vendée)</b></p>", 2, "Vendée"),
        ("<h2>Fiche RETEX 2 : Vendée</h2>", 2, "Vendée"),
        ("<h4>RETEX (Nantes (44))</h4>", None, "Nantes (44)"),
        ("<h4>RETEX 2</h4>", 2, ""),
    ],
)
def test_a_retex_gives_its_number_and_place(line: str, number: int | None, place: str) -> None:
    retex = read(f"<h1>Thème 1 : x</h1><h2>1. Retour d'expérience</h2>{line}<p>Un texte.</p>").retex
    assert [(one.number, one.place, len(one.accounts)) for one in retex] == [(number, place, 1)]


@pytest.mark.parametrize(
    "line",
    [
        "<h2>3. Plan d’action</h2>",
        "<h3>PLAN D'ACTIONS</h3>",
        "<p><b>III – Plan d'action</b></p>",
        "<p><strong>Plan d'action pour répondre aux besoins et activer les leviers</strong></p>",
        "<p>3. Plan d'action</p>",
        "<ol start='3'><li><b>Plan d'action</b></li></ol>",
        "<h2>Atelier 3 : Plan d'action</h2>",
    ],
)
def test_a_part_of_the_sheet_is_known(line: str) -> None:
    table = "<table><tr><td>Quoi</td><td>Qui</td></tr><tr><td>a</td><td>b</td></tr></table>"
    sheet = read(f"<h1>Thème 1 : x</h1>{line}{table}")
    assert len(sheet.plan) == 1
    assert sheet.warnings == ()


def test_without_a_heading_the_theme_is_found_in_the_tables() -> None:
    table = (
        "<h2>Plan d'action</h2><table><tr><td>Thématique</td><td>Quoi</td><td>Qui</td></tr>"
        "<tr><td>{}</td><td>a</td><td>b</td></tr></table>"
    )
    known = read(table.format("Un égal accès au numérique pour tous"))
    assert known.theme == Theme(1, "Garantir un égal accès au numérique pour tous")
    unknown = read(table.format("Autre chose"))
    assert unknown.theme == Theme(None, "Autre chose")
    assert "thématique" in unknown.warnings[0].message


def test_a_title_in_the_style_of_word_is_a_heading() -> None:
    from arpent.sheets.tests.pages import saved

    page = "<html><head><title>Thématique n° 3 : Ensemble</title></head><body><h2>Projections</h2>"
    assert read_sheet(saved(page, "docx")).theme == Theme(3, "Ensemble")
    assert read_sheet(saved(page, "odt")).theme == Theme(3, "Ensemble")


def test_the_instructions_of_the_template_are_not_content() -> None:
    from arpent.sheets import Sheet, write_sheet

    blank = read_sheet(write_sheet(Sheet(Theme(5, "x")), "html"))
    assert blank == Sheet(Theme(5, "x"))


def test_an_unknown_heading_is_told() -> None:
    sheet = read(
        "<h1>Thème 1 : x</h1><h2>Plan d'action</h2><h2>Annexe financière</h2><p>12 euros</p>"
    )
    assert [("Annexe" in one.message, "12 euros" in one.message) for one in sheet.warnings] == [
        (True, False),
        (False, True),
    ]
