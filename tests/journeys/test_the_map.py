"""Somebody reads the map of their département as a table, and says that a figure is not theirs."""

import pytest

from tests.journeys.browsing import DESK, PHONE, follow, go, said
from tests.journeys.test_i_testify import judge, read
from tests.journeys.test_keyboard_alone import press, tab_to

IRRITANTS = "Ce qui n’a pas marché"


@pytest.mark.parametrize("script", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_je_lis_la_carte_et_je_conteste_un_chiffre(visit, script):
    page = visit(java_script_enabled=script, viewport=PHONE)
    go(page, "/carte/")
    assert "élèves sans solution" in page.locator("h1").inner_text()
    assert "C’est un modèle, pas une mesure." in said(page)
    follow(page, page.get_by_role("link", name="Communes", exact=True))
    # The table first, the drawing after it: nothing is told by the drawing alone.
    assert page.locator("table").count() == 1
    assert page.get_by_role("img", name="Part des élèves sans solution, par commune").count() == 1
    if script:
        judge(page)
    follow(page, page.locator("tbody th a").first)
    name = page.locator("h1").inner_text()
    if script:
        judge(page)

    follow(page, page.get_by_role("link", name="Ce n’est pas ce que je vis").first)

    assert page.get_by_label("Où cela se passe-t-il").input_value() == name
    assert f"À propos de : {name}" in said(page)
    page.get_by_label("Parent").check()
    page.get_by_label(IRRITANTS).fill("Chez nous on ne capte rien")
    read(page)
    follow(page, page.get_by_role("button", name="Relire avant d’envoyer"))
    assert "À propos de" in said(page)
    follow(page, page.get_by_role("button", name="Confirmer et envoyer"))
    assert "Votre témoignage est reçu" in said(page)


def test_au_clavier_seul_je_trouve_a_qui_m_adresser(visit):
    page = visit(java_script_enabled=True)
    page.goto("/territoires/")
    tab_to(page, "Nom, code postal", "INPUT")
    page.keyboard.type("marais")
    press(page)
    tab_to(page, "Marais", "A")
    press(page)

    assert "À qui s’adresser" in said(page)
    judge(page)


@pytest.mark.parametrize("address", ["/carte/99/zones-blanches/", "/carte/99/operateurs/"])
def test_chaque_table_se_lit_sur_un_telephone(visit, address):
    page = visit()

    assert go(page, address).status == 200
    judge(page)


def test_a_un_bureau_les_tables_tiennent_a_cote_du_dessin(visit):
    page = visit(viewport=DESK)
    for address in ("/carte/96/", "/carte/96/operateurs/", "/carte/96/interactive/"):
        go(page, address)
        regions = page.locator("main .scroll")
        assert regions.count()
        wide = "all => all.filter(one => one.scrollWidth > one.clientWidth).length"
        assert regions.evaluate_all(wide) == 0, address
