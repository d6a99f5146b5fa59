"""Somebody who says too much, everywhere they can: the watch of the suite looks for them.

Nothing is asserted of the journal, of addresses, caches, mails or of the trail here: whatever any
test types is looked for in all of them, and fails it (tests/watch.py).
"""

import re

import pytest
from django.core import mail
from django.core.cache import caches
from django.urls import reverse

from maillage.accounts.tests.factories import PASSWORD, UserFactory
from maillage.audit.models import Entry
from maillage.portal.actions import send_notices
from maillage.testimony.tests.phones import Phone
from maillage.voices.enums import Moderation
from maillage.voices.models import Retex
from maillage.voices.tests.factories import ConsultationFactory, ThemeFactory

pytestmark = pytest.mark.django_db
WHO = "Zéphyrine Canariot, impasse des Serins, mucoviscidose"
EMAIL, PHONE = "zephyrine@canari.example", "06 39 98 12 34"
WORDS = f"{WHO}, {EMAIL}, {PHONE}"


@pytest.fixture
def consultation():
    consultation = ConsultationFactory(open=True, moderation=Moderation.AFTER)
    ThemeFactory(consultation=consultation)
    return consultation


@pytest.fixture
def receipt(client, consultation):
    phone = Phone(client).testify(
        place=WHO, title=WORDS, irritants=WORDS, strengths=WORDS, text=WORDS
    )
    assert Retex.objects.get().text == WORDS
    return re.search(r'class="code">([^<]+)<', phone.html)[1]


def test_from_saying_it_to_taking_it_back(client, receipt, django_capture_on_commit_callbacks):
    def post(name, **sent):
        return client.post(reverse(f"portal:{name}", args=[receipt]), sent)

    post("tell_me", email=EMAIL, phone=PHONE)
    send_notices(acting_user=None)
    (confirm,) = re.findall(r"http://testserver(\S+/confirmer/)", mail.outbox[0].body)
    client.post(confirm)
    version = Retex.objects.get().version
    changed = {"profile": "parent", "irritants": f"{WORDS} encore", "place": WHO}
    post("correct_my_words", **changed, version=version)
    assert Retex.objects.get().points.get().text == f"{WORDS} encore"
    voice = Retex.objects.get()
    client.get(reverse("voices:retours"), {"q": "Canariot"})
    client.get(voice.get_absolute_url())
    client.post(reverse("moderation:report", args=[voice.pk]), {"kind": "false", "words": WORDS})
    client.post(reverse("privacy:mine"), {"receipt": receipt, "export": "1"})
    post("withdraw_my_words")

    assert [one.to for one in mail.outbox] == [[EMAIL]]
    assert Entry.objects.count() >= 4


def test_mistakes_refusals_and_dead_ends(client, consultation, receipt):
    phone = Phone(client).open()
    assert phone.fill(title=WORDS, place=WHO).press("review").response.status_code == 422
    assert client.get(f"/ma-parole/{receipt[:-1]}/").status_code == 404
    assert client.post(reverse("privacy:mine"), {"receipt": WORDS}).status_code == 422
    assert client.post(f"/ma-parole/{receipt}/nulle-part/", {"x": WORDS}).status_code == 404
    client.post(reverse("accounts:sign_in"), {"email": EMAIL, "password": WORDS})
    client.post(reverse("accounts:sign_in"), {"email": WORDS, "password": PASSWORD})


def test_whoever_works_here_is_named_in_no_trace_either(client, consultation):
    person = UserFactory(
        name="Zéphyrine Canariot", email=EMAIL, moderator_of=consultation.territory
    )
    client.force_login(person)
    Phone(client).testify(irritants=WORDS)
    item = reverse("moderation:item", args=[Retex.objects.get().pk])
    seen = re.findall(r'name="seen" value="([^"]+)"', client.get(item).content.decode())[0]
    client.post(item, {"seen": seen, "decision": "refuse", "reason": "", "words": WORDS})
    assert WORDS in Retex.objects.get().contribution.reason
    assert Entry.objects.filter(actor_id=person.pk).exists()


def test_a_page_that_fails_names_nobody(client, receipt, monkeypatch):
    """The reason of a failure may repeat what was typed."""

    def fails(*args, **kwargs):
        raise ValueError(f"no room for {EMAIL}, {PHONE}")

    monkeypatch.setattr("maillage.privacy.queries.held_of_author", fails)
    client.raise_request_exception = False
    response = client.post(reverse("privacy:mine"), {"receipt": receipt, "export": "1"})
    assert response.status_code == 500
    assert EMAIL not in response.content.decode()


def test_caches_hold_no_key_that_says_who(client, receipt):
    for name in ("default", "pages", "minute"):
        assert not [key for key in getattr(caches[name], "_cache", ()) if "anariot" in key]
