"""A finding rests on what one person said, as long as they wish; its weight follows."""

import uuid
from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.models import Entry
from maillage.diagnosis.actions import cite_point, uncite_point
from maillage.diagnosis.errors import NotCitable
from maillage.diagnosis.models import Evidence
from maillage.diagnosis.tests.factories import EvidenceFactory, FindingFactory
from maillage.voices.actions import (
    Said,
    correct_own_retex,
    publish_retex,
    receive_retex,
    refuse_retex,
    withdraw_retex,
)
from maillage.voices.enums import Profile
from maillage.voices.models import Point
from maillage.voices.tests.factories import ThemeFactory
from maillage.voices.tests.pages import items, links, main_words, read

pytestmark = pytest.mark.django_db
AUTHOR = AnonymousUser()
WORDS = Said(
    profile=Profile.PARENT,
    title="Le forfait",
    irritants=("On ne capte rien",),
    strengths=("La bibliothèque",),
)


@pytest.fixture
def finding():
    return FindingFactory()


@pytest.fixture
def alice(finding):
    return UserFactory(name="Alice", facilitator_of=finding.workshop.territory)


def voice(finding, said=WORDS, published=True, theme=None):
    retex = receive_retex(
        consultation=finding.theme.consultation,
        said=replace(said, theme_id=(theme or finding.theme).pk),
        client_key=uuid.uuid4(),
        acting_user=AUTHOR,
    ).retex
    return publish_retex(retex=retex, acting_user=None) if published else retex


def irritant(retex):
    return retex.points.get(kind="irritant")


def cited(finding, **how):
    retex = voice(finding, **how)
    cite_point(finding=finding, point=irritant(retex), acting_user=None)
    finding.refresh_from_db()
    return retex


def page_of(client, finding):
    return read(client.get(finding.get_absolute_url()))


def test_an_editor_finds_what_was_said_and_cites_it(client, finding, alice):
    retex = voice(finding)
    voice(finding, replace(WORDS, title="Autre", irritants=("Le car",)))
    client.force_login(alice)
    address = reverse("diagnosis:cite", args=[finding.pk])

    page = read(client.get(address, {"q": "capte"}))
    assert len(items(page)) == 1
    assert "La bibliothèque" not in main_words(page)
    answer = client.post(address, {"point": irritant(retex).pk, "back": f"{address}?q=capte"})

    assert answer.url == f"{address}?q=capte"
    assert "Déjà cité par ce constat" in main_words(read(client.get(answer.url)))
    said = main_words(page_of(client, finding))
    assert "« On ne capte rien »" in said
    assert "Rattaché par Alice" in said
    finding.refresh_from_db()
    assert finding.weight == 1
    entry = Entry.objects.get(event="diagnosis.point.cited")
    assert entry.data == {"point": irritant(retex).pk}


def test_citing_twice_is_citing_once(finding):
    retex = cited(finding)
    cite_point(finding=finding, point=irritant(retex), acting_user=None)

    assert Evidence.objects.count() == 1
    assert Entry.objects.filter(event="diagnosis.point.cited").count() == 1


def test_the_theme_of_the_finding_comes_first_and_all_of_them_on_demand(client, finding, alice):
    elsewhere = ThemeFactory(consultation=finding.theme.consultation)
    voice(finding, theme=elsewhere)
    client.force_login(alice)
    address = reverse("diagnosis:cite", args=[finding.pk])

    assert "Aucun propos à citer ici" in main_words(read(client.get(address)))
    assert len(items(read(client.get(address, {"themes": "toutes"})))) == 1


def test_what_waits_or_was_refused_is_neither_found_nor_cited(client, finding, alice):
    waiting = voice(finding, published=False)
    refused = refuse_retex(retex=voice(finding), reason="Non", acting_user=None)
    client.force_login(alice)
    address = reverse("diagnosis:cite", args=[finding.pk])

    assert items(read(client.get(address))) == []
    for retex in (waiting, refused):
        assert client.post(address, {"point": irritant(retex).pk}).status_code == 409
        with pytest.raises(NotCitable):
            cite_point(finding=finding, point=irritant(retex), acting_user=None)


def test_only_whoever_edits_the_finding_cites(client, finding):
    retex = voice(finding)
    address = reverse("diagnosis:cite", args=[finding.pk])
    assert client.get(address).status_code == 302
    client.force_login(UserFactory())

    assert client.get(address).status_code == 403
    assert client.post(address, {"point": irritant(retex).pk}).status_code == 403
    with pytest.raises(PermissionDenied):
        cite_point(finding=finding, point=irritant(retex), acting_user=UserFactory())


def test_a_strength_does_not_support_an_irritant(client, finding, alice):
    retex = voice(finding)
    client.force_login(alice)
    strength = retex.points.get(kind="strength")

    address = reverse("diagnosis:cite", args=[finding.pk])
    assert client.post(address, {"point": strength.pk}).status_code == 404
    assert client.post(address, {"point": "un"}).status_code == 404


def test_no_longer_citing_leaves_the_words_and_takes_the_weight_back(client, finding, alice):
    retex = cited(finding)
    client.force_login(alice)
    proof = Evidence.objects.get()

    client.post(reverse("diagnosis:uncite", args=[finding.pk, proof.pk]))

    finding.refresh_from_db()
    assert finding.weight == 0
    assert irritant(retex).text == "On ne capte rien"
    assert Entry.objects.filter(event="diagnosis.point.uncited").count() == 1


def test_what_a_sheet_says_is_not_undone_that_way(client, finding, alice):
    of_sheet = EvidenceFactory(finding=finding)
    client.force_login(alice)

    address = reverse("diagnosis:uncite", args=[finding.pk, of_sheet.pk])
    assert client.post(address).status_code == 404
    uncite_point(evidence=of_sheet, acting_user=None)
    assert Evidence.objects.filter(pk=of_sheet.pk).exists()


def test_a_withdrawn_voice_stays_behind_the_finding_without_its_words_and_weighs_nothing(
    client, finding
):
    retex = cited(finding)
    assert finding.weight == 1

    withdraw_retex(retex=retex, acting_user=AUTHOR)

    page = page_of(client, finding)
    assert "Parole retirée" in main_words(page)
    assert "capte" not in main_words(page)
    assert retex.get_absolute_url() not in [address for _, address in links(page)]
    finding.refresh_from_db()
    assert finding.weight == 0
    assert list(Point.objects.values_list("text", flat=True)) == [""]
    gone = read(client.get(retex.get_absolute_url()), status=410)
    assert "Ce témoignage a été retiré" in main_words(gone)
    assert "forfait" not in main_words(gone)


def test_a_refused_voice_is_not_shown_and_weighs_again_when_published(client, finding):
    retex = cited(finding)
    refuse_retex(retex=retex, reason="Non", acting_user=None)
    said = main_words(page_of(client, finding))
    finding.refresh_from_db()
    assert "capte" not in said
    assert "attend d’être relue" in said
    assert finding.weight == 0

    publish_retex(retex=retex, acting_user=None)

    finding.refresh_from_db()
    assert finding.weight == 1
    assert "« On ne capte rien »" in main_words(page_of(client, finding))


def test_a_cited_point_that_its_author_no_longer_says_loses_its_words_alone(client, finding):
    retex = cited(finding)
    correct_own_retex(
        retex=retex,
        said=replace(WORDS, theme_id=finding.theme.pk, irritants=("Le car",)),
        version=retex.version,
        acting_user=AUTHOR,
    )

    assert "Parole retirée" in main_words(page_of(client, finding))
    assert set(retex.points.values_list("text", flat=True)) == {"", "Le car", "La bibliothèque"}


def test_the_page_to_cite_costs_the_same_however_long_the_list(client, finding, alice):
    client.force_login(alice)
    counts = []
    for more in (1, 24):
        for _ in range(more):
            voice(finding)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(reverse("diagnosis:cite", args=[finding.pk]))
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert len(items(read(answer))) == 20
    after = read(client.get(answer.wsgi_request.path + answer.context["next_url"]))
    assert len(items(after)) == 5
