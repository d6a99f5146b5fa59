"""What one sees of the machine: how far it is, what it guesses, what it is worth."""

import json
import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse

from maillage.accounts.tests.factories import RoleFactory, UserFactory
from maillage.sorting import actions, analysis
from maillage.sorting.enums import RunState
from maillage.sorting.models import Run, ThemeGuess
from maillage.sorting.queries.method import QUALITY
from maillage.sorting.tests.factories import CardFactory, DeskFactory, SuggestionFactory
from maillage.voices.tests.factories import ThemeFactory, VoiceFactory

pytestmark = pytest.mark.django_db

DOCS = Path(__file__).parents[4] / "docs"


@pytest.fixture
def desk():
    return DeskFactory()


@pytest.fixture
def sorter(client, desk):
    user = UserFactory()
    RoleFactory(user=user, kind="facilitator", territory=desk.theme.consultation.territory)
    client.force_login(user)
    return user


def test_an_analysis_is_asked_by_a_button_and_followed_without_a_script(client, desk, sorter):
    address = reverse("sorting:analysis", args=[desk.theme.pk])
    assert "Refresh" not in client.get(address)
    asked = client.post(address, follow=True)
    assert asked["Refresh"] == "5"
    assert "Analyse demandée" in asked.content.decode()
    assert client.post(address).status_code == 409
    assert "Refresh" not in client.get(f"{address}?suivre=non")
    assert "Analyse demandée" in client.get(desk.get_absolute_url()).content.decode()

    Run.objects.update(state=RunState.RUNNING, done=3, total=7)
    assert "Propos lus : 3 sur 7" in client.get(address).content.decode()
    Run.objects.update(state=RunState.FAILED, fault="Plus de place.")
    page = client.get(address)
    assert "Plus de place." in page.content.decode()
    assert "Refresh" not in page


def test_what_is_missing_is_said_with_how_to_add_it(client, desk, sorter, monkeypatch):
    monkeypatch.setattr(analysis, "engine", lambda: "")
    page = client.get(reverse("sorting:analysis", args=[desk.theme.pk])).content.decode()
    assert "make analysis" in page


def test_who_did_not_know_is_guessed_a_person_confirms_and_the_desk_receives(
    client, desk, sorter, monkeypatch
):
    other = ThemeFactory(consultation=desk.theme.consultation, title="Peur de cliquer")
    known = {"consultation": other.consultation}
    for words in ("On ne capte rien au bourg", "Aucun réseau au hameau"):
        VoiceFactory(**known, theme=desk.theme, title="", text=words)
    for words in ("Mon fils a peur de cliquer", "Peur de mal faire avec la souris"):
        VoiceFactory(**known, theme=other, title="", text=words)
    voice = VoiceFactory(
        **known, theme=None, territory=None, title="", text="On ne capte aucun réseau au bourg"
    )
    unclear = VoiceFactory(**known, theme=None, territory=None, title="", text="Xylophone")

    pytest.importorskip("sklearn")
    monkeypatch.setattr(analysis, "engine", lambda: "lexical 1")
    monkeypatch.setattr(analysis, "_thorough", analysis.text.LexicalEncoder)
    assert actions.guess_themes(acting_user=None) == 2
    assert actions.guess_themes(acting_user=None) == 0
    assert voice.theme_guess.theme == desk.theme
    guess = ThemeGuess.objects.get(retex=unclear)
    assert guess.theme is None or guess.probability >= 0.5

    address = reverse("sorting:without_theme")
    assert "La machine propose" in client.get(address).content.decode()
    told = {"retex": voice.pk, "thematique": other.pk}
    assert client.post(address, told).status_code == 302
    voice.refresh_from_db()
    answered = ThemeGuess.objects.get(retex=voice)
    assert (voice.theme, answered.chosen, answered.decided_by) == (other, other, sorter)
    assert answered.theme == desk.theme
    assert client.post(address, told | {"thematique": desk.theme.pk}).status_code == 409
    assert client.post(address, told | {"thematique": ThemeFactory().pk}).status_code == 404


def test_the_list_without_theme_costs_the_same_however_long(
    client, desk, sorter, django_assert_num_queries
):
    address = reverse("sorting:without_theme")
    for length in (1, 6):
        for _ in range(length):
            VoiceFactory(consultation=desk.theme.consultation, theme=None, territory=None)
        with django_assert_num_queries(6):
            client.get(address)


def decided(desk, count, suggested):
    cards = [CardFactory(desk=desk) for _ in range(count)]
    suggestion = SuggestionFactory(desk=desk, of=cards) if suggested else None
    desk.refresh_from_db()
    return actions.open_finding(
        desk=desk, cards=cards, text="Réseau", suggestion=suggestion,
        seen=desk.decided, key=uuid4(), acting_user=None,
    )  # fmt: skip


def test_the_method_says_who_decided_and_costs_the_same_however_much(
    client, desk, django_assert_num_queries
):
    address = reverse("sorting:method")
    assert "Personne n’a encore réuni" in client.get(address).content.decode()
    decided(desk, 3, suggested=False)
    decided(desk, 1, suggested=True)
    refused = SuggestionFactory(desk=desk, of=[CardFactory(desk=desk), CardFactory(desk=desk)])
    desk.refresh_from_db()
    told = {"seen": desk.decided, "key": uuid4(), "acting_user": None}
    actions.refuse(desk=desk, suggestion=refused, **told)
    with django_assert_num_queries(6):
        page = client.get(address).content.decode()
    row = re.search(r'<th scope="row">1\. .*?</tr>', page).group()
    assert re.findall(r"<td>(.*?)</td>", row) == ["3", "1", "25 %", "1"]

    last = decided(desk, 5, suggested=False)
    desk.refresh_from_db()
    told = {"seen": desk.decided, "key": uuid4(), "acting_user": None}
    actions.undo(desk=desk, decision=last, **told)
    with django_assert_num_queries(6):
        again = client.get(address).content.decode()
    assert re.search(r'<th scope="row">1\. .*?</tr>', again).group() == row


def test_the_figures_of_the_method_are_those_of_the_docs():
    told = (DOCS / "figures.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([a-z_]+)` \|.*\| ([^|]+) \|$", told, re.M))
    measured = json.loads(QUALITY.read_text("utf-8"))
    assert rows.keys() == measured.keys()
    for name, figures in measured.items():
        said = {float(each.replace(",", "")) for each in re.findall(r"[\d,.]*\d", rows[name])}
        assert said == set(map(float, figures.values())), name
