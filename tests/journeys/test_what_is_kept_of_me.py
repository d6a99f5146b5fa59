"""What is kept of me, read and erased; the others, filtered and answered: with a script or none."""

import pytest

from tests.journeys.browsing import follow, go, main, said
from tests.journeys.test_i_testify import judge
from tests.journeys.test_keyboard_alone import press, tab, tab_to
from tests.journeys.test_what_became_of_my_words import speak

WITH_OR_WITHOUT = pytest.mark.parametrize(
    "script", [False, True], ids=["without JavaScript", "with JavaScript"]
)


@WITH_OR_WITHOUT
def test_je_lis_ce_qui_est_garde_de_moi_puis_j_efface_tout(visit, script):
    page = visit(java_script_enabled=script)
    code = speak(page, "La fenêtre du fond ne ferme plus")
    go(page, "/confidentialite/")
    if script:
        judge(page)
    follow(page, main(page).get_by_role("link", name="Voir ou effacer ce qui vient de moi"))
    page.get_by_label("Le code de votre récépissé").fill(code)
    follow(page, page.get_by_role("button", name="Lire ici"))
    assert "La fenêtre du fond ne ferme plus" in said(page)
    if script:
        judge(page)

    go(page, "/confidentialite/mes-donnees/")
    page.get_by_label("Le code de votre récépissé").fill(code)
    follow(page, page.get_by_role("button", name="Tout effacer"))
    assert "Effacer pour de bon" in said(page)
    if script:
        judge(page)
    follow(page, page.get_by_role("button", name="Tout effacer"))
    assert "C’est effacé" in said(page)
    assert page.context.cookies() == []


@WITH_OR_WITHOUT
def test_je_filtre_les_retours_par_un_lieu_ecrit_et_je_dis_moi_aussi(visit, script):
    page = visit(java_script_enabled=script)
    go(page, "/retours/")
    page.get_by_label("Ou un lieu, par son nom").fill("nulle part du tout")
    follow(page, page.get_by_role("button", name="Filtrer"))
    assert "Aucun lieu ne répond" in said(page)
    if script:
        judge(page)
    page.get_by_label("Ou un lieu, par son nom").fill("Val-de-Brume")
    follow(page, page.get_by_role("button", name="Filtrer"))
    assert "Val-de-Brume" in said(page)
    assert "Aucun lieu ne répond" not in said(page)

    go(page, "/retours/")
    follow(page, main(page).locator("ul.items h2 a").first)
    follow(page, page.get_by_role("button", name="Moi aussi"))
    assert "Vous avez dit « moi aussi »" in said(page)
    if script:
        judge(page)
    follow(page, page.get_by_role("button", name="Le reprendre"))
    assert "Vous avez dit « moi aussi »" not in said(page)


def test_au_clavier_seul_je_demande_ce_qui_est_garde_de_moi(visit):
    page = visit()
    page.goto("/confidentialite/")
    assert tab(page)["name"] == "Aller au contenu"
    page.keyboard.press("Enter")
    tab_to(page, "Voir ou effacer ce qui vient de moi", "A", most=4)
    press(page)
    tab_to(page, "Le code de votre récépissé", "INPUT", most=40)
    page.keyboard.type("7K4P-9XQ2-M0VB-3HTE")
    tab_to(page, "Lire ici", "BUTTON", most=4)
    press(page)
    assert page.title().startswith("Erreur")
    assert "Aucun témoignage n’a ce code" in said(page)
