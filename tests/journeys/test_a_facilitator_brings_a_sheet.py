"""Four hours of merging by hand, in a few pages: a sheet goes in, is corrected, and comes out."""

import copy

from tests.journeys.browsing import follow, go, main, said, sign_in
from tests.journeys.sheets import read_sheet

CORRECTED = "Un lieu calme, chauffé et relié au réseau, à dix minutes de chaque élève"


def drop(page, path):
    go(page, "/synthese/")
    page.locator("input[type=file]").set_input_files(path)
    follow(page, page.get_by_role("button", name="Lire, et montrer ce qui changerait"))


def preview_as(page, title):
    """Say where the sheet goes, and look again before saying yes."""
    page.get_by_label("Nom de l’atelier").fill(title)
    page.get_by_label("Thématique").select_option(index=1)
    page.get_by_label("Territoire").select_option(index=2)
    follow(page, page.get_by_role("button", name="Revoir ce qui changerait"))


def items(sheet, part, *names):
    return sum(len(row[name]) for row in sheet[part] for name in names)


def shown_counts(page):
    rows = page.locator("#t-changements tbody tr, table:has(#t-changements) tbody tr")
    cells = [row.locator("th, td").all_inner_texts() for row in rows.all()]
    return {part: [int(count or 0) for count in counts] for part, *counts in cells}


def first_item(page, shape):
    return page.locator(f".row .{shape} > ul > li").first


def correct_in_place(page, item, text):
    item.locator("summary", has_text="Modifier").click()
    item.get_by_label("Formulation").fill(text)
    follow(page, item.get_by_role("button", name="Enregistrer"))


def threads_of_actions(page):
    links = page.locator("a[href^='/fil/action-']")
    return [link.get_attribute("href") for link in links.all()]


def test_une_feuille_entre_se_relit_se_corrige_et_ressort_entiere(visit, filled_sheet, tmp_path):
    told = read_sheet(filled_sheet)
    page = visit(java_script_enabled=False)
    sign_in(page, after="/synthese/")

    drop(page, filled_sheet)
    preview_as(page, "Atelier de la lande")
    assert "Un nouvel atelier serait créé" in said(page)
    counts = shown_counts(page)
    assert sum(counts["Plan d’action"]) >= items(told, "plan", "steps", "actors")
    assert sum(counts["Projections"]) >= items(told, "projections", "needs")
    follow(page, page.get_by_role("button", name="Importer"))
    sheet = page.url
    assert page.locator("h1").inner_text() == "Atelier de la lande"
    assert "La feuille est importée" in page.get_by_role("status").inner_text()

    # Up to the voices, from the first of its actions that a link leads back.
    for thread in threads_of_actions(page):
        go(page, thread)
        account = page.locator("#fil-liste a[href^='/retours/']")
        if account.count():
            break
    follow(page, account.first)
    assert main(page).locator("blockquote").count()

    go(page, sheet)
    need = first_item(page, "need")
    before = told["projections"][0]["needs"][0]["text"]
    assert before in need.inner_text()
    correct_in_place(page, need, CORRECTED)
    assert page.url.startswith(sheet)
    assert CORRECTED in first_item(page, "need").inner_text()

    for thread in threads_of_actions(page):
        go(page, thread)
        yes = page.get_by_role("button", name="Oui, confirmer")
        if yes.count():
            break
    doubts = yes.count()
    follow(page, yes.first)
    assert page.url.endswith(thread)
    assert page.get_by_role("button", name="Oui, confirmer").count() == doubts - 1

    go(page, sheet)
    with page.expect_download() as word:
        main(page).get_by_role("link", name="Word").click()
    path = tmp_path / word.value.suggested_filename
    word.value.save_as(path)
    assert path.suffix == ".docx"
    expected = copy.deepcopy(told)
    expected["projections"][0]["needs"][0]["text"] = CORRECTED
    back = read_sheet(path)
    for part in ("theme", "retex", "diagnosis", "projections", "plan"):
        assert back[part] == expected[part], part

    # What was downloaded changes nothing; what was dropped first would undo the correction.
    drop(page, path)
    assert "Cette feuille est déjà là" in said(page)
    drop(page, filled_sheet)
    assert "Un atelier existant serait corrigé" in said(page)
    assert before in said(page)
    assert CORRECTED in said(page)
    assert list(shown_counts(page)) == ["Projections"]
    follow(page, page.get_by_role("button", name="Écarter cette feuille"))
    go(page, sheet)
    assert CORRECTED in first_item(page, "need").inner_text()
