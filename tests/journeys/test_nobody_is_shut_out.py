"""axe-core on every kind of page, as a visitor and as an editor, on a phone and on a desk."""

import pytest
from axe_playwright_python.base import AXE_FILE_PATH

from tests.journeys.browsing import DESK, PHONE, sign_in

PUBLIC = [
    "/",
    "/retours/",
    "/retours/?q=introuvable",
    "/retours/1/",
    "/diagnostic/",
    "/diagnostic/ateliers/",
    "/diagnostic/partages/1/",
    "/diagnostic/silence/",
    "/diagnostic/constats/1/",
    "/diagnostic/lignes/1/",
    "/projections/",
    "/projections/1/",
    "/plan/",
    "/plan/tableau/",
    "/plan/1/",
    "/suivi/",
    "/suivi/actions/1/",
    "/suivi/indicateurs/",
    "/suivi/indicateurs/1/",
    "/synthese/",
    "/synthese/bout-de-la-digue/",
    "/fil/action-1/",
    "/fil/retex-1/",
    "/temoigner/",
    "/temoigner/?langue=ar",
    "/temoigner/classe/",
    "/temoigner/recu/rien/",
    "/accessibilite/",
    "/confidentialite/",
    "/confidentialite/?langue=ar",
    "/confidentialite/mes-donnees/",
    "/retours/?langue=ar",
    "/donnees/",
    "/donnees/?profil=operator",
    "/diagnostic/methode/",
    "/compte/connexion/",
    "/cette-page-n-existe-pas/",
]
EDITED = [
    "/retours/1/",
    "/diagnostic/constats/1/",
    "/diagnostic/lignes/1/",
    "/projections/1/",
    "/plan/1/",
    "/plan/elements/steps/1/",
    "/plan/indicateurs/1/",
    "/suivi/actions/1/",
    "/suivi/indicateurs/1/",
    "/synthese/",
    "/synthese/bout-de-la-digue/",
    "/synthese/a-confirmer/",
    "/fil/action-2/",
    "/compte/",
    "/temoigner/classes/",
    "/donnees/importer/",
    "/diagnostic/tri/1/analyse/",
    "/diagnostic/tri/sans-thematique/",
]
NARROW = {"width": 320, "height": 640}
SCHEMES = ("light", "dark")
RUN = "() => axe.run(document, {resultTypes: ['violations']})"
OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"
OVERFLOW = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
# Read once: it is handed to every page.
AXE = AXE_FILE_PATH.read_text()


def found(page, where):
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    told = page.evaluate(RUN)
    return [
        f"{page.url} {where}: {one['id']} x{len(one['nodes'])} {one['nodes'][0]['html'][:120]}"
        for one in told["violations"]
    ]


def examine(page, turn):
    """The page now open, on a phone and on a desk, one in light colours and the other in the dark.

    Each page meets both widths and both schemes; from one page to the next they change partners.
    """
    faults = []
    for at, size in enumerate((PHONE, DESK)):
        scheme = SCHEMES[(turn + at) % 2]
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        faults += found(page, f"{size['width']} px, {scheme}")
    return faults


def examine_open(page, turn):
    """The page of an editor: on a desk, then every <details> open where there is the least room."""
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme=SCHEMES[turn % 2])
    faults = found(page, f"{DESK['width']} px, {SCHEMES[turn % 2]}")
    page.set_viewport_size(NARROW)
    page.emulate_media(color_scheme=SCHEMES[(turn + 1) % 2])
    page.evaluate(OPEN_ALL)
    faults += found(page, f"320 px, open, {SCHEMES[(turn + 1) % 2]}")
    if page.evaluate(OVERFLOW):
        faults.append(f"{page.url}: horizontal scroll at 320 px")
    return faults


@pytest.mark.parametrize("half", [0, 1])
def test_aucune_page_publique_ne_ferme_la_porte(visit, half):
    page, faults = visit(), []
    for turn, address in enumerate(PUBLIC[half::2]):
        assert page.goto(address).status in {200, 404}, address
        faults += examine(page, turn)
    assert faults == []


def test_aucune_page_de_travail_ne_ferme_la_porte(visit):
    page, faults = visit(), []
    sign_in(page)
    for turn, address in enumerate(EDITED):
        assert page.goto(address).status == 200, address
        faults += examine_open(page, turn)
    assert faults == []


SHEET = """# THEMATIQUE N°2 : Relecture

## Diagnostic des points forts et irritants

| Thématique | RETEX | Irritants | Points forts |
|---|---|---|---|
| Relecture | 1 | Un irritant à relire | Une force à relire |
"""


def test_la_relecture_et_les_formulaires_refuses_ne_ferment_pas_la_porte(visit):
    page, faults = visit(), []
    page.goto("/compte/connexion/")
    page.get_by_label("Adresse").fill("personne@demo.example")
    page.get_by_label("Mot de passe (obligatoire)").fill("inconnu")
    page.locator("main form[novalidate] button").click()
    assert page.title().startswith("Erreur")
    faults += examine(page, 0)

    sign_in(page, after="/synthese/")
    page.get_by_role("button", name="Lire, et montrer ce qui changerait").click()
    assert page.title().startswith("Erreur")
    faults += examine(page, 1)

    page.goto("/synthese/")
    page.get_by_label("Ou collez ici").fill(SHEET)
    page.get_by_role("button", name="Lire, et montrer ce qui changerait").click()
    page.get_by_label("Nom de l’atelier").fill("À relire")
    page.get_by_label("Thématique").select_option(index=2)
    page.get_by_label("Territoire").select_option(index=2)
    page.get_by_role("button", name="Revoir ce qui changerait").click()
    assert page.locator("#h-combien").count()
    faults += examine_open(page, 2)

    page.get_by_label("Nom de l’atelier").fill("")
    page.get_by_role("button", name="Importer").click()
    assert page.title().startswith("Erreur")
    faults += examine(page, 3)

    page.goto("/plan/elements/steps/1/")
    page.get_by_label("Formulation").evaluate("field => field.required = false")
    page.get_by_label("Formulation").fill("")
    page.get_by_role("button", name="Enregistrer").click()
    assert page.title().startswith("Erreur")
    faults += examine(page, 4)
    assert faults == []
