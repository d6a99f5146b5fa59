"""What one said is followed, corrected, read by a moderator with the keyboard alone, taken back."""

import re

import pytest

from tests.journeys.browsing import DESK, PHONE, follow, go, main, said, sign_in
from tests.journeys.test_i_testify import IRRITANTS, judge, read
from tests.journeys.test_keyboard_alone import press, tab, tab_to

MODERATOR = "Solène Abgrall-Ndiaye"


def speak(page, words):
    page.goto("/temoigner/")
    page.get_by_label("Parent").check()
    page.get_by_label(IRRITANTS).fill(words)
    page.get_by_role("button", name="Relire avant d’envoyer").click()
    read(page)
    page.get_by_role("button", name="Confirmer et envoyer").click()
    return page.locator(".code").inner_text()


@pytest.mark.parametrize("script", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_avec_mon_code_je_lis_ce_que_mes_mots_ont_fait_avancer(visit, script):
    page = visit(java_script_enabled=script)
    go(page, "/ma-parole/")
    if script:
        judge(page)
    code = main(page).get_by_role("link", name=re.compile(r"^[0-9A-Z]{4}-")).inner_text()
    page.get_by_label("Votre code").fill(code.lower().replace("-", " "))
    follow(page, page.get_by_role("button", name="Ouvrir mon témoignage"))

    assert page.url.endswith(f"/ma-parole/{code}/")
    for words in ("est publié", "Trajets du soir", "Une action du plan", "On saura si"):
        assert words in said(page)
    if script:
        judge(page)
    assert page.context.cookies() == []
    page.emulate_media(media="print")
    assert not main(page).get_by_role("link", name="Le retirer").is_visible()
    page.emulate_media(media="screen")
    follow(page, main(page).get_by_role("link", name="Trajets du soir").first)
    assert "On fait vingt kilomètres" in said(page)


def test_un_code_mal_recopie_m_aide_a_le_corriger(visit):
    page = visit()
    assert go(page, "/ma-parole/7K4P-9XQ2-M0VB/").status == 404
    assert "16 signes" in said(page)
    assert page.get_by_label("Votre code").input_value() == "7K4P-9XQ2-M0VB"
    judge(page)


@pytest.mark.parametrize("script", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_je_corrige_puis_je_retire_ce_que_j_ai_dit(visit, script):
    page = visit(java_script_enabled=script)
    code = speak(page, "Le car n’a pas de réseau\nLa cantine")
    go(page, f"/ma-parole/{code}/")
    assert "attend d’être lu" in said(page)
    assert "Rien encore" in said(page)
    if script:
        judge(page)

    follow(page, page.get_by_role("link", name="Corriger mon témoignage"))
    if script:
        judge(page)
    page.get_by_label(IRRITANTS).fill("")
    follow(page, page.get_by_role("button", name="Enregistrer la correction"))
    assert page.title().startswith("Erreur")
    if script:
        judge(page)
    page.get_by_label(IRRITANTS).fill("Le car n’a pas de réseau le soir")
    follow(page, page.get_by_role("button", name="Enregistrer la correction"))
    assert "Votre correction est enregistrée" in said(page)
    assert "La cantine" not in said(page)

    follow(page, page.get_by_role("link", name="Le retirer"))
    assert "Vous en avez le droit" in said(page)
    if script:
        judge(page)
    follow(page, page.get_by_role("button", name="Retirer et effacer"))
    assert "Vous avez retiré votre témoignage" in said(page)
    assert "Le car" not in said(page)
    if script:
        judge(page)
    assert page.context.cookies() == []


def test_une_moderatrice_decide_au_clavier_seul_et_l_auteur_lit_pourquoi(visit):
    author = visit(java_script_enabled=False)
    first = speak(author, "Rue des Lilas, au 3, on ne capte pas")
    second = speak(author, "La salle est fermée le mercredi")

    page = visit(viewport=DESK)
    sign_in(page, MODERATOR, after="/moderation/")
    page.goto("/moderation/")
    assert tab(page)["name"] == "Aller au contenu"
    page.keyboard.press("Enter")
    tick(page, "Rue des Lilas")
    tab_to(page, "Une autre raison", "INPUT", most=80)
    page.keyboard.press("ArrowDown")  # round to the first one
    tab_to(page, "Ne pas publier ce qui est coché", "BUTTON", most=8)
    press(page)
    assert "n’est pas publié" in said_above(page)

    tick(page, "La salle est fermée le mercredi")
    tab_to(page, "Publier ce qui est coché", "BUTTON", most=80)
    press(page)
    assert "publié" in said_above(page)

    author.goto(f"/ma-parole/{first}/")
    assert "Une personne y est reconnaissable" in said(author)
    author.goto(f"/ma-parole/{second}/")
    assert "Votre témoignage est publié" in said(author)


def tick(page, words):
    """Walk to the box of the account that says these words."""
    item = page.locator("ul.items > li", has_text=words)
    number = item.locator("input[type=checkbox]").get_attribute("value")
    tab_to(page, f"Témoignage n° {number}", "INPUT", most=200)
    page.keyboard.press("Space")


def said_above(page):
    return page.locator("[role=status]").inner_text()


def test_les_pages_de_la_moderation_ne_ferment_pas_la_porte(visit):
    author = visit(java_script_enabled=False)
    speak(author, "Une parole à relire de près")
    page = visit()
    sign_in(page, MODERATOR, after="/moderation/")
    page.goto("/moderation/")
    judge(page)
    page.locator("main").get_by_role("button", name="Publier ce qui est coché", exact=True).click()
    assert page.title().startswith("Erreur")
    judge(page)
    page.locator("main").get_by_role("link", name=re.compile("^Ouvrir")).first.click()
    assert "Ce qui lui est arrivé" in said(page)
    judge(page)


def test_un_lecteur_signale_sans_dire_qui_il_est(visit):
    page = visit(viewport=PHONE)
    go(page, "/ma-parole/")
    main(page).get_by_role("link", name=re.compile(r"^[0-9A-Z]{4}-")).click()
    follow(page, main(page).get_by_role("link", name="Voir sa page"))
    follow(page, page.get_by_role("link", name="Signaler ce témoignage"))
    judge(page)
    page.get_by_label("C’est faux").check()
    follow(page, page.get_by_role("button", name="Signaler"))
    assert "votre signalement est reçu" in said(page)
    judge(page)
    assert page.context.cookies() == []


def test_une_animatrice_cite_ce_qu_une_personne_a_dit(visit):
    page = visit(viewport=DESK)
    sign_in(page, after="/diagnostic/")
    page.goto("/diagnostic/ateliers/?q=réparation")
    main(page).get_by_role("link", name="Délais de réparation").click()
    judge(page)
    page.get_by_role("link", name="Citer ce qu’une personne a dit").click()
    judge(page)
    page.get_by_label("Mots cherchés").fill("kilomètres")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("button", name="Citer ce propos : On fait vingt").click()
    assert "Déjà cité par ce constat" in said(page)
    page.get_by_role("link", name="Revenir au constat").click()
    assert "On fait vingt kilomètres" in said(page)
    page.get_by_role("button", name="Ne plus citer : On fait vingt").click()
    assert "On fait vingt kilomètres" not in said(page)
