"""/retours/: what was told, a page at a time, at the same cost whatever was told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse_lazy

from maillage.voices.enums import PointKind
from maillage.voices.tests.factories import (
    PointFactory,
    RetexFactory,
    ThemeFactory,
    VoiceFactory,
    WorkshopFactory,
)
from maillage.voices.tests.pages import items, link, links, main_words, page_weight, read

pytestmark = pytest.mark.django_db
LIST = reverse_lazy("voices:retours")


@pytest.fixture
def workshop():
    return WorkshopFactory(published=True, title="Se connecter au bout de la digue")


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_an_account_shows_its_number_place_title_first_lines_and_workshop(client, workshop):
    RetexFactory(
        workshop=workshop, number=7, place="Batelières", title="La voiture", text="a " * 300
    )

    (item,) = items(read(client.get(LIST)))

    assert item.startswith("RETEX 7 Batelières La voiture a a a")
    assert item.endswith(f"Se connecter au bout de la digue, {workshop.territory.name}")
    assert "…" in item
    assert len(item) < 450


def test_an_account_without_a_title_is_led_to_by_its_first_words(client, workshop):
    retex = RetexFactory(workshop=workshop, title="", text="Le car scolaire capte mieux.")

    page = read(client.get(LIST))

    assert ("Le car scolaire capte mieux.", retex.get_absolute_url()) in links(page)


def test_pages_follow_one_another_and_lead_back_without_skipping_any(client, workshop):
    RetexFactory.create_batch(45, workshop=workshop)
    seen, address = [], LIST
    for _ in range(3):
        page = read(client.get(address))
        seen.append(items(page))
        address = f"{LIST}" + dict(links(page)).get("Suivants", "")

    assert [len(each) for each in seen] == [20, 20, 5]
    assert len({item for each in seen for item in each}) == 45
    assert items(read(client.get(f"{LIST}" + link(page, "Précédents")))) == seen[1]


def test_the_list_costs_the_same_number_of_queries_however_long(client, workshop, settings):
    # As on a real site: how many spoke from each place is counted every ten minutes.
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "counted"}
    settings.CACHES = {**settings.CACHES, "pages": memory}
    client.get(LIST, headers={"cookie": "a=b"})
    RetexFactory.create_batch(2, workshop=workshop)
    VoiceFactory.create_batch(2, theme=workshop.theme)
    address = f"{LIST}?thematique={workshop.theme.number}&q=digue&nature="
    client.cookies["a"] = "b"  # no page is kept for whoever has a cookie
    short = queries_of(client, LIST), queries_of(client, address)
    for _ in range(23):
        RetexFactory(workshop=WorkshopFactory(published=True, theme=workshop.theme))

    assert (queries_of(client, LIST), queries_of(client, address)) == short
    assert 0 < max(short) <= 6


def test_a_full_page_weighs_less_than_twenty_kilobytes_with_its_sheet(client, workshop):
    for n in range(25):
        RetexFactory(workshop=workshop, text=f"{n} " + " ".join(str(n * k) for k in range(80)))

    assert page_weight(client.get(LIST)) < 20_000


def test_the_list_keeps_accounts_with_a_point_of_the_nature_asked(client, workshop):
    gripe, praise, _ = (RetexFactory(workshop=workshop, title=t) for t in ("Gêne", "Joie", "Rien"))
    PointFactory(workshop=workshop, kind=PointKind.IRRITANT, about=[gripe])
    PointFactory(workshop=workshop, kind=PointKind.STRENGTH, about=[praise])

    (item,) = items(read(client.get(f"{LIST}?nature=strength")))

    assert "Joie" in item


def test_an_empty_answer_says_so_and_what_to_do(client, workshop):
    RetexFactory(workshop=workshop)

    page = read(client.get(f"{LIST}?q=introuvable"))

    assert "Rien ne répond à ces filtres" in main_words(page)
    assert ("effacez les filtres", "?") in links(page)


def test_an_empty_consultation_says_when_the_list_will_fill(client):
    ThemeFactory()

    assert "Rien n’est encore publié" in main_words(read(client.get(LIST)))


def test_the_list_is_read_without_a_consultation(client):
    assert "Rien n’est encore publié" in main_words(read(client.get(LIST)))


def test_what_people_wrote_is_never_run(client, workshop):
    RetexFactory(workshop=workshop, title="<script>alert(1)</script>", place='"><img src=x>')

    page = read(client.get(f'{LIST}?q="><script>alert(2)</script>'))
    assert "<script>alert" in page.find(".//input[@name='q']").attrib["value"]

    assert "<script>alert(1)</script>" in items(read(client.get(LIST)))[0]


def test_a_cursor_that_nobody_wrote_gives_the_first_page(client, workshop):
    RetexFactory(workshop=workshop)

    assert len(items(read(client.get(f"{LIST}?curseur=nimporte:quoi")))) == 1
