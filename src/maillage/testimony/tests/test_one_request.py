"""The form is one request of at most 14 kB, its style included, in every language."""

import base64
import gzip
import hashlib
import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from maillage.testimony import frame
from maillage.testimony.tests.phones import Phone
from maillage.voices.models import Theme

MOST_BYTES = 14_000
# What a phone fetches by itself, without being asked to.
FETCHED = re.compile(
    r"""<(?:img|script|iframe|object|embed|source|video|audio|track|input)\b[^>]*\bsrc="""
    r"""|<link\b(?![^>]*href="data:)|url\(|@import|http-equiv""",
    re.IGNORECASE,
)
LONG = "Garantir à chacune et à chacun un égal accès au numérique, partout et tout le temps"


def sent(client, address, language="fr"):
    with translation.override(language):
        return client.get(address, headers={"Accept-Encoding": "gzip", "Accept-Language": language})


@pytest.fixture
def busy_consultation(consultation):
    """As many words as a consultation is likely to have of its own."""
    for number in range(3, 11):
        Theme.objects.create(consultation=consultation, number=number, title=f"{LONG} {number}")
    return consultation


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_the_form_is_one_request_that_fits_in_the_first_ten_packets(
    client, busy_consultation, language
):
    response = sent(client, "/temoigner/", language)
    headers = sum(len(f"{name}: {value}\r\n") for name, value in response.items())

    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) + headers <= MOST_BYTES
    assert FETCHED.findall(gzip.decompress(response.content).decode()) == []


@pytest.mark.parametrize("address", ["/temoigner/", "/temoigner/classe/"])
def test_a_visit_sets_no_cookie_and_is_kept_by_nobody_else(client, consultation, address):
    response = client.get(address)
    assert not response.cookies
    assert response["Cache-Control"] == "private, no-cache"


def test_every_step_carries_its_style_and_the_policy_allows_that_very_text(
    client, consultation, phone
):
    pages = [
        phone.open().response,
        phone.fill(profile="other", text="Un récit").press("review").response,
        phone.press("confirm").follow().response,
        client.get("/temoigner/classe/"),
        client.get("/temoigner/recu/rien/"),
    ]
    for response in pages:
        styles = re.findall(r"<style>(.*?)</style>", response.content.decode(), re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
        policy = response["Content-Security-Policy"]
        assert len(styles) == 1
        assert re.search(r"style-src ([^;]*)", policy)[1] == f"'sha256-{digest}'"
        assert "unsafe" not in policy


def test_the_only_script_is_the_outbox_and_the_policy_allows_that_very_text(
    client, consultation, phone
):
    """On the form and on its receipt, which both work without it; nowhere else."""
    form = phone.open().response
    recap = phone.fill(profile="other", text="Un récit").press("review").response
    receipt = phone.press("confirm").follow().response
    for response in (form, receipt):
        scripts = re.findall(r"<script>(.*?)</script>", response.content.decode(), re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
        policy = response["Content-Security-Policy"]
        assert len(scripts) == 1
        assert re.search(r"script-src ([^;]*)", policy)[1] == f"'sha256-{digest}'"
        assert "connect-src 'self'" in policy
    for response in (recap, client.get("/temoigner/classe/")):
        assert b"<script" not in response.content


def test_the_form_installs_and_its_worker_keeps_nothing_but_the_form(client, consultation):
    manifest = client.get(reverse("testimony:manifest"))
    assert manifest["Content-Type"] == "application/manifest+json"
    assert manifest.json()["start_url"] == manifest.json()["scope"] == "/temoigner/"
    worker = client.get(reverse("testimony:worker"))
    assert worker["Content-Type"].startswith("text/javascript")
    assert "recu" in worker.content.decode()


def test_other_pages_keep_the_policy_of_the_house(client, consultation):
    assert "style-src 'self';" in client.get("/retours/")["Content-Security-Policy"] + ";"


def test_the_style_is_small_and_says_the_same_as_the_sheet_of_other_pages():
    whole = (settings.PACKAGE / "portal" / "static" / "portal" / "maillage.css").read_text()
    within = (settings.PACKAGE / "testimony" / "data" / "frame.css").read_text()
    assert len(gzip.compress(frame.STYLE.encode(), 9)) <= 2_500

    def tokens(sheet):
        light, dark = re.findall(r":root\s*{([^}]*)}", sheet)[:2]
        return [dict(re.findall(r"(--[\w-]+):\s*([^;]+)", part)) for part in (light, dark)]

    ours, theirs = tokens(within), tokens(whole)
    for mine, reference in zip(ours, theirs, strict=True):
        assert mine
        assert mine.items() <= reference.items()


def test_the_form_costs_two_queries_however_long(
    client, busy_consultation, django_assert_num_queries
):
    for _ in range(2):
        with django_assert_num_queries(2):
            Phone(client).open()


def test_two_visitors_are_given_two_keys(client, consultation):
    keys = {Phone(client).open().form.values["key"] for _ in range(3)}
    assert len(keys) == 3


def test_what_was_written_by_others_says_in_which_language(client, consultation):
    page = client.get("/temoigner/?langue=ar").content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    for said in (consultation.question, consultation.title, consultation.themes.first().title):
        assert f'lang="fr" dir="auto">{said}</' in page
