"""/retours/<n>/: an account in full, and what was drawn from it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.voices.enums import PointKind
from maillage.voices.tests.factories import PointFactory, RetexFactory, WorkshopFactory
from maillage.voices.tests.pages import links, main_words, page_weight, read

pytestmark = pytest.mark.django_db


def test_anyone_reads_the_account_its_points_its_workshop_and_its_thread(client):
    retex = RetexFactory(text="Première phrase.\n\nSeconde phrase.")
    PointFactory(workshop=retex.workshop, about=[retex], text="On ne capte rien")
    PointFactory(workshop=retex.workshop, kind=PointKind.STRENGTH, about=[retex], text="Le prêt")

    page = read(client.get(retex.get_absolute_url()))

    assert [p.text for p in page.findall(".//blockquote/p")] == [
        "Première phrase.",
        "Seconde phrase.",
    ]
    said = main_words(page)
    assert said.index("« On ne capte rien »") > said.index("Irritant")
    assert said.index("« Le prêt »") > said.index("Point fort")
    assert (retex.workshop.title, retex.workshop.get_absolute_url()) in links(page)
    assert (
        "Ce que ce récit est devenu",
        reverse("portal:thread", args=["retex", retex.pk]),
    ) in links(page)


def test_only_web_addresses_are_links_and_they_say_where_they_lead(client):
    web = "https://www.exemple.fr/reportage?a=1&b=2"
    strange = ["javascript:alert(1)", "data:text/html,x", "http://[", "voir l’article", "//x.fr"]
    retex = RetexFactory(links=[web, *strange])

    page = read(client.get(retex.get_absolute_url()))

    outside = [a for a in page.findall(".//main//a") if "://" in a.attrib["href"]]
    assert [(a.attrib["href"], a.attrib["rel"]) for a in outside] == [(web, "nofollow noreferrer")]
    assert "site extérieur, exemple.fr" in main_words(page)
    assert not any(bad in a.attrib["href"] for a in page.iter("a") for bad in ("script:", "data:"))


def test_what_people_wrote_is_shown_as_they_wrote_it(client):
    retex = RetexFactory(title="<b>Gras</b>", text="<script>alert(1)</script>", place="<i>Ici</i>")

    said = main_words(read(client.get(retex.get_absolute_url())))

    assert "<script>alert(1)</script>" in said
    assert "<b>Gras</b>" in said


def test_an_unpublished_or_removed_account_does_not_exist(client):
    hidden = RetexFactory(workshop=WorkshopFactory())
    removed = RetexFactory(removed_at="2026-03-01T10:00Z")

    for retex in (hidden, removed):
        assert client.get(reverse("voices:retex", args=[retex.pk])).status_code == 404
        assert client.get(reverse("portal:thread", args=["retex", retex.pk])).status_code == 404


def test_the_page_costs_the_same_number_of_queries_however_many_points(client):
    retex = RetexFactory()
    counts = []
    for more in (1, 8):
        for _ in range(more):
            PointFactory(workshop=retex.workshop, about=[retex])
        with CaptureQueriesContext(connection) as queries:
            response = client.get(retex.get_absolute_url())
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 6
    assert page_weight(response) < 20_000


def test_only_those_who_may_edit_are_shown_the_form(client):
    retex = RetexFactory()
    correction = reverse("voices:correct_retex", args=[retex.pk])
    assert correction not in client.get(retex.get_absolute_url()).content.decode()

    client.force_login(UserFactory())
    assert correction not in client.get(retex.get_absolute_url()).content.decode()

    client.force_login(UserFactory(facilitator_of=retex.workshop.territory))
    page = read(client.get(retex.get_absolute_url()))
    assert [f for f in page.iter("form") if f.attrib.get("action") == correction]
