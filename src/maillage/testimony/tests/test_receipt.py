"""The receipt: a code, a picture of it, what was received; nowhere but on its page."""

import re

import pytest
import time_machine
from django.urls import reverse

from maillage.testimony import seal
from maillage.voices.models import Retex
from maillage.voices.receipts import read_receipt


@pytest.fixture
def shown(consultation, phone):
    return phone.testify(
        place="Au bourg", theme="1", strengths="La bibliothèque", links="https://exemple.fr/film"
    )


def code_on(phone):
    return re.search(r'class="code">([^<]+)<', phone.html)[1]


def test_it_says_the_code_the_way_back_the_day_and_what_was_received(shown, consultation):
    code = code_on(shown)
    assert read_receipt(code) == code
    for said in (
        f"http://testserver/ma-parole/{code}/",
        'role="img"',
        str(consultation),
        "On ne capte rien au bourg",
        "La bibliothèque",
        "Au bourg",
        "https://exemple.fr/film",
    ):
        assert said in shown.html
    told_at = Retex.objects.get().told_at
    assert f"{told_at.day} " in shown.html


def test_its_address_is_not_the_code_and_nothing_takes_it_elsewhere(shown):
    code = code_on(shown)
    address = shown.response.request["PATH_INFO"]
    assert code not in address
    assert code.replace("-", "") not in address
    assert "no-store" in shown.response["Cache-Control"]
    assert shown.response["Referrer-Policy"] == "no-referrer"
    assert 'name="referrer" content="no-referrer"' in shown.html
    assert 'name="robots" content="noindex"' in shown.html


def test_nothing_that_is_logged_holds_the_code(consultation, phone, caplog):
    with caplog.at_level("DEBUG"):
        code = code_on(phone.testify())
    assert code not in caplog.text


def test_it_is_shown_again_for_a_week_then_by_its_code_alone(shown):
    address = shown.response.request["PATH_INFO"]
    for days, status in ((6, 200), (8, 404)):
        with time_machine.travel(
            Retex.objects.get().told_at + seal.dt.timedelta(days=days), tick=False
        ):
            assert shown.client.get(address).status_code == status


@pytest.mark.django_db
@pytest.mark.parametrize("proof", ["rien", "0" * 32, "0" * 32 + ":1xWuKK:aaaa"])
def test_an_invented_address_shows_nothing(client, proof):
    response = client.get(reverse("testimony:received", args=[proof]))
    assert response.status_code == 404
    assert "/ma-parole/" in response.content.decode()


def test_where_the_signing_key_has_changed_the_first_code_is_the_good_one(shown, settings):
    settings.SECRET_KEY = "another-one-" * 6
    key = Retex.objects.get().contribution.client_key
    page = shown.client.get(reverse("testimony:received", args=[seal.proof_of(key)]))
    text = page.content.decode()
    assert "celui qui vous a été donné la première fois" in text
    assert 'class="code"' not in text
    assert "/ma-parole/" not in text


def test_the_receipt_costs_two_queries_however_long(consultation, phone, django_assert_num_queries):
    for number in (1, 40):
        phone.open().fill(profile="other", irritants="\n".join(map(str, range(number))))
        phone.press("review").press("confirm")
        with django_assert_num_queries(2):
            phone.follow()
