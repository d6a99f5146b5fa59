"""Somebody opens the interactive map, by keyboard; somebody else has no JavaScript, or no WebGL."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.browsing import DESK, PHONE, go, main, playwright_browser, said

ADDRESS = "/carte/96/interactive/"
# WebGL without a graphic card.
BY_SOFTWARE = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


@pytest.fixture(scope="module")
def browser(chromium):
    with playwright_browser(chromium, *BY_SOFTWARE) as browser:
        yield browser


def open_map(page):
    go(page, ADDRESS)
    page.witness.start()
    page.get_by_role("button", name="Ouvrir la carte").press("Enter")
    page.locator("canvas[data-ready]").wait_for(timeout=60_000)


def details(page):
    return " ".join(main(page).locator("[data-details]").inner_text().split())


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_j_ouvre_la_carte_au_clavier_et_la_liste_y_mene(visit, viewport, scheme):
    page = visit(viewport=viewport, color_scheme=scheme)
    open_map(page)

    assert page.evaluate("document.activeElement.value") == "communes"
    places = page.get_by_role("checkbox", name="Lieux où se connecter")
    places.press("Space")
    assert places.is_checked()
    main(page).locator("tr[data-key='9920018D'] [data-show]").press("Enter")

    assert "Collège du Marais-de-Sauvelle" in details(page)
    assert "Élèves sans solution : " in details(page)
    assert main(page).locator(".map-view").is_visible()
    # A graphic card would not wait for what a processor draws.
    assert [said for said in page.witness.complaints if "GPU stall" not in said] == []
    assert Axe().run(page).response["violations"] == []


def test_je_touche_la_carte_et_ce_qu_on_en_sait_est_annonce(visit):
    page = visit(viewport=DESK)
    open_map(page)
    where = main(page).locator(".map-view").bounding_box()
    page.locator("canvas[data-ready]").click(
        position={"x": where["width"] * 0.70, "y": where["height"] * 0.15}
    )

    page.wait_for_function("document.querySelector('[data-details] h3')")
    assert "Tourbes-la-Basse" in details(page)
    assert main(page).locator("[data-details]").get_attribute("aria-live") == "polite"

    # Coverage takes the place of the communes, and they say it too.
    page.get_by_role("checkbox", name="Couverture mobile").check()
    assert not page.get_by_role("checkbox", name="Communes").is_checked()
    page.get_by_label("Couverture mobile de").select_option("29903-4G-data")
    main(page).locator("tbody[data-of=coverage] [data-key='96105'] [data-show]").press("Enter")
    assert "La Digue-Neuve Télébrume, 4G (données) : très bonne 14" in details(page)
    assert main(page).get_by_text("Arcep (Licence Ouverte 1.0), 31 mars 2026").first.is_visible()


def test_les_retours_sont_un_nombre_et_aucun_point(visit):
    page = visit(viewport=DESK)
    open_map(page)
    page.get_by_role("checkbox", name="Retours du terrain").check()

    assert "personnes ont témoigné dans ce département" in details(page)


def test_rien_de_la_carte_ne_se_charge_avant_d_etre_demande(visit):
    page = visit(viewport=DESK)
    go(page, ADDRESS)
    assert [url for url in page.witness.asked if "vendor" in url or "tuiles" in url] == []

    open_map(page)
    assert [url for url in page.witness.asked if "tuiles" in url]


def test_sans_javascript_la_liste_dit_la_meme_chose(visit):
    page = visit(java_script_enabled=False)
    page.goto(ADDRESS)

    assert "Pour la déplacer et l’agrandir, il faut JavaScript" in said(page)
    assert page.get_by_role("img", name="Part des élèves sans solution, par commune").is_visible()
    assert main(page).get_by_role("button").count() == 0
    assert main(page).get_by_role("row").count() > 30


def test_sans_webgl_la_page_le_dit_et_la_liste_reste(visit):
    page = visit(viewport=DESK)
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    go(page, ADDRESS)
    page.get_by_role("button", name="Ouvrir la carte").click()

    main(page).get_by_role("alert").wait_for()
    assert page.get_by_role("img", name="Part des élèves sans solution").is_visible()
    assert "ne peut pas être dessinée" in main(page).get_by_role("alert").inner_text()
    assert main(page).locator("[data-opened]").is_hidden()
    assert main(page).get_by_role("row").count() > 30


def test_quand_les_tuiles_n_arrivent_pas_la_page_le_dit(visit):
    page = visit(viewport=DESK)
    page.route("**/tuiles/*", lambda route: route.abort())
    go(page, ADDRESS)
    page.get_by_role("button", name="Ouvrir la carte").click()

    main(page).get_by_role("alert").wait_for()
