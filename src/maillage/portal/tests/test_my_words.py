"""/ma-parole/<receipt>/: what one said, where it stands, what it became."""

import datetime
import uuid
from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.models import Entry
from maillage.diagnosis.actions import cite_point
from maillage.diagnosis.models import Finding
from maillage.followup.actions import record_measure, report_progress
from maillage.plan.models import Action, Indicator
from maillage.portal.views import my_words
from maillage.synthesis.tests.examples import grown, imported
from maillage.toolbox.redaction import RedactedFormatter
from maillage.voices.actions import (
    Said,
    publish_retex,
    publish_workshop,
    receive_retex,
    refuse_retex,
    unpublish_workshop,
    withdraw_retex,
)
from maillage.voices.enums import Profile
from maillage.voices.tests.pages import links, main_words, page_weight, read

pytestmark = pytest.mark.django_db
AUTHOR = AnonymousUser()
FINDING = "Zones blanches autour du bourg"
WORDS = Said(
    profile=Profile.PARENT,
    title="Le forfait",
    text="Nous comptons les mégaoctets.",
    irritants=("On ne capte rien",),
    strengths=("La bibliothèque",),
)


@pytest.fixture
def sent(consultation):
    return receive_retex(
        consultation=consultation, said=WORDS, client_key=uuid.uuid4(), acting_user=AUTHOR
    )


def address(sent, name="portal:my_words"):
    return reverse(name, args=[sent.receipt])


def said(client, sent):
    return main_words(read(client.get(address(sent))))


def cite(retex, workshop):
    finding = Finding.objects.filter(workshop=workshop, text=FINDING).first()
    publish_retex(retex=retex, acting_user=None)
    cite_point(finding=finding, point=retex.points.get(kind="irritant"), acting_user=None)
    return finding


def test_the_code_typed_on_the_door_opens_it_however_it_is_typed(client, sent):
    door = reverse("portal:my_words_door")
    assert "Que devient ce que j’ai dit" in main_words(read(client.get(door)))

    for typed in (sent.receipt, f" {sent.receipt.lower().replace('-', ' ')} "):
        answer = client.post(door, {"receipt": typed})
        assert answer.url == address(sent)
    assert "obligatoire" in main_words(read(client.post(door, {"receipt": ""}), status=422))


def test_its_author_reads_it_before_everyone_and_is_told_what_will_happen(client, sent):
    page = said(client, sent)

    assert "attend d’être lu" in page
    assert "Nous comptons les mégaoctets." in page
    assert "On ne capte rien" in page
    assert "Rien encore" in page
    assert sent.receipt in page


def test_what_seems_to_say_who_somebody_is_is_told_while_it_waits(client, consultation):
    said_it = replace(WORDS, text="Appelez-moi au 06 12 34 56 78.")
    sent = receive_retex(
        consultation=consultation, said=said_it, client_key=uuid.uuid4(), acting_user=AUTHOR
    )
    assert "Il semble dire qui est quelqu’un : Un numéro de téléphone." in said(client, sent)


def test_it_says_that_everyone_may_read_it_or_why_not(client, sent):
    publish_retex(retex=sent.retex, acting_user=None)
    assert "Votre témoignage est publié" in said(client, sent)

    refuse_retex(retex=sent.retex, reason="Une rue y est nommée.", acting_user=None)
    page = said(client, sent)
    assert "n’est pas publié" in page
    assert "Une rue y est nommée." in page


def test_it_says_what_it_fed_from_the_finding_to_the_measure(client, sent, workshop):
    finding = cite(sent.retex, workshop)
    indicator = Indicator.objects.get(row__workshop=workshop)
    action = Action.objects.get(workshop=workshop)
    said = {"acting_user": None, "text": "", "obstacle": "", "unblocker": ""}
    on, key = datetime.date(2026, 3, 2), uuid.uuid4()
    report_progress(action=action, state="under_way", on=on, client_key=key, **said)
    said = {"acting_user": None, "source": "Mairie", "margin": None, "note": ""}
    figure = {"value": 4, "on": datetime.date(2026, 4, 2), "method": "declared"}
    record_measure(indicator=indicator, client_key=uuid.uuid4(), **figure, **said)

    response = client.get(address(sent))
    page, told = read(response), main_words(read(response))

    for text in (
        f"s’appuie sur ce que vous avez dit : « {FINDING} »",
        "Les participants en ont tiré ce besoin : « Se connecter à moins de dix minutes »",
        "ils ont proposé : « Ouvrir un point d’accès par commune »",
        "Elle est en cours depuis le 2 mars 2026.",
        "« Nombre de salles ouvertes le soir »",
        "au 2 avril 2026 (valeur déclarée).",
    ):
        assert text in told
    assert finding.get_absolute_url() in [url for _, url in links(page)]
    assert page_weight(response) < 20_000


def test_what_is_not_published_is_not_told_to_its_author_either(client, sent, workshop):
    cite(sent.retex, workshop)
    unpublish_workshop(workshop=workshop, acting_user=None)

    page = said(client, sent)
    assert "Rien encore" in page
    assert FINDING not in page


def test_a_finding_still_says_so_while_the_text_is_read_again(client, sent, workshop):
    cite(sent.retex, workshop)
    refuse_retex(retex=sent.retex, reason="À relire.", acting_user=None)

    assert FINDING in said(client, sent)


def test_what_was_withdrawn_keeps_its_thread_without_its_words(client, sent, workshop):
    cite(sent.retex, workshop)
    withdraw_retex(retex=sent.retex, acting_user=AUTHOR)

    page = said(client, sent)
    assert "Vous avez retiré votre témoignage" in page
    assert FINDING in page
    assert "capte" not in page
    assert "mégaoctets" not in page


@pytest.mark.parametrize(
    "name", ["portal:my_words", "portal:correct_my_words", "portal:withdraw_my_words"]
)
def test_nobody_keeps_the_page_nor_learns_its_address(client, sent, name):
    response = client.get(address(sent, name))

    read(response)
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert not client.cookies


@pytest.mark.parametrize("typed", ["7K4P-9XQ2-M0VB-3HTE", "7K4P-9XQ2", "n-importe-quoi", "%20"])
@pytest.mark.parametrize(
    "name", ["portal:my_words", "portal:correct_my_words", "portal:withdraw_my_words"]
)
def test_a_code_that_opens_nothing_is_answered_by_a_page_that_helps(client, sent, name, typed):
    url = reverse("portal:my_words", args=["X"]).replace("X", typed)
    url += {"portal:correct_my_words": "corriger/", "portal:withdraw_my_words": "retirer/"}.get(
        name, ""
    )
    response = client.get(url)

    assert "Ce code n’ouvre rien" in main_words(read(response, status=404))
    assert response["Cache-Control"] == "no-store"
    assert client.post(url).status_code in {404, 405}


def test_a_wrong_code_costs_the_same_queries_as_a_malformed_one(client, sent):
    counts = []
    for typed in ("7K4P-9XQ2-M0VB-3HTE", "court"):
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("portal:my_words", args=[typed]))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_network_that_tries_many_codes_is_told_later_and_a_good_one_still_opens(
    client, sent, monkeypatch
):
    monkeypatch.setattr(my_words, "WRONG_MOST", 2)
    wrong = reverse("portal:my_words", args=["7K4P-9XQ2-M0VB-3HTE"])
    answers = [client.get(wrong, REMOTE_ADDR="203.0.113.7") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert answers[2]["Retry-After"]
    assert client.get(address(sent), REMOTE_ADDR="203.0.113.7").status_code == 200
    assert client.get(wrong, REMOTE_ADDR="198.51.100.7").status_code == 404


def test_the_journal_says_that_a_page_was_refused_and_not_its_address(client, sent, caplog):
    wrong = reverse("portal:my_words", args=["7K4P-9XQ2-M0VB-3HTE"])
    client.get(wrong)
    client.get(f"{address(sent)}nulle-part/")
    client.delete(address(sent))

    assert len(caplog.records) >= 3
    for record in caplog.records:
        line = RedactedFormatter().format(record)
        assert "/ma-parole/…" in line
        assert "7K4P" not in line
        assert sent.receipt not in line


def test_whoever_is_signed_in_is_nobody_here(client, sent):
    client.force_login(UserFactory())
    client.post(address(sent, "portal:withdraw_my_words"))

    assert Entry.objects.get(event="voices.retex.withdrawn").actor_id is None


def test_the_page_costs_the_same_number_of_queries_however_much_it_fed(
    client, consultation, place, sent
):
    counts = []
    publish_retex(retex=sent.retex, acting_user=None)
    point = sent.retex.points.get(kind="irritant")
    for rows, title in ((1, "Petit"), (20, "Grand")):
        long = imported(consultation, grown(rows), title=title, territory=place)
        publish_workshop(workshop=long, acting_user=None)
        for finding in Finding.objects.filter(workshop=long, kind="irritant"):
            cite_point(finding=finding, point=point, acting_user=None)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address(sent))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
    assert len(response.context["story"]) > 60
