"""An administrator invites, somebody accepts, their role is seen, then taken back: on a phone."""

import pytest

from tests.journeys.browsing import follow, go, main, said, sign_in
from tests.journeys.test_i_testify import judge

ADMINISTRATOR = "Claire Vasseur-Aulnay"


@pytest.mark.parametrize("script", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_j_invite_quelqu_un_qui_accepte_puis_je_reprends_son_role(visit, script):
    name = f"Nour Bellec {'avec' if script else 'sans'}"
    email = f"nour-{script}@exemple.fr".lower()

    def look(page):
        if script:
            judge(page)

    admin, nour = visit(java_script_enabled=script), visit(java_script_enabled=script)
    sign_in(admin, ADMINISTRATOR)
    go(admin, "/compte/")
    follow(admin, main(admin).get_by_role("link", name="L’équipe"))
    look(admin)
    follow(admin, main(admin).get_by_role("link", name="Inviter quelqu’un"))
    look(admin)
    admin.get_by_label("Adresse électronique").fill(email)
    admin.get_by_label("Rôle").select_option(label="Animateur ou animatrice")
    admin.get_by_label("Territoire").fill("Nulle-Part")
    follow(admin, admin.get_by_role("button", name="Inviter"))
    assert admin.title().startswith("Erreur")
    look(admin)
    admin.get_by_label("Territoire").fill("99")
    follow(admin, admin.get_by_role("button", name="Inviter"))
    look(admin)
    link = main(admin).locator(".code").inner_text()

    go(nour, link)
    assert nour.url.endswith("/compte/invitation/")
    assert "Animateur ou animatrice, Val-de-Brume" in said(nour)
    look(nour)
    nour.get_by_label("Votre nom").fill(name)
    nour.get_by_label("Mot de passe").fill("court")
    follow(nour, nour.get_by_role("button", name="Ouvrir mon compte"))
    assert nour.get_by_label("Votre nom").input_value() == name
    look(nour)
    nour.get_by_label("Mot de passe").fill("quatre mots sans lien")
    follow(nour, nour.get_by_role("button", name="Ouvrir mon compte"))
    assert "/compte/connexion/" in nour.url
    assert "C’est enregistré" in nour.locator("body").inner_text()

    follow(admin, main(admin).get_by_role("link", name="Invitations en attente"))
    assert email not in said(admin)
    look(admin)
    go(admin, "/compte/equipe/")
    admin.get_by_label("Nom").fill("nour bel")
    follow(admin, admin.get_by_role("button", name="Filtrer"))
    follow(admin, main(admin).get_by_role("link", name=name))
    look(admin)
    follow(admin, main(admin).get_by_role("link", name="Reprendre ce rôle"))
    look(admin)
    follow(admin, admin.get_by_role("button", name="Reprendre ce rôle"))
    go(admin, "/compte/equipe/?nom=nour")
    assert name not in said(admin)
    assert "Personne ne répond" in said(admin)
    look(admin)


def test_je_regle_mon_profil_et_je_lis_ce_que_fermer_un_compte_veut_dire(visit):
    admin = visit()
    sign_in(admin, ADMINISTRATOR)
    go(admin, "/compte/")
    follow(admin, main(admin).get_by_role("link", name="Changer mon nom"))
    judge(admin)
    follow(admin, main(admin).get_by_role("link", name="Fermer mon compte"))
    assert "Ce que vous avez écrit reste" in said(admin)
    judge(admin)
    go(admin, "/compte/equipe/?role=facilitator")
    follow(admin, main(admin).get_by_role("link", name="Maëlle Quérouan"))
    follow(admin, main(admin).get_by_role("link", name="Fermer ce compte"))
    assert "Le compte pourra être rouvert" in said(admin)
    judge(admin)
