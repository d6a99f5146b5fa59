"""What goes wrong on a Friday evening costs a sentence to read, never what was typed."""

import base64

from tests.journeys.browsing import FACILITATOR, Witness, follow, go, said, sign_in

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SHEET = """# THEMATIQUE N°3 : {name}

## Diagnostic des points forts et irritants

| Thématique | RETEX | Irritants | Points forts |
|---|---|---|---|
| L’équipement | 1 | Les prises de la salle {name} sont mortes | Un gardien qui répare à {name} |
"""


def read_button(page):
    return page.get_by_role("button", name="Lire, et montrer ce qui changerait")


def deposit(page, name, content):
    go(page, "/synthese/")
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    follow(page, read_button(page))


def fill_destination(page, title):
    page.get_by_label("Nom de l’atelier").fill(title)
    page.get_by_label("Thématique").select_option(index=1)
    page.get_by_label("Territoire").select_option(index=2)


def errors(page):
    """Each problem, from the summary at the top; it leads to the field it speaks of."""
    summary = page.locator("main [role=alert], main .notice.error").first
    targets = [link.get_attribute("href") for link in summary.locator("a").all()]
    assert targets
    for target in targets:
        assert page.locator(target).count() == 1, target
    return " ".join(summary.inner_text().split())


def test_rien_une_image_ou_un_fichier_vide_disent_ce_qui_manque(visit):
    page = visit(java_script_enabled=False)
    sign_in(page, after="/synthese/")
    follow(page, read_button(page))
    assert page.title().startswith("Erreur : ")
    assert "Choisissez au moins un fichier" in errors(page)
    deposit(page, "photo.png", PIXEL)
    assert "photo.png" in errors(page)
    deposit(page, "photo.docx", PIXEL)
    assert "photo.docx" in errors(page)
    deposit(page, "vide.docx", b"")
    assert "ce fichier est vide" in errors(page)


def test_un_nom_trop_long_est_refuse_et_le_reste_est_garde(visit):
    page = visit(java_script_enabled=False)
    sign_in(page)
    deposit(page, "Trop long.md", SHEET.format(name="Ormeaux").encode())
    fill_destination(page, "a")
    # A browser stops at 200 characters; another program does not.
    page.get_by_label("Nom de l’atelier").evaluate("field => field.removeAttribute('maxlength')")
    page.get_by_label("Nom de l’atelier").fill("Très long " * 30)
    place = page.get_by_label("Territoire").input_value()
    follow(page, page.get_by_role("button", name="Importer"))
    assert "200" in errors(page)
    assert page.get_by_label("Territoire").input_value() == place
    assert page.get_by_label("Nom de l’atelier").input_value().startswith("Très long")


def test_deux_onglets_corrigent_le_meme_element_et_aucun_texte_ne_se_perd(visit):
    first = visit(java_script_enabled=False)
    sign_in(first)
    second = first.context.new_page()
    forms = []
    for tab in (first, second):
        tab.goto("/plan/12/")
        step = tab.locator("#comment + dd > ul > li").first
        step.locator("summary").click()
        forms.append(step)
    forms[0].get_by_label("Formulation").fill("Écrit dans le premier onglet")
    forms[0].get_by_role("button", name="Enregistrer").click()
    first.get_by_role("status").wait_for()
    forms[1].get_by_label("Formulation").fill("Écrit dans le second onglet")
    with second.expect_navigation() as answer:
        forms[1].get_by_role("button", name="Enregistrer").click()
    assert answer.value.status == 409
    assert second.get_by_label("Formulation").input_value() == "Écrit dans le second onglet"
    assert "Écrit dans le premier onglet" in said(second)
    # Saving again is an informed choice.
    second.get_by_role("button", name="Enregistrer").click()
    second.get_by_role("status").wait_for()
    assert "Écrit dans le second onglet" in said(second)


def workshops_called(page, title):
    go(page, "/synthese/")
    return page.locator("main .items h3", has_text=title).count()


def look_again(page, title):
    fill_destination(page, title)
    follow(page, page.get_by_role("button", name="Revoir ce qui changerait"))


def test_deux_clics_sur_importer_font_un_seul_atelier_et_revenir_en_arriere_aussi(visit):
    title = "Deux clics à la tourbière"
    page = visit(java_script_enabled=False)
    sign_in(page)
    deposit(page, "Deux clics.md", SHEET.format(name="Tourbière").encode())
    # What going back shows: the same preview, still ready to be sent.
    former = page.context.new_page()
    former.witness = Witness(former, page.url)
    former.goto(page.url)
    look_again(former, title)

    look_again(page, title)
    preview = page.url
    page.get_by_role("button", name="Importer").dblclick()
    page.get_by_role("heading", level=1, name=title).wait_for()
    page.wait_for_load_state()
    sheet = page.url
    assert workshops_called(page, title) == 1

    follow(former, former.get_by_role("button", name="Importer"))
    assert former.url == sheet
    page.goto(preview)
    assert page.url == sheet
    page.go_back()
    page.reload()
    assert workshops_called(page, title) == 1


def test_qui_est_deconnecte_pendant_sa_saisie_ne_perd_pas_la_page(visit):
    page = visit(java_script_enabled=False)
    sign_in(page, FACILITATOR)
    page.goto("/plan/13/")
    step = page.locator("#comment + dd > ul > li").first
    step.locator("summary").click()
    step.get_by_label("Formulation").fill("Écrit, puis déconnecté")
    page.context.clear_cookies()
    step.get_by_role("button", name="Enregistrer").click()
    page.wait_for_load_state()
    assert page.locator("h1").count() == 1
    page.go_back()
    assert page.locator("h1").count() == 1
