"""On paper: an action fits on the sheet that somebody pins up in a staff room."""

import io

from pypdf import PdfReader

from tests.journeys.browsing import sign_in


def printed(page):
    page.emulate_media(media="print")
    return PdfReader(io.BytesIO(page.pdf(format="A4", print_background=False)))


def test_une_action_s_imprime_sur_une_page_sans_les_boutons(visit):
    page = visit(java_script_enabled=False)
    for number in (1, 5, 20):
        page.goto(f"/plan/{number}/")
        title = page.locator("h1").inner_text()
        paper = printed(page)
        words = " ".join(paper.pages[0].extract_text().split())
        assert len(paper.pages) == 1, title
        assert title.split()[0] in words
        for tool in ("Aller au contenu", "Remonter le fil", "Rechercher"):
            assert tool not in words


def test_une_feuille_ouverte_par_qui_l_anime_s_imprime_sans_ses_formulaires(visit):
    page = visit(java_script_enabled=False)
    sign_in(page)
    page.goto("/synthese/bout-de-la-digue/")
    words = " ".join(sheet.extract_text() for sheet in printed(page).pages)
    assert "Zones blanches" in words
    for tool in ("Modifier", "Enregistrer", "Télécharger", "Se déconnecter"):
        assert tool not in words
