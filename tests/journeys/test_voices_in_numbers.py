"""What another tool counted comes in by a file; what is published leaves by one. On a phone."""

import csv
import io

from tests.journeys.browsing import follow, go, said, sign_in
from tests.journeys.test_nobody_is_shut_out import OVERFLOW, found

SURVEY = (
    "Votre avis;Ville;Note\n"
    "Le bus du soir ne passe plus;Sauvelle;2\n"
    "La tablette sert à toute la fratrie;Sauvelle;4\n"
)


def bring(page, path):
    """To the page that asks what the columns are."""
    sign_in(page, after="/donnees/importer/")
    path.write_text(SURVEY, encoding="utf-8")
    page.locator("input[type=file]").set_input_files(path)
    follow(page, page.get_by_role("button", name="Lire ce fichier"))


def test_une_enquete_entre_une_fois_dit_ce_que_sont_ses_colonnes(visit, tmp_path):
    page = visit(java_script_enabled=False)
    bring(page, tmp_path / "enquete.csv")
    assert "2 colonnes ne sont pas reconnues" in said(page)

    page.get_by_label("Votre avis").select_option("recit")
    page.get_by_label("Note").select_option("-")
    follow(page, page.get_by_role("button", name="Lire avec ces colonnes"))
    assert "2 lignes lues : 2 à ajouter" in said(page)
    follow(page, page.get_by_role("button", name="Tout importer"))
    assert "2 ajoutés, 0 déjà là" in said(page)
    follow(page, page.get_by_role("button", name="Annuler cet import"))
    assert "Annulé" in said(page)


def test_les_pages_de_l_import_ne_ferment_pas_la_porte(visit, tmp_path):
    page, faults = visit(), []
    bring(page, tmp_path / "enquete.csv")
    faults += found(page, "360 px")
    page.get_by_label("Votre avis").select_option("recit")
    page.get_by_label("Ville").select_option("recit")
    page.get_by_role("button", name="Lire avec ces colonnes").click()
    page.get_by_label("Note").select_option("-")
    page.locator("form[novalidate], main form").first.evaluate("form => form.noValidate = true")
    follow(page, page.get_by_role("button", name="Lire avec ces colonnes"))
    assert page.title().startswith("Erreur")
    faults += found(page, "360 px, en erreur")
    assert not page.evaluate(OVERFLOW)

    page.get_by_label("Ville").select_option("lieu")
    follow(page, page.get_by_role("button", name="Lire avec ces colonnes"))
    faults += found(page, "360 px")
    assert not page.evaluate(OVERFLOW)
    follow(page, page.get_by_role("button", name="Oublier ce fichier"))
    assert faults == []


def test_chacun_prend_ce_qui_l_interesse_sans_script(visit):
    page = visit(java_script_enabled=False)
    go(page, "/donnees/")
    page.get_by_label("Thématique").select_option("1")
    follow(page, page.get_by_role("button", name="Filtrer"))
    assert "Édition du" in said(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Tableur (CSV)").first.click()
    text = taken.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert rows
    assert {row["thematique"] for row in rows} == {"1"}
