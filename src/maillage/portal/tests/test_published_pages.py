"""A public list is made once and sent again: until anything is recorded, and to visitors alone."""

import datetime
import uuid

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.accounts.tests.factories import UserFactory
from maillage.portal import middleware
from maillage.toolbox import keeping
from maillage.voices.actions import (
    Said,
    publish_workshop,
    receive_retex,
    unpublish_workshop,
    withdraw_retex,
)
from maillage.voices.enums import ConsultationStatus, Moderation, Profile
from maillage.voices.models import Consultation, Workshop

pytestmark = pytest.mark.django_db
LISTS = sorted([*middleware.KEPT, "/suivi/"])


@pytest.fixture(autouse=True)
def kept_pages(settings):
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {**settings.CACHES, "pages": {"BACKEND": memory, "LOCATION": "kept"}}
    yield
    caches["pages"].clear()


@pytest.fixture
def published(workshop):
    publish_workshop(workshop=workshop, acting_user=None)
    return workshop


def queries_of(client, address, **headers):
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address, headers=headers)
    assert response.status_code == 200
    return len(asked), response.content


@pytest.mark.parametrize("address", LISTS)
def test_a_second_visitor_costs_one_query_and_reads_the_same(client, published, address):
    first, page = queries_of(client, address)
    again, same = queries_of(client, address)

    assert (again, same) == (1, page)
    assert first <= 6


def test_what_is_unpublished_is_gone_at_the_next_visit(client, published):
    assert published.title in client.get("/synthese/").content.decode()

    unpublish_workshop(workshop=published, acting_user=None)

    assert published.title not in client.get("/synthese/").content.decode()


def test_what_an_editor_sees_is_kept_for_nobody(client, published):
    unpublish_workshop(workshop=published, acting_user=None)
    client.force_login(UserFactory(facilitator_of=published.territory))
    assert published.title in client.get("/synthese/").content.decode()
    client.logout()
    client.cookies.clear()

    assert published.title not in client.get("/synthese/").content.decode()


def test_an_editor_is_not_given_the_page_of_visitors(client, published):
    client.get("/synthese/")
    Workshop.objects.filter(pk=published.pk).update(published_at=None)
    client.force_login(UserFactory(facilitator_of=published.territory))

    assert "Non publié" in client.get("/synthese/").content.decode()


def test_the_filters_and_the_compression_have_each_their_page(client, published):
    _, all_of_them = queries_of(client, "/retours/")
    _, filtered = queries_of(client, "/retours/?q=introuvable")
    _, compressed = queries_of(client, "/retours/", **{"Accept-Encoding": "gzip"})

    assert len({all_of_them, filtered, compressed}) == 3


def test_words_that_are_looked_for_are_not_kept(client, published):
    """They may be anybody's name, and the page repeats them."""
    caches["pages"].clear()
    client.get("/retours/?q=zephyrine")
    assert "zephyrine" not in repr(list(caches["pages"]._cache.items()))
    assert not any("retours" in key for key in caches["pages"]._cache)

    client.get("/retours/?nature=irritant")
    assert any("retours" in key for key in caches["pages"]._cache)


def test_another_day_is_another_page(client, published, monkeypatch):
    client.get("/")
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)  # noqa: DTZ011  (any other day)
    monkeypatch.setattr(keeping.timezone, "localdate", lambda: tomorrow)

    asked, _ = queries_of(client, "/")
    assert asked > 1


def test_the_form_of_a_visitor_with_a_cookie_is_never_kept(client, published):
    client.get("/compte/connexion/")
    assert client.cookies

    asked, _ = queries_of(client, "/")
    assert asked > 1
    assert not caches["pages"]._cache


@pytest.fixture
def asking(published):
    Consultation.objects.update(status=ConsultationStatus.OPEN, moderation=Moderation.AFTER)
    return published.theme.consultation


def speak(consultation, text):
    return receive_retex(
        consultation=consultation,
        said=Said(profile=Profile.PARENT, text=text),
        client_key=uuid.uuid4(),
        acting_user=AnonymousUser(),
    ).retex


@pytest.mark.parametrize("address", LISTS)
def test_while_people_speak_a_page_is_made_once_a_minute(client, asking, address):
    with time_machine.travel("2026-03-02 12:00:10Z", tick=False):
        speak(asking, "La première du matin.")
        _, page = queries_of(client, address)
        speak(asking, "La deuxième du matin.")
        assert queries_of(client, address) == (1, page)

    with time_machine.travel("2026-03-02 12:01:00Z", tick=False):
        assert queries_of(client, address)[0] > 1


def test_what_was_said_is_read_a_minute_later_and_taken_back_it_goes_at_once(client, asking):
    with time_machine.travel("2026-03-02 12:00:10Z", tick=False):
        speak(asking, "La première du matin.")
        client.get("/retours/")
        said = speak(asking, "Le car ne passe plus.")
        assert "Le car ne passe plus" not in client.get("/retours/").content.decode()

    with time_machine.travel("2026-03-02 12:01:00Z", tick=False):
        assert "Le car ne passe plus" in client.get("/retours/").content.decode()
        withdraw_retex(retex=said, acting_user=AnonymousUser())
        assert "Le car ne passe plus" not in client.get("/retours/").content.decode()
