"""Robots wait for a moderator; a school of 500 behind one address never waits for anything."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from maillage.testimony import limits, seal
from maillage.testimony.actions import forget_tallies, receive_testimony
from maillage.testimony.enums import Suspicion
from maillage.testimony.models import Tally
from maillage.testimony.tests.phones import Phone
from maillage.voices.actions import Said
from maillage.voices.enums import Profile, RetexState
from maillage.voices.models import Contribution, Retex

WORDS = {"profile": "parent", "irritants": "Rien ne passe"}
SCHOOL = "192.0.2.17"
NOON = dt.datetime(2026, 3, 3, 12, 0, tzinfo=dt.UTC)


def send(consultation, text, network=SCHOOL):
    return receive_testimony(
        consultation=consultation,
        said=Said(profile=Profile.PUPIL, text=text),
        client_key=uuid.uuid4(),
        acting_user=AnonymousUser(),
        network=network,
    )


def flags():
    return [flag for held in Contribution.objects.all() for flag in held.flags]


@time_machine.travel(NOON, tick=False)
def test_500_pupils_behind_one_address_are_received_and_published_like_anyone(consultation):
    for number in range(500):
        send(consultation, f"Pupil {number} says something of their own, long enough to be counted")
    assert Retex.objects.filter(state=RetexState.PUBLISHED).count() == 500
    assert flags() == []


@time_machine.travel(NOON, tick=False)
def test_a_flood_from_one_network_is_received_and_waits_for_a_moderator(consultation, monkeypatch):
    monkeypatch.setattr(limits, "NETWORK_MOST", 160)
    for number in range(400):
        send(consultation, f"Robot {number}", network=f"192.0.2.{number % 250}")
    assert Retex.objects.count() == 400
    waiting = Retex.objects.filter(state=RetexState.RECEIVED).count()
    assert flags() == [Suspicion.CADENCE] * waiting
    # Each of the sixteen rows lets ten pass, whatever the keys that the robot draws.
    assert 230 <= waiting <= 300

    elsewhere = send(consultation, "Somebody of another town", network="198.51.100.3")
    assert elsewhere.retex.state == RetexState.PUBLISHED


def test_the_network_is_forgiven_ten_minutes_later(consultation, monkeypatch):
    monkeypatch.setattr(limits, "NETWORK_MOST", 0)
    with time_machine.travel(NOON, tick=False):
        assert send(consultation, "First").retex.state == RetexState.RECEIVED
    monkeypatch.setattr(limits, "NETWORK_MOST", 16)
    with time_machine.travel(NOON + limits.NETWORK_WINDOW, tick=False):
        assert send(consultation, "Second").retex.state == RetexState.PUBLISHED


@time_machine.travel(NOON, tick=False)
def test_the_same_text_again_and_again_waits_and_short_words_are_everybodys(consultation):
    text = "A whole sentence that nobody writes twice by chance, word for word, on the same day."
    for _ in range(limits.IDENTICAL_MOST + 2):
        send(consultation, text.upper())
        send(consultation, "Pas de réseau")
    assert flags() == [Suspicion.IDENTICAL] * 2
    with time_machine.travel(NOON + dt.timedelta(days=1), tick=False):
        send(consultation, text)
    assert len(flags()) == 2


def test_the_ceiling_counts_all_networks_and_one_consultation(consultation, monkeypatch):
    from maillage.testimony.errors import TooManyAtOnce
    from maillage.voices.tests.factories import ConsultationFactory

    monkeypatch.setattr(limits, "CEILING", limits.SHARDS)
    with time_machine.travel(NOON, tick=False):
        refused = 0
        for number in range(60):
            try:
                send(consultation, f"Text {number}", network=f"10.{number}.0.1")
            except TooManyAtOnce:
                refused += 1
        assert Retex.objects.count() == 60 - refused
        assert Retex.objects.count() <= limits.SHARDS
        send(ConsultationFactory(open=True), "In another consultation")


def test_what_is_refused_is_not_counted(consultation, monkeypatch):
    from maillage.testimony.errors import TooManyAtOnce

    monkeypatch.setattr(limits, "CEILING", 0)
    with pytest.raises(TooManyAtOnce):
        send(consultation, "Too much")
    assert not Tally.objects.exists()


def test_no_address_is_kept_and_the_counters_of_former_days_go(consultation):
    with time_machine.travel(NOON, tick=False):
        send(consultation, "Yesterday, something long enough to be counted among identical texts")
    assert "192.0.2" not in str(list(Tally.objects.values()))
    assert Tally.objects.count() == 3
    yesterday = set(Tally.objects.values_list("key", flat=True))

    with time_machine.travel(NOON + dt.timedelta(days=2), tick=False):
        send(consultation, "Yesterday, something long enough to be counted among identical texts")
        assert not yesterday & set(Tally.objects.values_list("key", flat=True))
        assert forget_tallies(acting_user=None, before=timezone.localdate()) == 0
        assert (
            forget_tallies(acting_user=None, before=timezone.localdate() + dt.timedelta(days=1))
            == 3
        )


@pytest.mark.parametrize("address", ["", "unix:", "2001:db8::1", "::ffff:192.0.2.1", "192.0.2.1"])
def test_any_address_is_counted_somehow(consultation, address):
    assert send(consultation, "Something", network=address).is_new


def test_the_field_that_only_a_robot_sees_makes_it_wait(consultation, phone):
    phone.open().fill(**WORDS, website="https://spam.example").press("review").press("confirm")
    assert phone.response.status_code == 303
    assert Contribution.objects.get().flags == [Suspicion.HONEYPOT]
    assert Retex.objects.get().state == RetexState.RECEIVED


def test_whoever_posts_without_reading_is_asked_once_more_and_loses_nothing(consultation, client):
    key = str(uuid.uuid4())
    phone = Phone(client)
    response = client.post("/temoigner/", {**WORDS, "key": key, "step": "confirm"})
    assert response.status_code == 200
    assert "Encore un clic" in response.content.decode()
    assert not Retex.objects.exists()

    phone._read(response)
    assert phone.form.values["key"] == key
    phone.press("confirm").follow()
    assert Retex.objects.count() == 1


def test_a_form_sent_within_the_second_is_confirmed_once_more(consultation, client):
    with time_machine.travel(NOON, tick=False) as clock:
        key = uuid.uuid4()
        sent = {**WORDS, "key": str(key), "seal": seal.sealed(key), "step": "confirm"}
        clock.shift(1)
        assert "Encore un clic" in client.post("/temoigner/", sent).content.decode()
        clock.shift(2)
        assert client.post("/temoigner/", sent).status_code == 303


@pytest.mark.parametrize(
    ("age", "is_paced"),
    [
        (dt.timedelta(seconds=0), False),
        (dt.timedelta(seconds=1), False),
        (dt.timedelta(seconds=3), True),
        (dt.timedelta(hours=47), True),
        (dt.timedelta(hours=49), False),
        # Drawn by a server whose clock is ahead of this one's.
        (dt.timedelta(seconds=-90), True),
        (dt.timedelta(seconds=-150), False),
    ],
)
def test_a_seal_is_good_for_whoever_took_the_time_to_read(age, is_paced):
    key = uuid.uuid4()
    with time_machine.travel(NOON, tick=False):
        drawn = seal.sealed(key)
    with time_machine.travel(NOON + age, tick=False):
        assert seal.is_paced(key, drawn) is is_paced
        assert not seal.is_paced(uuid.uuid4(), drawn)


@pytest.mark.parametrize("forged", ["", ":", "0:0", "a" * 500, "1xWuKK:PjoTLmRm3Iirm", "é:é"])
def test_a_forged_seal_is_none(forged):
    assert not seal.is_paced(uuid.uuid4(), forged)


def test_another_site_cannot_make_its_visitors_speak_here(consultation, client):
    sent = {**WORDS, "step": "confirm"}
    for header in (
        {"HTTP_ORIGIN": "https://ailleurs.exemple"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
    ):
        response = client.post("/temoigner/", sent, **header)
        assert response.status_code == 403
        assert "Rien ne passe" in response.content.decode()
        assert client.post("/temoigner/", {"text": ""}, **header).status_code == 403
    assert not Retex.objects.exists()


def test_no_token_and_no_cookie_are_asked_of_our_own_page(consultation, db):
    from django.test import Client

    phone = Phone(Client(enforce_csrf_checks=True), HTTP_SEC_FETCH_SITE="same-origin")
    phone.testify()
    assert Retex.objects.count() == 1
    assert not phone.client.cookies
