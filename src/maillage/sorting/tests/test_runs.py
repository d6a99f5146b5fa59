"""An analysis is asked, done aside, taken up where it stopped; what it proposes is answered."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from maillage.accounts.tests.factories import UserFactory
from maillage.sorting import actions, analysis
from maillage.sorting.actions import _steps, runs
from maillage.sorting.enums import RunState, RunStep
from maillage.sorting.errors import AlreadyAsked, LeaseLost
from maillage.sorting.models import Found, Reading, Run, SuggestedCard, Suggestion
from maillage.sorting.queries.readings import kept_on
from maillage.sorting.tests.factories import CardFactory, DeskFactory
from maillage.voices.actions import withdraw_retex
from maillage.voices.tests.factories import VoiceFactory

pytestmark = pytest.mark.django_db

SAID = [
    "On ne capte rien chez nous",
    "ON NE CAPTE RIEN CHEZ NOUS !",
    "Zone blanche, aucune barre",
    "Les ordinateurs sont trop vieux",
    "Le matériel est obsolète",
    "Mon fils a peur de cliquer",
]


@pytest.fixture(params=["bare", "with the extra"])
def extra(request, monkeypatch):
    """With nothing but the dependencies, then with the libraries and the encoder of words."""
    if request.param == "bare":
        monkeypatch.setattr(analysis, "engine", lambda: "")
    else:
        pytest.importorskip("igraph")
        monkeypatch.setattr(analysis, "engine", lambda: "lexical 1")
        monkeypatch.setattr(analysis, "_encoder", analysis.text.LexicalEncoder)
    return request.param


@pytest.fixture
def desk():
    desk = DeskFactory()
    for words in SAID:
        CardFactory(desk=desk, words=words)
    return desk


def analyse(desk):
    actions.ask_run(theme=desk.theme, acting_user=None)
    return actions.work_on_one(acting_user=None)


def proposed(desk):
    """{words of the cards: reasons}, the most worth an answer first."""
    found = {}
    for one in Suggestion.objects.filter(desk=desk, answered_by=None).order_by("rank"):
        cards = one.cards.order_by("card").values_list("card__point__text", flat=True)
        found[tuple(cards)] = one.in_words
    return found


def decide(act, desk, **said):
    desk.refresh_from_db()
    return act(desk=desk, seen=desk.decided, key=uuid4(), acting_user=None, **said)


def test_what_says_the_same_is_proposed_with_its_reasons(extra, desk):
    run = analyse(desk)

    assert (run.state, run.fault) == (RunState.DONE, "")
    found = proposed(desk)
    same, term = found[tuple(SAID[:3])][:2]
    assert same == "mêmes mots"
    assert term.startswith("thésaurus : ")
    assert found[tuple(SAID[3:5])] == ["thésaurus : matériel obsolète"]
    assert next(iter(found)) == tuple(SAID[:3])
    assert (run.done, run.total) == (6, 6)
    assert not Found.objects.exists()


def test_nobody_else_may_ask_and_one_is_asked_at_a_time(desk):
    with pytest.raises(PermissionDenied):
        actions.ask_run(theme=desk.theme, acting_user=UserFactory())
    actions.ask_run(theme=desk.theme, acting_user=None)
    with pytest.raises(AlreadyAsked):
        actions.ask_run(theme=desk.theme, acting_user=None)
    assert actions.work_on_one(acting_user=None).state == RunState.DONE
    assert actions.work_on_one(acting_user=None) is None


class Killed(BaseException):
    pass


@pytest.mark.parametrize("step", list(RunStep))
def test_a_worker_killed_at_any_step_leaves_its_turn_and_the_result_is_the_same(
    extra, desk, step, monkeypatch
):
    wanted = proposed(desk) if analyse(desk) else None
    Reading.objects.all().delete()
    actions.ask_run(theme=desk.theme, acting_user=None)

    def killed(run, held):
        raise Killed

    def half(*arguments, **said):
        keep(*arguments, **said)
        raise Killed

    keep = _steps.keep_readings
    with monkeypatch.context() as patch:
        patch.setattr(_steps, "PIECE", 2)
        if step in {RunStep.READ, RunStep.VECTORS}:
            patch.setitem(_steps.STEPS, step, killed)
            patch.setattr(_steps, "keep_readings", half)
        else:
            patch.setitem(_steps.STEPS, step, killed)
        with pytest.raises(Killed):
            actions.work_on_one(acting_user=None)
    assert actions.work_on_one(acting_user=None) is None  # it may be alive
    later = timezone.now() + dt.timedelta(minutes=2)
    assert actions.work_on_one(acting_user=None, now=later).state == RunState.DONE
    assert proposed(desk) == wanted


def test_a_worker_that_comes_back_too_late_writes_nothing(desk):
    run = actions.ask_run(theme=desk.theme, acting_user=None)
    slow = runs._take(timezone.now())
    assert runs._take(timezone.now()) is None
    assert runs._take(timezone.now() + dt.timedelta(minutes=2)).pk == run.pk
    with pytest.raises(LeaseLost):
        runs._advance(slow, runs.Held(slow))
    assert not Reading.objects.exists()


def test_what_kills_its_worker_again_and_again_is_given_up_and_says_so(desk):
    actions.ask_run(theme=desk.theme, acting_user=None)
    now = timezone.now()
    for hour in range(3):
        assert runs._take(now + dt.timedelta(hours=hour))
    assert runs._take(now + dt.timedelta(hours=3)) is None
    assert Run.objects.get().fault == "Interrompue plusieurs fois au même endroit."


def test_a_failure_is_told_in_words(desk, monkeypatch, caplog):
    def broken(run, held):
        raise KeyError("x")

    monkeypatch.setitem(_steps.STEPS, RunStep.COPIES, broken)
    run = analyse(desk)
    assert run.state == RunState.FAILED
    assert "KeyError" in run.fault
    assert "run" in caplog.text


def test_what_was_refused_does_not_come_back_unless_it_is_undone(extra, desk):
    analyse(desk)
    suggestion = Suggestion.objects.filter(desk=desk).order_by("rank").first()
    refused = set(suggestion.cards.values_list("card", flat=True))
    refusal = decide(actions.refuse, desk, suggestion=suggestion)
    kept = kept_on(desk.pk).cards
    assert all(kept[card] == refused - {card} for card in refused)
    analyse(desk)
    assert not any(set(cards) & set(SAID[:3]) for cards in proposed(desk))
    assert Suggestion.objects.filter(answered_by=refusal).exists()

    decide(actions.undo, desk, decision=refusal)
    analyse(desk)
    assert tuple(SAID[:3]) in proposed(desk)


def test_what_is_near_a_finding_is_proposed_for_it(extra, desk):
    cards = list(desk.cards.order_by("pk")[:1])
    decide(actions.open_finding, desk, cards=cards, text="Zones blanches")
    analyse(desk)
    first = Suggestion.objects.filter(desk=desk).order_by("rank").first()
    assert first.finding.text == "Zones blanches"
    assert set(first.cards.values_list("card__point__text", flat=True)) == set(SAID[1:3])


def test_a_new_card_is_placed_at_once_near_what_it_says_again(extra, desk):
    analyse(desk)
    same = CardFactory(desk=desk, words="on ne capte rien chez nous")
    term = CardFactory(desk=desk, words="Ici, c’est une zone blanche")
    alone = CardFactory(desk=desk, words="Xylophone")
    assert actions.place_new(acting_user=None) == 3
    for card in (same, term):
        suggestion = card.suggested.get().suggestion
        assert SAID[0] in suggestion.cards.values_list("card__point__text", flat=True)
    assert not alone.suggested.exists()
    assert actions.place_new(acting_user=None) == 0


def test_words_taken_back_leave_nothing_that_was_read_of_them(extra, desk):
    voice = VoiceFactory(theme=desk.theme)
    card = CardFactory(desk=desk, words="Le wifi du dortoir rame", voice=voice)
    analyse(desk)
    decide(actions.open_finding, desk, cards=[card], text="Wifi")
    assert Reading.objects.filter(card=card).exists()

    withdraw_retex(retex=voice, acting_user=None)
    card.refresh_from_db()
    assert not Reading.objects.filter(card=card).exists()
    analyse(desk)
    assert not Reading.objects.filter(card=card).exclude(vector=None, words="").exists()
    assert not SuggestedCard.objects.filter(card=card).exists()


def test_vectors_that_were_kept_serve_for_their_texts_and_for_no_other(monkeypatch):
    """Grouping also asks the encoder to read names of subjects."""
    pytest.importorskip("numpy")
    monkeypatch.setattr(analysis, "engine", lambda: "lexical 1")
    monkeypatch.setattr(analysis, "_encoder", analysis.text.LexicalEncoder)
    made = analysis._Made(["a", "b"], analysis.vectors(["réseau", "car"]))
    read = analysis.text.LexicalEncoder().encode
    assert made.encode(["a", "b"]) == pytest.approx(read(["réseau", "car"]), abs=1e-3)
    assert made.encode(["réseau", "zone"]) == pytest.approx(read(["réseau", "zone"]))
