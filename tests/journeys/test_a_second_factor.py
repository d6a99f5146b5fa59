"""Setting a telephone up, leaving, coming back with it and without it: by hand, on a phone."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.base import AXE_FILE_PATH

from tests.journeys.browsing import go, said
from tests.journeys.server import open_account

AXE = AXE_FILE_PATH.read_text()
PASSWORD = "une phrase que personne ne devine"


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def look(page, scripts):
    """No fault on the page that is open, for whoever reads it with other eyes too."""
    assert page.witness.faults() == {}, page.url
    if not scripts:
        return  # axe waits for timers, which do not run then
    page.evaluate(AXE)
    found = page.evaluate("axe.run()")["violations"]
    assert [f"{one['id']}: {one['nodes'][0]['html']}" for one in found] == [], page.url


def press(page, name):
    page.witness.start()
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name).click()


def give_password(page, email):
    page.goto("/compte/connexion/")
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe (obligatoire)").fill(PASSWORD)
    press(page, "Se connecter")


@pytest.mark.parametrize("scripts", [False, True])
def test_un_telephone_se_regle_se_perd_et_se_remplace(visit, data, scripts):
    email = f"camille-{scripts}@exemple.fr".lower()
    page = visit(java_script_enabled=scripts)
    open_account(data, email, PASSWORD)

    give_password(page, email)
    assert "Protéger votre compte" in said(page)
    look(page, scripts)
    secret = page.locator("main .code").inner_text().replace(" ", "")
    page.get_by_label("Les six chiffres").fill("000000")
    press(page, "C’est fait")
    assert "Ce n’est pas le code attendu" in said(page)
    page.get_by_label("Les six chiffres").fill(code_of(secret))
    press(page, "C’est fait")
    assert "Vos codes de secours" in said(page)
    look(page, scripts)
    codes = page.locator("main li.code").all_inner_texts()
    assert len(codes) == 10
    press(page, "Je les ai gardés")

    page.get_by_role("button", name="Se déconnecter").first.click()
    give_password(page, email)
    assert "Confirmer que c’est vous" in said(page)
    look(page, scripts)
    page.get_by_label("Votre code (obligatoire)").fill(codes[0])
    press(page, "Entrer")
    go(page, "/compte/securite/")
    assert "Il vous en reste 9" in said(page)
    look(page, scripts)
    press(page, "Refaire dix codes")
    assert page.locator("main li.code").count() == 10

    page.get_by_role("button", name="Se déconnecter").first.click()
    give_password(page, email)
    page.get_by_label("Votre code (obligatoire)").fill(codes[1])
    press(page, "Entrer")
    assert "n’est pas le bon" in said(page)
    look(page, scripts)


VIRTUAL = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def test_une_cle_d_acces_s_ajoute_et_ouvre_seule(visit, data, site):
    email = "sacha@exemple.fr"
    # Browsers have keys over HTTPS, and on this machine by its name alone.
    page = visit(base_url=site.replace("127.0.0.1", "localhost"))
    open_account(data, email, PASSWORD)
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": VIRTUAL})

    give_password(page, email)
    secret = page.locator("main .code").inner_text().replace(" ", "")
    page.get_by_label("Les six chiffres").fill(code_of(secret))
    press(page, "C’est fait")
    press(page, "Je les ai gardés")
    page.goto("/compte/securite/cle/")
    page.get_by_label("Nom de cette clé").fill("Clé virtuelle")
    press(page, "Ajouter")
    assert "Clé virtuelle" in said(page)

    page.get_by_role("button", name="Se déconnecter").first.click()
    page.goto("/compte/connexion/?next=/compte/")
    page.get_by_role("link", name="Entrer avec une clé d’accès").click()
    press(page, "Utiliser ma clé")
    page.wait_for_url("**/compte/")
    assert email in said(page)
    assert page.witness.complaints == []
