"""Tab, Enter, Space: nothing else, and always knowing where one is."""

from tests.journeys.browsing import DESK, FACILITATOR, said

# How the focused element looks, and how it looks without the focus: they must differ.
FOCUS = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const look = () => [one, one.closest('label, .card')].filter(Boolean).map(e => {
        const s = getComputedStyle(e);
        return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow].join();
    }).join('|');
    const box = one.getBoundingClientRect();
    const focused = look(), shown = box.width > 1 && box.height > 1;
    one.blur();
    const plain = look();
    one.focus({preventScroll: true, focusVisible: true});
    return {
        tag: one.tagName, type: one.type || '', id: one.id,
        name: (one.labels && one.labels.length ? one.labels[0] : one).textContent
            .replace(/\\s+/g, ' ').trim(),
        visible: shown && focused !== plain,
    };
}"""


def tab(page):
    page.keyboard.press("Tab")
    here = page.evaluate(FOCUS)
    assert here is None or here["visible"], here
    return here


def tab_to(page, name, tag=None, most=120):
    """Walk with Tab as far as a control, seeing the focus at every step."""
    for _ in range(most):
        here = tab(page)
        if here and name in here["name"] and (tag is None or here["tag"] == tag):
            return here
    raise AssertionError(f"{name}: out of reach from {page.url}")


def press(page, key="Enter"):
    with page.expect_navigation():
        page.keyboard.press(key)


def test_au_clavier_seul_je_vais_de_l_accueil_a_une_action_et_je_la_corrige(visit):
    page = visit(viewport=DESK)
    page.goto("/")
    assert tab(page)["name"] == "Aller au contenu"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    tab_to(page, "Voir le plan d’action", most=3)
    press(page)

    assert tab(page)["name"] == "Aller au contenu"
    page.keyboard.press("Enter")
    tab_to(page, "Mots cherchés", "INPUT", most=6)
    page.keyboard.type("médiathèque")
    tab_to(page, "Filtrer", "BUTTON", most=5)
    press(page, "Space")
    assert "q=m%C3%A9diath%C3%A8que" in page.url
    title = page.locator("main h2").first.inner_text()
    tab_to(page, title, "A")
    press(page)
    action = page.url
    assert page.locator("h1").inner_text() == title

    tab_to(page, "Se connecter", "A")
    press(page)
    tab_to(page, f"Entrer en tant que {FACILITATOR}", "BUTTON")
    press(page)
    page.goto(action)
    tab_to(page, "Modifier", "SUMMARY")
    page.keyboard.press("Enter")
    tab_to(page, "Formulation", "TEXTAREA", most=2)
    page.keyboard.press("Control+A")
    page.keyboard.type("Corrigé sans souris")
    tab_to(page, "Soulignée dans les échanges", "INPUT", most=2)
    page.keyboard.press("Space")
    tab_to(page, "Enregistrer", "BUTTON", most=2)
    press(page)
    assert "Corrigé sans souris" in said(page)


def test_le_dessin_du_fil_se_contourne_au_clavier(visit):
    page = visit(viewport=DESK)
    page.goto("/fil/action-1/")
    tab_to(page, "Passer le dessin, lire la liste")
    page.keyboard.press("Enter")
    here = tab(page)
    assert here["tag"] == "A"
    assert page.evaluate("!!document.activeElement.closest('#fil-liste')")
