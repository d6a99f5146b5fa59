"""What is not published is on nobody's thread but that of whoever may read it."""

import pytest
from django.urls import reverse

from maillage.diagnosis.models import Finding
from maillage.diagnosis.tests.factories import EvidenceFactory
from maillage.plan.models import Action, Indicator
from maillage.portal.tests.threads import columns, page_of
from maillage.projections.models import Lever, Need
from maillage.synthesis.tests.examples import imported, sheet
from maillage.voices.actions import unpublish_workshop
from maillage.voices.models import Retex
from maillage.voices.tests.factories import PointFactory, RetexFactory

pytestmark = pytest.mark.django_db
KINDS = {
    "retex": Retex,
    "constat": Finding,
    "besoin": Need,
    "levier": Lever,
    "action": Action,
    "indicateur": Indicator,
}


@pytest.mark.parametrize("kind", KINDS)
def test_an_unpublished_thing_has_no_thread_but_for_its_facilitators(
    client, workshop, alice, bob, kind
):
    unpublish_workshop(workshop=workshop, acting_user=None)
    thing = KINDS[kind].objects.first()

    assert page_of(client, kind, thing).status_code == 404
    client.force_login(bob)
    assert page_of(client, kind, thing).status_code == 404
    client.force_login(alice)
    assert page_of(client, kind, thing).status_code == 200


@pytest.fixture
def secret(consultation, elsewhere, workshop):
    """Evidence of the published workshop that cites a point of a workshop that is not."""
    told = sheet(retex=[], projections=[], plan=[])
    told["diagnosis"][0]["irritants"] = [{"text": "Constat d’ailleurs", "highlighted": False}]
    hidden = imported(consultation, told, title="Caché", territory=elsewhere)
    retex = RetexFactory(workshop=hidden, title="Un récit encore secret")
    point = PointFactory(workshop=hidden, text="Propos encore secrets", about=[retex])
    EvidenceFactory(finding=Finding.objects.filter(workshop=workshop).first(), point=point)
    EvidenceFactory(
        finding=Finding.objects.filter(workshop=hidden).first(),
        point=PointFactory(workshop=workshop, about=[Retex.objects.get(workshop=workshop)]),
    )
    return retex


def test_words_of_an_unpublished_workshop_do_not_leak_upward(client, workshop, secret):
    response = page_of(client, "action", Action.objects.get(workshop=workshop))

    page = response.content.decode()
    assert response.status_code == 200
    assert "secret" not in page
    assert columns(response)["Constats"] == ["Zones blanches autour du bourg"]


def test_a_secret_account_does_not_leak_through_a_public_point(client, workshop, secret):
    public = Finding.objects.filter(workshop=workshop).first()
    PointFactory(workshop=workshop)
    shared = PointFactory(workshop=workshop, text="Propos publics", about=[secret])
    EvidenceFactory(finding=public, point=shared)

    page = page_of(client, "constat", public).content.decode()

    assert "Propos publics" in page
    assert "récit encore secret" not in page


def test_findings_of_an_unpublished_workshop_do_not_leak_downward(client, workshop, secret):
    told = columns(page_of(client, "retex", Retex.objects.get(workshop=workshop)))

    assert "Constat d’ailleurs" not in told["Constats"]


def test_whoever_edits_both_workshops_reads_them_both(client, consultation, workshop, secret, bob):
    client.force_login(bob)

    page = page_of(client, "action", Action.objects.get(workshop=workshop)).content.decode()

    assert "Un récit encore secret" in page
    assert "Propos encore secrets" in page


def test_what_has_no_thread_does_not_exist(client, workshop):
    assert client.get(reverse("portal:thread", args=["nimporte-quoi", 1])).status_code == 404
    assert client.get(reverse("portal:thread", args=["action", 999_999])).status_code == 404
