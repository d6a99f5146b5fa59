"""/moderation/signaler/<n>/: a reader says that something is wrong, and hides nothing alone."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from maillage.audit.models import Entry
from maillage.moderation import views
from maillage.moderation.actions import forget_old_reports, report_retex
from maillage.moderation.enums import Grievance
from maillage.moderation.models import Report
from maillage.voices.actions import publish_retex, withdraw_retex
from maillage.voices.models import Contribution
from maillage.voices.tests.factories import RetexFactory
from maillage.voices.tests.pages import main_words, page_weight, read

pytestmark = pytest.mark.django_db
FORM = {"kind": "somebody", "words": "Le nom de la voisine y est."}


def address(retex):
    return reverse("moderation:report", args=[retex.pk])


def report(retex, *readers):
    for reader in readers:
        report_retex(retex=retex, kind=Grievance.FALSE, words="", reporter=reader, acting_user=None)


def test_a_reader_reports_without_account_nor_cookie(client, read_after, say):
    retex = say()
    response = client.get(address(retex))
    assert "Signaler un témoignage" in main_words(read(response))
    assert page_weight(response) < 20_000

    answer = client.post(address(retex), FORM)

    assert answer.url == reverse("moderation:reported")
    assert "Merci" in main_words(read(client.get(answer.url)))
    assert not client.cookies
    assert Report.objects.get().words == FORM["words"]
    assert Contribution.objects.get().reports == 1
    retex.refresh_from_db()
    assert retex.is_shown


def test_the_table_names_no_network_and_the_trail_no_word(client, read_after, say):
    retex = say()
    client.post(address(retex), FORM, REMOTE_ADDR="203.0.113.9")

    held = str(list(Report.objects.values())) + str(list(Entry.objects.values()))
    assert "203.0.113" not in held
    assert "voisine" not in str(list(Entry.objects.values()))


def test_the_same_network_counts_once_for_one_account(client, read_after, say):
    retex, other = say("Un"), say("Deux")
    for last in (9, 10):
        client.post(address(retex), FORM, REMOTE_ADDR=f"203.0.113.{last}")
    client.post(address(other), FORM, REMOTE_ADDR="203.0.113.9")

    assert Report.objects.filter(retex=retex).count() == 1
    assert len(set(Report.objects.values_list("reporter", flat=True))) == 2
    assert Entry.objects.filter(event="moderation.retex.reported").count() == 2


def test_three_networks_set_aside_what_nobody_has_read_and_two_do_not(read_after, say):
    retex = say()
    report(retex, "a", "b", "b")
    retex.refresh_from_db()
    assert retex.is_shown

    report(retex, "c")

    retex.refresh_from_db()
    assert not retex.is_shown
    assert Contribution.objects.get().waits_since is not None


def test_what_a_moderator_has_read_is_hidden_by_no_number_of_reports(say):
    retex = publish_retex(retex=say(), acting_user=None)
    report(retex, *"abcdefgh")

    retex.refresh_from_db()
    assert retex.is_shown
    assert Contribution.objects.get().reports == 8
    assert Contribution.objects.get().waits_since is not None


def test_a_form_without_a_reason_comes_back_with_what_was_typed(client, read_after, say):
    page = read(client.post(address(say()), {"words": "Le nom y est."}), status=422)

    assert "Choisissez la réponse la plus proche" in main_words(page)
    assert "Le nom y est." in main_words(page)


def test_another_site_cannot_make_its_visitors_report(client, read_after, say):
    retex = say()
    answer = client.post(address(retex), FORM, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert not Report.objects.exists()


def test_a_flood_of_one_network_is_told_later_and_others_are_heard(
    client, read_after, say, monkeypatch
):
    monkeypatch.setattr(views, "REPORTS_MOST", 2)
    several = [say(str(n)) for n in range(3)]
    answers = [client.post(address(retex), FORM, REMOTE_ADDR="203.0.113.9") for retex in several]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert client.post(address(several[2]), FORM, REMOTE_ADDR="198.51.100.1").status_code == 302


def test_what_nobody_reads_and_what_a_workshop_said_have_no_form(client, say):
    assert client.get(address(say())).status_code == 404
    assert client.get(address(RetexFactory())).status_code == 404


def test_withdrawing_takes_what_readers_wrote_of_it(read_after, say):
    retex = say()
    report(retex, "a")

    withdraw_retex(retex=retex, acting_user=None)

    assert not Report.objects.exists()


def test_answered_reports_are_forgotten_after_a_while_and_open_ones_never(read_after, say):
    old, recent, waiting = say("Un"), say("Deux"), say("Trois")
    for retex in (old, recent, waiting):
        report(retex, "a")
    now = timezone.now()
    Report.objects.filter(retex=old).update(closed_at=now - dt.timedelta(days=91), reporter="")
    Report.objects.filter(retex=recent).update(closed_at=now, reporter="")

    assert forget_old_reports(acting_user=None) == 1
    assert set(Report.objects.values_list("retex", flat=True)) == {recent.pk, waiting.pk}
