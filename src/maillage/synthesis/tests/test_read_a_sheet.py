"""The page of a sheet: read by anyone where published, corrected in place by its facilitators."""

import gzip

import pytest
from django.urls import reverse

from maillage.projections.models import Need
from maillage.synthesis.tests.examples import grown, imported
from maillage.voices.actions import publish_workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(consultation, place):
    return publish_workshop(workshop=imported(consultation, territory=place), acting_user=None)


def test_anyone_reads_a_published_sheet_whole(client, workshop):
    page = client.get(workshop.get_absolute_url()).content.decode()

    for words in (
        "La classe depuis le car",
        "Zones blanches autour du bourg",
        "Prêt de tablettes par le collège",
        "Se connecter à moins de dix minutes",
        "Recenser les salles chauffées",
        "Nombre de salles ouvertes le soir",
    ):
        assert words in page
    assert '<strong class="highlighted">' in page
    assert "Modifier" not in page
    assert "<form" not in page


def test_each_row_leads_to_its_page_and_its_thread(client, workshop):
    page = client.get(workshop.get_absolute_url()).content.decode()

    action = workshop.actions.get()
    for address in (
        workshop.diagnosisrows.get().get_absolute_url(),
        workshop.projectionrows.get().get_absolute_url(),
        action.get_absolute_url(),
        reverse("portal:thread", args=["action", action.pk]),
        reverse("portal:thread", args=["retex", workshop.retex.get().pk]),
    ):
        assert f'href="{address}"' in page


def test_an_unpublished_sheet_exists_for_its_facilitators_alone(
    client, consultation, place, alice, bob, charlie
):
    address = imported(consultation, territory=place).get_absolute_url()

    assert client.get(address).status_code == 404
    for stranger in (bob, charlie):
        client.force_login(stranger)
        assert client.get(address).status_code == 404
        assert client.get(f"{address}feuille.md").status_code == 404
    client.force_login(alice)
    assert "Non publié" in client.get(address).content.decode()


def test_a_facilitator_corrects_each_item_where_it_stands(client, workshop, alice):
    client.force_login(alice)
    page = client.get(workshop.get_absolute_url())
    need = Need.objects.get()
    items = [
        item
        for section in page.context["sections"]
        for shown in section["rows"]
        for column in shown["columns"]
        for item in column["items"]
    ]
    shown = next(item for item in items if item["cell"].text == need.text)

    response = client.post(
        shown["edit_url"],
        {"text": "Se connecter à pied", "version": need.version, "back": shown["back"]},
    )

    assert response.url == f"{workshop.get_absolute_url()}#projections-needs-{need.pk}"
    assert "Se connecter à pied" in client.get(workshop.get_absolute_url()).content.decode()


def test_every_item_can_be_corrected_and_no_two_fields_share_a_name(client, workshop, alice):
    client.force_login(alice)

    page = client.get(workshop.get_absolute_url())

    text = page.content.decode()
    ids = [part.split('"')[0] for part in text.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
    for section in page.context["sections"]:
        for shown in section["rows"]:
            for column in shown["columns"]:
                for item in column["items"]:
                    assert client.get(item["edit_url"]).status_code == 200


def test_a_reader_costs_six_queries_however_long_the_sheet(
    client, consultation, place, django_assert_max_num_queries, django_assert_num_queries
):
    short = publish_workshop(workshop=imported(consultation, territory=place), acting_user=None)
    with django_assert_max_num_queries(6) as captured:
        client.get(short.get_absolute_url())
    long = imported(consultation, grown(30), title="Long", territory=place)
    publish_workshop(workshop=long, acting_user=None)

    with django_assert_num_queries(len(captured)):
        client.get(long.get_absolute_url())


def test_a_facilitator_costs_the_same_however_long_the_sheet(
    client, consultation, place, alice, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(alice)
    short = imported(consultation, territory=place)
    with django_assert_max_num_queries(10) as captured:
        client.get(short.get_absolute_url())
    long = imported(consultation, grown(30), title="Long", territory=place)

    with django_assert_num_queries(len(captured)):
        client.get(long.get_absolute_url())


def test_a_sheet_as_long_as_the_national_one_weighs_less_than_twenty_kilobytes(
    client, consultation, place
):
    long = imported(consultation, grown(9), title="Long", territory=place)
    publish_workshop(workshop=long, acting_user=None)

    assert len(gzip.compress(client.get(long.get_absolute_url()).content)) < 20_000
