"""/suivi/: what is blocked or late first, then every action where it stands."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maillage.followup.enums import ProgressState
from maillage.followup.tests.factories import ReportFactory
from maillage.plan.tests.factories import ActionFactory, HorizonFactory
from maillage.voices.tests.factories import ThemeFactory, WorkshopFactory
from maillage.voices.tests.pages import items, link, links, main_words, page_weight, read, words

pytestmark = pytest.mark.django_db
HOME = reverse("followup:home")
TODAY = timezone.localdate()


def days_ago(days):
    return TODAY - datetime.timedelta(days=days)


@pytest.fixture
def workshop():
    return WorkshopFactory(published=True)


@pytest.fixture
def late(workshop):
    action = ActionFactory(workshop=workshop, title="En retard")
    HorizonFactory(row=action, ends_on=days_ago(12))
    return action


def titles(page):
    return [words(item.find(".//h3")) for item in page.findall(".//*[@class='items']/li")]


def found(client, **asked):
    return titles(read(client.get(HOME, asked)))


def test_the_blocked_then_the_late_come_before_all_others(client, workshop, late):
    blocked = ActionFactory(workshop=workshop, title="Bloquée")
    ReportFactory(action=blocked, blocked=True)
    ActionFactory(workshop=workshop, title="La plus récente")

    page = read(client.get(HOME))

    first, second, *rest = titles(page)
    assert (first, second) == ("Bloquée", "En retard")
    assert rest == ["La plus récente", "Bloquée", "En retard"]
    assert link(page, "Toutes les actions bloquées") == "?etat=blocked"
    assert link(page, "Toutes les actions en retard") == "?etat=late"


def test_a_blocked_action_says_by_what_and_who_can_unblock(client, workshop):
    ReportFactory(action__workshop=workshop, blocked=True)

    (first, _) = items(read(client.get(HOME)))

    assert "Ce qui bloque : L’assurance refuse les prêts." in first
    assert "Qui peut débloquer : Service juridique du rectorat" in first


def test_a_late_action_says_by_how_many_days(client, late):
    (urgent, _) = items(read(client.get(HOME)))

    assert "En retard de 12 jours" in urgent


@pytest.mark.parametrize("over", [ProgressState.DONE, ProgressState.ABANDONED])
def test_an_action_done_or_given_up_is_not_late(client, late, over):
    ReportFactory(action=late, state=over)

    assert found(client, etat="late") == []
    assert "En retard de" not in main_words(read(client.get(HOME)))


@pytest.mark.parametrize("days", [0, -3])
def test_the_day_itself_is_not_late(client, workshop, days):
    HorizonFactory(row=ActionFactory(workshop=workshop), ends_on=days_ago(days))

    assert found(client, etat="late") == []
    assert "En retard de" not in main_words(read(client.get(HOME)))


def test_a_date_taken_off_the_sheet_makes_nothing_late(client, late):
    late.horizons.update(removed_at=timezone.now())

    assert found(client, etat="late") == []


def test_an_action_late_twice_is_listed_once_from_its_last_date(client, late):
    HorizonFactory(row=late, ends_on=days_ago(3))
    HorizonFactory(row=late, ends_on=days_ago(3))

    (item,) = items(read(client.get(HOME, {"etat": "late"})))

    assert "En retard de 3 jours" in item


def test_the_last_report_by_its_date_is_where_an_action_stands(client, workshop):
    action = ActionFactory(workshop=workshop, title="Débloquée")
    ReportFactory(action=action, on=days_ago(1))
    ReportFactory(action=action, on=days_ago(30), blocked=True)

    assert found(client, etat="blocked") == []
    assert found(client, etat="under_way") == ["Débloquée"]


def test_what_nobody_reported_on_is_not_started(client, workshop):
    ActionFactory(workshop=workshop, title="Rien de dit")
    ReportFactory(action__workshop=workshop, action__title="Dit", state="not_started")
    ReportFactory(action__workshop=workshop, action__title="Faite", done=True)

    assert found(client, etat="not_started") == ["Dit", "Rien de dit"]
    assert found(client, etat="done") == ["Faite"]


def test_the_drawing_counts_the_states_and_the_table_says_the_same(client, workshop):
    ActionFactory.create_batch(2, workshop=workshop)
    ReportFactory(action__workshop=workshop, blocked=True)

    page = read(client.get(HOME))

    table = [words(row) for row in page.findall(".//table/tbody/tr")]
    assert table == ["Pas commencée2", "En cours0", "Bloquée1", "Faite0", "Abandonnée0"]
    (figure,) = page.findall(".//figure")
    assert "Pas commencée : 2" in words(figure)
    assert "Toutes les actions de cette liste." in main_words(page)


def test_filters_narrow_what_is_late_and_what_is_blocked(client, workshop, late):
    other = ThemeFactory(consultation=workshop.theme.consultation)
    ReportFactory(
        action__workshop=workshop, action__theme=other, action__title="Ailleurs", blocked=True
    )

    assert found(client, etat="blocked", thematique="1") == []
    assert found(client, etat="blocked", thematique="2") == ["Ailleurs"]
    assert found(client, etat="late", q="salle") == []
    assert found(client, etat="late", q="retard") == ["En retard"]
    assert found(client, etat="late", territoire=workshop.territory.code) == ["En retard"]


def test_nothing_unpublished_leaks_whatever_the_list(client):
    hidden = WorkshopFactory()
    action = ActionFactory(workshop=hidden, title="Encore à relire")
    HorizonFactory(row=action, ends_on=days_ago(5))
    ReportFactory(action=action, blocked=True)
    ActionFactory(workshop=WorkshopFactory(published=True, theme=hidden.theme))

    for asked in ("", "late", "blocked"):
        assert "Encore à relire" not in found(client, etat=asked)


@pytest.mark.parametrize("etat", ["", "late", "under_way", "not_started"])
def test_pages_skip_and_repeat_nothing(client, workshop, etat):
    for n in range(25):
        action = ActionFactory(workshop=workshop)
        if etat == "late":
            HorizonFactory(row=action, ends_on=days_ago(1 + n // 5))
        if etat == "under_way":
            ReportFactory(action=action)
    seen, address = [], f"?etat={etat}&q=ouvrir"
    for _ in range(2):
        page = read(client.get(HOME + address))
        seen += titles(page)
        address = dict(links(page)).get("Suivants", "")

    assert len(seen) == len(set(seen)) == 25


@pytest.mark.parametrize("etat", ["", "late", "blocked", "done", "not_started"])
def test_the_list_costs_the_same_number_of_queries_however_long(client, etat):
    client.get(HOME)  # SQLite is asked once per process whether it reads JSON
    theme = ThemeFactory()
    counts = []
    for more in (2, 23):
        for _ in range(more):
            workshop = WorkshopFactory(published=True, theme=theme)
            action = ActionFactory(workshop=workshop)
            HorizonFactory(row=action, ends_on=days_ago(9))
            if etat in {"blocked", "done"}:
                ReportFactory(action=action, **{etat: True})
        with CaptureQueriesContext(connection) as queries:
            response = client.get(HOME + f"?etat={etat}&thematique=1")
        counts.append(len(queries))

    assert 0 < counts[0] == counts[1] <= 6
    assert len(items(read(response))) >= 20
    assert page_weight(response) < 20_000
