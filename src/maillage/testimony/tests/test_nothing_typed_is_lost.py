"""Double clicks, lost answers, two tabs, mistakes, a busy database: one row, and the text stays."""

import re
import uuid

import pytest
import time_machine
from django.db import InterfaceError, OperationalError
from django.urls import reverse

from maillage.testimony import actions, limits
from maillage.testimony.tests.phones import Phone
from maillage.voices.enums import ConsultationStatus
from maillage.voices.models import Contribution, Point, Retex

WORDS = {
    "profile": "parent",
    "place": "Au bourg",
    "irritants": "Rien ne passe",
    "text": "Un\r\nrécit",
}
OTHER = {**WORDS, "irritants": "Tout autre chose"}


def code_on(phone):
    return re.search(r'class="code">([^<]+)<', phone.html)[1]


def test_a_second_click_and_a_lost_answer_are_given_the_same_receipt(consultation, phone):
    phone.open().fill(**WORDS).press("review")
    recap = phone.form
    codes = []
    for _ in range(3):
        phone.form = recap
        codes.append(code_on(phone.press("confirm").follow()))

    assert len(set(codes)) == 1
    assert (Retex.objects.count(), Contribution.objects.count()) == (1, 1)
    assert Point.objects.count() == 1


def test_the_same_form_sent_from_two_tabs_is_written_once(consultation, client):
    first, second = Phone(client), Phone(client)
    first.open().fill(**WORDS).press("review")
    second.form = first.form
    assert code_on(first.press("confirm").follow()) == code_on(second.press("confirm").follow())
    assert Retex.objects.count() == 1


def test_a_retry_the_day_after_is_given_its_receipt_even_when_all_is_closed(consultation, phone):
    phone.open().fill(**WORDS).press("review")
    recap = phone.form
    code = code_on(phone.press("confirm").follow())
    consultation.status = ConsultationStatus.CLOSED
    consultation.save()

    phone.form = recap
    with time_machine.travel("2026-12-25", tick=True):
        sent = {**recap.values, "step": "confirm"}
        response = phone.client.post(recap.action, sent)
        phone.response = phone.client.get(response["Location"])
    assert code_on(phone) == code
    assert Retex.objects.count() == 1


def test_other_words_under_the_same_key_are_told_and_kept_on_the_page(consultation, phone):
    phone.open().fill(**WORDS)
    key = phone.form.values["key"]
    phone.press("review").press("confirm")
    phone.open().fill(**OTHER, key=key).press("review").press("confirm")

    assert phone.response.status_code == 422
    assert "déjà été reçu" in phone.html
    assert "Tout autre chose" in phone.html
    assert Retex.objects.count() == 1
    # The page offers to send it as another testimony: that is a choice, not an accident.
    assert phone.form.values["key"] != key
    phone.press("confirm").follow()
    assert Retex.objects.count() == 2


def test_correcting_gives_back_the_form_with_all_that_was_typed(consultation, phone):
    typed = {
        **WORDS,
        "theme": "2",
        "strengths": "La <b>bibliothèque</b>\r\n& le car",
        "title": 'Un "titre"',
        "links": "https://exemple.fr/?a=1&b=2",
    }
    phone.open().fill(**typed)
    key = phone.form.values["key"]
    phone.press("review").press("correct")

    assert phone.response.status_code == 200
    assert {name: phone.form.values[name] for name in typed} == typed
    assert phone.form.values["key"] == key


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("irritants", "\n".join(map(str, range(101))), "101 lignes"),
        ("strengths", "Bien\n" + "x" * 1001, "La ligne 2 est trop longue"),
        ("title", "x" * 201, "200"),
        ("text", "x" * 20_001, "20000"),
        ("links", "javascript:alert(1)", "javascript:alert(1)"),
        ("links", "data:text/html,x", "data:text/html,x"),
        ("links", "ftp://exemple.fr/", "ftp://exemple.fr/"),
        ("links", "\n".join("https://exemple.fr" for _ in range(11)), "11 lignes"),
        ("profile", "workshop", "Erreur"),
        ("profile", "partner", "Erreur"),
        ("theme", "99", "Erreur"),
    ],
)
def test_a_mistake_is_told_in_words_and_keeps_the_form(consultation, phone, name, value, told):
    phone.open().fill(**(WORDS | {name: value})).press("review")
    assert phone.response.status_code == 422
    assert told in phone.html
    kept = phone.form.values
    assert (
        kept["text" if name != "text" else "place"] == WORDS["text" if name != "text" else "place"]
    )
    if name not in {"profile", "theme"}:
        assert kept[name] == value


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
@pytest.mark.parametrize("where", ["count_one", "receive_retex"])
def test_a_database_that_is_full_or_away_keeps_the_text_on_the_page(
    consultation, phone, monkeypatch, fault, where
):
    def fail(*args, **kwargs):
        raise fault("database or disk is full")

    phone.open().fill(**WORDS).press("review")
    with monkeypatch.context() as patch:
        patch.setattr(actions, where, fail)
        phone.press("confirm")
    assert phone.response.status_code == 503
    assert phone.response["Retry-After"] == "10"
    assert "Rien ne passe" in phone.html
    assert not Retex.objects.exists()

    phone.press("confirm").follow()
    assert Retex.objects.get().text == "Un\nrécit"


def test_the_page_that_keeps_the_text_asks_the_database_nothing(
    consultation, phone, monkeypatch, django_assert_num_queries
):
    from maillage.testimony import queries

    def fail(*args, **kwargs):
        raise OperationalError("database is locked")

    phone.open().fill(**WORDS).press("review")
    monkeypatch.setattr(queries, "consultations_to_speak_in", fail)
    with django_assert_num_queries(0):
        phone.press("confirm")
    assert phone.response.status_code == 503


def test_too_much_at_once_answers_later_and_keeps_the_text(consultation, phone, monkeypatch):
    monkeypatch.setattr(limits, "CEILING", 0)
    phone.open().fill(**WORDS).press("review").press("confirm")
    assert phone.response.status_code == 503
    assert phone.response["Retry-After"] == "10"
    assert not Retex.objects.exists()
    monkeypatch.undo()
    phone.press("confirm").follow()
    assert Retex.objects.count() == 1


@pytest.mark.parametrize("key", ["", "rien", "-" * 400])
def test_a_key_that_is_none_of_ours_gives_another(consultation, phone, key):
    phone.open().fill(**WORDS, key=key).press("review")
    assert uuid.UUID(phone.form.values["key"])
    phone.press("confirm").follow()
    assert Retex.objects.count() == 1


def test_the_form_asked_by_its_name_is_the_one_that_is_answered(consultation, phone):
    from maillage.voices.tests.factories import ConsultationFactory

    later = ConsultationFactory(open=True, opened_at="2026-03-03T09:00Z")
    phone.open(reverse("testimony:form_of", args=[consultation.slug])).fill(**WORDS)
    phone.press("review").press("confirm")
    assert Retex.objects.get().consultation == consultation

    phone.open(reverse("testimony:form"))
    assert later.question in phone.html
    assert consultation.title in phone.html
