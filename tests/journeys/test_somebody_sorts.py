"""Somebody sorts with one key a decision, stops the keys, and every page of a desk holds on a
phone."""

import pytest

from tests.journeys.browsing import DESK, go, main, sign_in
from tests.journeys.test_i_testify import judge

TRI = "/diagnostic/tri/"
PAGES = ("", "1/", "1/propos/", "1/constats/", "1/constats/1/", "1/decisions/")


def press(page, key):
    with page.expect_navigation():
        page.keyboard.press(key)


def title(page):
    return main(page).locator("#h-devant").inner_text()


def last(page):
    return page.get_by_role("status").inner_text()


@pytest.fixture
def desk(visit):
    page = visit(viewport=DESK)
    sign_in(page)
    go(page, f"{TRI}1/?propos=1")
    return page


def test_je_trie_avec_une_touche_par_decision_et_je_peux_les_eteindre(desk):
    main(desk).get_by_label("Formulation du constat").focus()
    desk.keyboard.type("Sans câble, pas d’école")
    assert "Sans câble" in main(desk).get_by_label("Formulation du constat").input_value()
    main(desk).locator("h1").click()

    press(desk, "a")
    assert "Constat ouvert" in last(desk)
    press(desk, "u")
    assert "Décision annulée" in last(desk)
    press(desk, "1")
    assert "Propos réunis" in last(desk)
    press(desk, "u")

    desk.keyboard.press("?")
    assert main(desk).get_by_text("une décision").is_visible()
    main(desk).get_by_label("Une touche, une décision").uncheck()
    main(desk).locator("h1").click()
    address = desk.url
    desk.keyboard.press("s")
    desk.reload()
    assert desk.url == address
    assert not desk.locator("[data-keys] input").is_checked()


def test_chaque_page_du_bureau_tient_sur_un_telephone(visit):
    page = visit()
    sign_in(page)
    for name in (*(TRI + each for each in PAGES), "/diagnostic/partages/1/"):
        go(page, name)
        judge(page)
