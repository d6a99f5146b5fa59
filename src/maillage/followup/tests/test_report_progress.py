"""An action lead says where an action stands, in two screens."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.models import Entry
from maillage.followup.enums import Event
from maillage.followup.models import ProgressReport
from maillage.followup.tests.factories import ReportFactory
from maillage.plan.tests.factories import ActionFactory
from maillage.voices.tests.factories import WorkshopFactory
from maillage.voices.tests.pages import links, main_words, page_weight, read, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def action():
    return ActionFactory(title="Prêter un ordinateur")


@pytest.fixture
def lead(client, action):
    user = UserFactory(action_lead_of=action.workshop.territory)
    client.force_login(user)
    return user


def page_at(action):
    return reverse("followup:action", args=[action.pk])


def report_at(action):
    return reverse("followup:report", args=[action.pk])


def said(**changes):
    today = timezone.localdate().isoformat()
    return {"state": "under_way", "on": today, "client_key": str(uuid.uuid4()), **changes}


def test_a_lead_updates_an_action_in_two_screens(client, lead, action):
    first = read(client.get(reverse("followup:home")))
    address = dict(links(first))["Prêter un ordinateur"]
    second = read(client.get(address))
    form = typed(second, report_at(action))

    answer = client.post(report_at(action), {**form, "state": "done", "text": "Tout est prêté."})

    assert answer.url == address
    page = main_words(read(client.get(address)))
    assert "Faite" in page
    assert "Tout est prêté." in page


def test_a_double_click_makes_one_report_and_shows_the_same_page(client, lead, action):
    sent = said(text="Le matériel est arrivé.")
    answers = [client.post(report_at(action), sent).url for _ in range(2)]

    assert answers == [page_at(action)] * 2
    assert ProgressReport.objects.count() == 1
    assert Entry.objects.filter(event=Event.PROGRESS_REPORTED).count() == 1


def test_other_words_in_a_form_already_sent_are_neither_lost_nor_mixed(client, lead, action):
    sent = said(text="Le matériel est arrivé.")
    client.post(report_at(action), sent)

    page = read(client.post(report_at(action), {**sent, "text": "Il est reparti."}), 409)

    assert "Ce formulaire a déjà été enregistré, avec d’autres réponses." in main_words(page)
    again = typed(page, report_at(action))
    assert again["text"] == "Il est reparti."
    assert again["client_key"] != sent["client_key"]
    assert client.post(report_at(action), {**sent, **again}).status_code == 302
    assert ProgressReport.objects.count() == 2


@pytest.mark.parametrize(
    ("missing", "reason"),
    [("obstacle", "dites par quoi"), ("unblocker", "dites qui peut la débloquer")],
)
def test_a_blocked_action_must_say_why_and_who_can_unblock(client, lead, action, missing, reason):
    sent = said(state="blocked", obstacle="L’assurance", unblocker="La région", text="Bref")
    del sent[missing]

    page = read(client.post(report_at(action), sent), 422)

    assert reason in main_words(page)
    assert typed(page, report_at(action))["text"] == "Bref"
    assert not ProgressReport.objects.exists()


def test_a_day_to_come_is_refused_with_its_reason_and_nothing_is_lost(client, lead, action):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)

    page = read(client.post(report_at(action), said(on=tomorrow, text="Demain")), 422)

    reason = "À la date du : La date est à venir : on ne constate que ce qui a eu lieu."
    assert reason in main_words(page)
    kept = typed(page, report_at(action))
    assert (kept["on"], kept["text"]) == (tomorrow.isoformat(), "Demain")


@pytest.mark.parametrize("typed_day", ["15/06/2026", "2026-06-15"])
def test_a_day_is_typed_as_in_french_or_picked(client, lead, action, typed_day):
    client.post(report_at(action), said(on=typed_day))

    assert ProgressReport.objects.get().on == datetime.date(2026, 6, 15)


def test_a_form_without_its_key_is_refused(client, lead, action):
    assert client.post(report_at(action), said(client_key="x")).status_code == 422


def test_the_history_keeps_every_report_the_latest_first(client, action):
    ReportFactory(action=action, on=datetime.date(2026, 3, 1), text="On cherche un lieu.")
    ReportFactory(action=action, blocked=True, on=datetime.date(2026, 5, 1))

    page = main_words(read(client.get(page_at(action))))

    assert page.index("1 mai 2026 Bloquée") < page.index("1 mars 2026 En cours")
    assert "On cherche un lieu." in page
    assert "Qui peut débloquer : Service juridique du rectorat" in page


def test_a_visitor_reads_no_name_and_no_form(client, action):
    ReportFactory(action=action, reported_by=UserFactory(name="Camille Fiction"))

    page = read(client.get(page_at(action)))

    assert "Camille Fiction" not in main_words(page)
    assert not page.findall(".//main//form")


def test_an_action_on_which_nobody_reported_says_so(client, action):
    assert "Aucun point d’avancement" in main_words(read(client.get(page_at(action))))


def test_who_may_not_report_is_refused(client, action):
    assert client.post(report_at(action), said()).url.startswith("/compte/connexion/")

    client.force_login(UserFactory(action_lead_of=WorkshopFactory().territory))
    assert client.post(report_at(action), said()).status_code == 403
    assert not read(client.get(page_at(action))).findall(".//main//form")
    assert not ProgressReport.objects.exists()


def test_an_unpublished_action_does_not_exist_even_for_its_lead(client):
    action = ActionFactory(workshop=WorkshopFactory())
    client.force_login(UserFactory(action_lead_of=action.workshop.territory))

    assert client.get(page_at(action)).status_code == 404
    assert client.post(report_at(action), said()).status_code == 404


def test_coming_back_after_signing_in_shows_the_action(client, lead, action):
    assert client.get(report_at(action)).url == page_at(action)


def test_words_of_a_report_are_never_markup(client, action):
    bad = "<script>alert(1)</script>"
    ReportFactory(action=action, state="blocked", text=bad, obstacle=bad, unblocker=bad)

    assert main_words(read(client.get(page_at(action)))).count(bad) == 5


def test_the_page_costs_the_same_number_of_queries_however_long_the_history(client, action):
    client.get(page_at(action))
    counts = []
    for more in (1, 9):
        ReportFactory.create_batch(more, action=action, reported_by=UserFactory(), text="Suite.")
        with CaptureQueriesContext(connection) as queries:
            response = client.get(page_at(action))
        counts.append(len(queries))

    assert 0 < counts[0] == counts[1] <= 6
    assert page_weight(response) < 20_000
