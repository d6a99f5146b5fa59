"""Somebody says what they live: on a phone, without a script, by keyboard, on a slow network."""

import io

import pytest
from pypdf import PdfReader

from tests.journeys.browsing import PHONE, follow, go, main, said
from tests.journeys.test_keyboard_alone import press, tab, tab_to
from tests.journeys.test_nobody_is_shut_out import OVERFLOW, found

NARROW = {"width": 320, "height": 640}
# 400 kbit/s and 400 ms, on a processor four times slower: a seven-year-old phone in the country.
SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}
PAINTED = "performance.getEntriesByName('first-contentful-paint')"
IRRITANTS = "Ce qui n’a pas marché"


def one_request(page):
    assert len(page.witness.asked) == 1, page.witness.asked


def judge(page):
    """Nobody shut out, at 360 px as at 320 px, in light as in dark."""
    faults = []
    for size, scheme in ((PHONE, "dark"), (NARROW, "light")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        faults += found(page, f"{size['width']} px, {scheme}")
        if page.evaluate(OVERFLOW):
            faults.append(f"{page.url}: horizontal scroll at {size['width']} px")
    page.set_viewport_size(PHONE)
    assert faults == []


def read(page):
    """As long as it takes a person; a robot does not."""
    page.wait_for_timeout(2_100)


@pytest.mark.parametrize("script", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_je_dis_ce_que_je_vis_et_je_repars_avec_mon_recepisse(visit, script):
    page = visit(java_script_enabled=script)
    go(page, "/temoigner/")
    one_request(page)
    if script:
        judge(page)
    page.get_by_label("Parent").check()
    page.get_by_label("Où cela se passe-t-il").fill("Chez ma sœur")
    page.get_by_label("Ce qui a bien marché").fill("Le prêt de clés\nLa bibliothèque")
    page.get_by_label(IRRITANTS).fill("On ne capte rien au bourg")
    page.get_by_label("Votre récit").fill("Il faut marcher jusqu’à la digue.")
    page.get_by_label("Des liens").fill("pas une adresse")
    follow(page, page.get_by_role("button", name="Relire avant d’envoyer"))
    assert page.title().startswith("Erreur")
    if script:
        judge(page)
        assert page.evaluate("document.activeElement.id") == "erreurs"
    page.get_by_label("Des liens").fill("https://exemple.fr/film")
    follow(page, page.get_by_role("button", name="Relire avant d’envoyer"))
    one_request(page)
    if script:
        judge(page)
    assert "Chez ma sœur (vos mots)" in said(page)
    follow(page, page.get_by_role("button", name="Corriger"))
    assert page.get_by_label(IRRITANTS).input_value() == "On ne capte rien au bourg"
    page.get_by_label(IRRITANTS).fill("On ne capte rien au bourg, même dehors")
    follow(page, page.get_by_role("button", name="Relire avant d’envoyer"))
    read(page)
    follow(page, page.get_by_role("button", name="Confirmer et envoyer"))
    if script:
        judge(page)
    code = page.locator(".code").inner_text()
    assert code in main(page).get_by_role("link").first.inner_text()
    assert "On ne capte rien au bourg, même dehors" in said(page)
    assert page.context.cookies() == []


def test_revenir_en_arriere_ne_perd_rien_et_renvoyer_ne_double_rien(visit):
    page = visit(java_script_enabled=False)
    go(page, "/temoigner/")
    page.get_by_label("Parent").check()
    page.get_by_label(IRRITANTS).fill("Un seul téléphone pour quatre")
    follow(page, page.get_by_role("button", name="Relire avant d’envoyer"))
    page.go_back()
    assert page.get_by_label(IRRITANTS).input_value() == "Un seul téléphone pour quatre"
    follow(page, page.get_by_role("button", name="Relire avant d’envoyer"))
    read(page)
    follow(page, page.get_by_role("button", name="Confirmer et envoyer"))
    code = page.locator(".code").inner_text()

    page.go_back()
    follow(page, page.get_by_role("button", name="Confirmer et envoyer"))
    assert page.locator(".code").inner_text() == code


def test_au_clavier_seul_je_temoigne(visit):
    page = visit()
    page.goto("/")
    assert tab(page)["name"] == "Aller au contenu"
    page.keyboard.press("Enter")
    tab_to(page, "Je témoigne", "A", most=1)
    press(page)
    assert tab(page)["name"] == "Aller au contenu"
    page.keyboard.press("Enter")
    tab_to(page, "Élève", "INPUT", most=6)
    page.keyboard.press("ArrowDown")
    tab_to(page, IRRITANTS, "TEXTAREA", most=6)
    page.keyboard.type("Le car n’a pas de réseau")
    tab_to(page, "Relire avant d’envoyer", "BUTTON", most=6)
    press(page)
    assert "Parent" in said(page)
    read(page)
    tab_to(page, "Confirmer et envoyer", "BUTTON", most=6)
    press(page)
    assert "Votre témoignage est reçu" in said(page)


def test_le_recepisse_s_imprime_sur_une_page(visit):
    page = visit(java_script_enabled=False)
    page.goto("/temoigner/")
    page.get_by_label("Agent").check()
    page.get_by_label(IRRITANTS).fill("\n".join(f"Un point, le numéro {n}" for n in range(12)))
    page.get_by_role("button", name="Relire avant d’envoyer").click()
    read(page)
    page.get_by_role("button", name="Confirmer et envoyer").click()
    code = page.locator(".code").inner_text()
    page.emulate_media(media="print")
    paper = PdfReader(io.BytesIO(page.pdf(format="A4", print_background=False)))
    words = paper.pages[0].extract_text()
    assert len(paper.pages) == 1
    assert code in words
    assert "Un point, le numéro 11" in words
    assert "Dire autre chose" not in words


def test_sur_un_reseau_lent_la_page_se_lit_en_moins_d_une_seconde_et_demie(visit):
    page = visit()
    slow = page.context.new_cdp_session(page)
    slow.send("Network.enable")
    slow.send("Network.emulateNetworkConditions", SLOW)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto("/temoigner/")
    one_request(page)
    page.wait_for_function(f"{PAINTED}.length")
    assert page.evaluate(f"{PAINTED}[0].startTime") < 1_500
