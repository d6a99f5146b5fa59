"""Why the platform exists: from any action up to the voices, from a voice down to the action."""

from tests.journeys.browsing import follow, go, main

ACTION = "Ouvrir un point d’accès dans les huit communes du marais"


def test_de_l_action_je_remonte_au_vecu_puis_je_redescends_sans_javascript(visit):
    page = visit(java_script_enabled=False)
    assert go(page, "/").status == 200
    follow(page, main(page).get_by_role("link", name="Voir le plan d’action"))
    page.get_by_label("Mots cherchés").fill("point d’accès")
    follow(page, page.get_by_role("button", name="Filtrer"))
    # Another journey may have written one from a scenario, which no voice asked for.
    follow(page, main(page).locator("h2 a", has_text=ACTION))
    action, title = page.url, page.locator("h1").inner_text()
    assert title == ACTION

    follow(page, page.get_by_role("link", name="Remonter le fil"))
    stages = page.locator("#fil-liste h2").all_inner_texts()
    assert stages == [
        "Retours",
        "Constats partagés",
        "Constats",
        "Besoins",
        "Leviers",
        "Actions",
        "Indicateurs",
    ]
    # What was said is on the page, in the words of those who said it.
    assert page.locator("figure.quote").count()

    follow(page, page.locator("#fil-liste a[href^='/retours/']").first)
    account = page.locator("h1").inner_text()
    follow(page, page.get_by_role("link", name="Ce que ce récit est devenu"))
    assert page.locator("h1").inner_text() == account
    down = page.locator("#fil-liste a[href^='/plan/']", has_text=title)
    follow(page, down.first)
    assert page.url.split("#")[0] == action
