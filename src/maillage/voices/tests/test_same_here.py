"""«Moi aussi»: without an account, once for each browser, taken back when one wishes."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from maillage.audit.models import Entry
from maillage.voices import browser, views
from maillage.voices.actions import say_same_here, take_back_same_here, withdraw_retex
from maillage.voices.enums import RetexState
from maillage.voices.errors import NoLongerShown
from maillage.voices.models import Retex, SameHere
from maillage.voices.tests.factories import RetexFactory, VoiceFactory
from maillage.voices.tests.pages import items, main_words, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def voice():
    return VoiceFactory()


def address_of(retex):
    return reverse("voices:same_here", args=[retex.pk])


def page_of(client, retex):
    return main_words(read(client.get(retex.get_absolute_url())))


def counted(retex):
    """What the row says, once it is what the rows say."""
    said = SameHere.objects.filter(retex=retex).count()
    assert Retex.objects.get(pk=retex.pk).same_here == said
    return said


def test_a_browser_says_so_once_and_reads_it_with_the_count(client, voice):
    assert "Moi aussi" in page_of(client, voice)
    assert not client.cookies, "reading leaves nothing"

    for _ in range(3):
        response = client.post(address_of(voice), follow=True)

    assert response.redirect_chain[0] == (f"{voice.get_absolute_url()}#moi-aussi", 302)
    assert counted(voice) == 1
    assert "Vous avez dit « moi aussi ». Le reprendre 1 « moi aussi »" in page_of(client, voice)
    assert "1 « moi aussi »" in items(read(client.get(reverse("voices:retours"))))[0]


def test_another_browser_counts_for_itself_and_sees_its_own_button(client, voice):
    client.post(address_of(voice))
    other = Client()
    assert "Vous avez dit" not in page_of(other, voice)

    other.post(address_of(voice))
    assert counted(voice) == 2


def test_it_is_taken_back_by_the_browser_that_said_it_and_no_other(client, voice):
    client.post(address_of(voice))
    Client().post(address_of(voice), {"reprendre": "1"})
    assert counted(voice) == 1

    for _ in range(2):
        client.post(address_of(voice), {"reprendre": "1"})
    assert counted(voice) == 0
    assert "Vous avez dit" not in page_of(client, voice)


def test_the_cookie_is_ours_alone_and_says_nothing_of_anyone(client, voice):
    client.post(address_of(voice), secure=True)
    cookie = client.cookies[browser.COOKIE]
    assert cookie["httponly"]
    assert cookie["secure"]
    assert (cookie["samesite"], cookie["path"]) == ("Lax", reverse("voices:retours"))
    assert browser.COOKIE in settings.COOKIES_OF_ANYONE, "lists stay kept for whoever has it"

    client.cookies[browser.COOKIE] = f"{cookie.value}x"
    client.post(address_of(voice))
    assert counted(voice) == 2, "a mark that we did not sign is nobody's"


def test_what_one_browser_says_of_two_accounts_cannot_be_put_together(client):
    for voice in (VoiceFactory(), RetexFactory()):
        client.post(address_of(voice))
    said = SameHere.objects.values_list("browser", flat=True)
    assert len(set(said)) == len(said) == 2
    mark = client.cookies[browser.COOKIE].value.split(":")[0]
    assert not any(mark in each for each in said)
    assert not Entry.objects.exists(), "a click of a reader is not kept for ever"


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}],
)
def test_another_site_cannot_make_its_visitors_say_it(voice, headers):
    client = Client(enforce_csrf_checks=True)
    assert client.post(address_of(voice), headers=headers).status_code == 403
    assert counted(voice) == 0
    assert client.post(address_of(voice), headers={"sec-fetch-site": "same-origin"}).url


@pytest.mark.parametrize("state", [RetexState.RECEIVED, RetexState.REFUSED, RetexState.WITHDRAWN])
def test_what_nobody_reads_is_answered_by_nobody(client, state):
    voice = VoiceFactory(state=state)
    assert client.post(address_of(voice)).status_code == 404
    for act in (say_same_here, take_back_same_here):
        with pytest.raises(NoLongerShown):
            act(retex=voice, browser="a", acting_user=None)


def test_it_is_only_ever_sent_by_a_form(client, voice):
    assert client.get(address_of(voice)).status_code == 405


def test_it_goes_with_the_words_that_their_author_takes_back(client, voice):
    client.post(address_of(voice))
    withdraw_retex(retex=voice, acting_user=None)
    assert counted(voice) == 0


def test_a_robot_of_one_network_is_told_to_come_back_later(client, voice, monkeypatch):
    monkeypatch.setattr(views, "SAME_HERE_MOST", 2)
    statuses = [Client().post(address_of(voice)).status_code for _ in range(3)]
    assert statuses == [302, 302, 429]
    assert Client().post(address_of(VoiceFactory())).status_code == 302, "for that account alone"


def test_the_database_refuses_the_same_browser_twice(voice):
    SameHere.objects.create(retex=voice, browser="a")
    with pytest.raises(IntegrityError), transaction.atomic():
        SameHere.objects.create(retex=voice, browser="a")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="one writer at a time there: transactions begin IMMEDIATE"
)
def test_a_thousand_clicks_at_once_of_forty_browsers_are_forty(voice):
    start = Barrier(8)

    def click(person):
        try:
            start.wait()
            for number in range(125):
                act = take_back_same_here if (person + number) % 5 == 4 else say_same_here
                act(retex=voice, browser=f"browser {number % 40}", acting_user=None)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as people:
        list(people.map(click, range(8)))

    # Some were taken back last, some said last: nobody knows which, the count does.
    assert counted(voice) <= 40
    for number in range(40):
        say_same_here(retex=voice, browser=f"browser {number}", acting_user=None)
    assert counted(voice) == 40
