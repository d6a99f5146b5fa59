"""A lead looks for places from a phone without JavaScript, then with the keyboard alone."""

import pytest

from tests.journeys.browsing import DESK, follow, go, main, said, sign_in
from tests.journeys.test_i_testify import judge
from tests.journeys.test_keyboard_alone import press, tab_to

LEAD = "Idriss Benhaddou"


@pytest.fixture
def phone(visit):
    return visit(java_script_enabled=False)


def test_de_la_carte_a_un_scenario_publie_en_moins_de_quatre_ecrans(phone):
    phone.goto("/carte/")
    screens = 1
    phone.goto("/carte/scenarios/")
    screens += 1
    main(phone).get_by_role("link", name="Deux bibliothèques ouvertes le mercredi").click()
    screens += 1

    told = said(phone)
    assert screens <= 4
    assert "Aucun choix ne fait mieux : le calcul le prouve." in told
    assert "Qui reste" in told
    assert "À vol d’oiseau" in told
    assert main(phone).get_by_role("img", name="Carte : les lieux à ouvrir").count() == 1


def test_une_responsable_cherche_se_trompe_trouve_et_en_fait_une_action(phone):
    sign_in(phone, LEAD)
    phone.goto("/carte/scenarios/nouveau/")
    form = main(phone)
    form.get_by_label("Département").select_option(label="Sauvelle-et-Littoral")
    form.get_by_label("Combien de lieux ouvrir").fill("0")
    form.get_by_label("Nom du scénario").fill("Depuis mon téléphone")
    form.get_by_role("button", name="Chercher", exact=True).click()
    assert "Écrivez un nombre entier de 1 à 200" in said(phone)
    assert form.get_by_label("Nom du scénario").input_value() == "Depuis mon téléphone"

    form.get_by_label("Combien de lieux ouvrir").fill("2")
    form.get_by_label("en minutes, à vélo par la voirie").check()
    form.get_by_label("En combien de minutes au plus").fill("900")
    form.get_by_label("Élèves qui viennent tour à tour").fill("3")
    form.get_by_role("button", name="Chercher", exact=True).click()
    assert "de 1 à 120" in said(phone)
    assert form.get_by_label("Élèves qui viennent tour à tour").input_value() == "3"
    form.get_by_label("En combien de minutes au plus").fill("25")
    form.get_by_role("button", name="Chercher", exact=True).click()
    assert "25 min au plus, à vélo par la voirie" in said(phone)

    main(phone).get_by_role("link", name="Repartir de ce scénario").click()
    form.get_by_label("à vol d’oiseau, en kilomètres").check()
    form.get_by_label("Nom du scénario").fill("Depuis mon téléphone")
    form.get_by_label("À quelle distance au plus").fill("6,5")
    form.get_by_label("École", exact=True).first.check()
    form.get_by_role("button", name="Chercher", exact=True).click()
    assert phone.locator("h1").inner_text() == "Depuis mon téléphone"
    assert "6,5 km au plus, à vol d’oiseau" in said(phone)

    main(phone).get_by_text("En faire une action du plan").click()
    main(phone).get_by_role("button", name="Écrire l’action et son indicateur").click()
    assert "L’action est dans le plan" in phone.get_by_role("status").inner_text()
    assert "Ouvrir un point d’accès à Internet" in phone.locator("h1").inner_text()
    main(phone).get_by_role("link", name="le scénario « Depuis mon téléphone »").click()
    assert "Ce scénario est une action du plan" in said(phone)
    main(phone).get_by_role("link", name="Le fil de ce scénario").click()
    assert "Mesures" in said(phone)


def test_au_clavier_seul_je_cherche_et_je_compare(visit):
    page = visit(viewport=DESK)
    sign_in(page, LEAD)
    page.goto("/carte/scenarios/")
    tab_to(page, "Chercher où ouvrir", "A")
    press(page)
    tab_to(page, "Département", "SELECT")
    page.keyboard.type("Sauvelle")
    tab_to(page, "Combien de lieux ouvrir", "INPUT")
    page.keyboard.press("Control+A")
    page.keyboard.type("2")
    tab_to(page, "Chercher", "BUTTON")
    press(page)
    assert "lieux à ouvrir" in said(page)
    tab_to(page, "Comparer", "A")
    press(page)
    tab_to(page, "Le second", "SELECT")
    page.keyboard.type("Deux bib")
    tab_to(page, "Comparer", "BUTTON")
    press(page)
    assert "Ce qui a été demandé, et ce qui en sort" in said(page)


def test_chaque_page_des_scenarios_tient_sur_un_telephone(visit):
    page = visit()
    sign_in(page, LEAD)
    for name in ("", "nouveau/", "comparer/?s=1&s=2", "1/", "1/decrire/", "1/supprimer/"):
        go(page, f"/carte/scenarios/{name}")
        judge(page)
    go(page, "/carte/scenarios/")
    follow(page, main(page).get_by_role("link", name="Personne à plus de cinq kilomètres"))
