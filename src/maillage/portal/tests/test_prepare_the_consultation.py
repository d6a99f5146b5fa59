"""The front page in the hands of whoever runs the consultation."""

import pytest
from django.urls import reverse, reverse_lazy

from maillage.accounts.tests.factories import UserFactory
from maillage.voices.enums import Moderation
from maillage.voices.models import Consultation
from maillage.voices.tests.factories import ThemeFactory
from maillage.voices.tests.pages import main_words, read, typed

pytestmark = pytest.mark.django_db
PAGE = reverse_lazy("portal:consultation")


@pytest.fixture
def administrator(client, consultation):
    user = UserFactory(administrator_of=consultation.territory)
    client.force_login(user)
    return user


def test_its_words_themes_and_phases_are_changed_in_one_form(client, consultation, administrator):
    ThemeFactory(consultation=consultation, number=8, title="Avant")
    said = typed(read(client.get(PAGE)), "") | {
        "question": "Que manque-t-il ?",
        "themes": "8. Égal accès\n\n9) Un thème de plus",
        "phases": "Recueil : du 12/01/2027 au 31/03/2027",
    }

    assert client.post(PAGE, said).url == reverse("portal:home")

    home = main_words(read(client.get("/")))
    for words in ("Que manque-t-il ?", "Égal accès", "Un thème de plus", "Recueil"):
        assert words in home
    assert "Avant" not in home


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        ("themes", "Sans numéro", "Ligne 1 : écrivez un numéro"),
        ("themes", "1. Un\n1. Deux", "Le numéro 1 est donné à deux thématiques"),
        ("phases", "Recueil\nAteliers : bientôt", "Ligne 1 : écrivez un titre"),
        ("phases", "Recueil : du 31/02/2027 au 01/03/2027", "cette date n’existe pas"),
        ("phases", "Recueil : du 01/03/2027 au 01/02/2027", "finit avant de commencer"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_everything_typed_stays(
    client, administrator, field, text, reason
):
    said = typed(read(client.get(PAGE)), "") | {"themes": "1. Un", field: text}

    page = read(client.post(PAGE, said), 422)

    assert reason in main_words(page)
    assert typed(page, "")[field].strip() == text


def test_a_facilitator_may_not_and_a_visitor_is_sent_to_sign_in(client, consultation):
    assert client.get(PAGE).status_code == 302
    client.force_login(UserFactory(facilitator_of=consultation.territory))

    assert client.get(PAGE).status_code == 403
    assert str(PAGE) not in client.get("/").content.decode()


def test_whoever_installs_opens_the_first_consultation_from_the_front_page(client):
    client.force_login(UserFactory(superuser=True))
    assert str(PAGE) in client.get("/").content.decode()
    said = typed(read(client.get(PAGE)), "") | {"title": "Notre école"}

    client.post(PAGE, said)

    consultation = Consultation.objects.public().get()
    assert (consultation.title, consultation.themes.count()) == ("Notre école", 5)


def test_looking_at_the_form_opens_nothing(client):
    client.force_login(UserFactory(superuser=True))
    client.get(PAGE)

    assert not Consultation.objects.exists()


def test_whoever_runs_it_says_whether_what_is_said_is_read_before_or_after(
    client, consultation, administrator
):
    said = typed(read(client.get(PAGE)), "")
    assert said["moderation"] == Moderation.BEFORE

    client.post(PAGE, said | {"moderation": Moderation.AFTER})
    consultation.refresh_from_db()
    assert consultation.moderation == Moderation.AFTER

    del said["moderation"]
    client.post(PAGE, said)
    consultation.refresh_from_db()
    assert consultation.moderation == Moderation.AFTER
