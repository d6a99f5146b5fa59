"""`maillage territory site`: the same choice from a terminal, which keeps nothing."""

import json

import pytest
from django.core.management import CommandError, call_command

from maillage.scenarios.models import Scenario

pytestmark = pytest.mark.django_db


def test_it_prints_the_places_who_is_reached_and_the_gap(estimate, capsys):
    call_command("siting", "99", "--places", "1", "--within", "5km", "--seconds", "0.5")

    told = capsys.readouterr().out
    assert "1. Bibliothèque de Brumeval (Brumeval) : 40" in told
    assert "Élèves atteints : 70 (de 50 à 110), dont 40 (de 30 à 60)" in told
    assert "Aucun choix ne fait mieux" in told
    assert "Rochevive" in told
    assert not Scenario.objects.exists()


def test_it_prints_one_object_for_programs(estimate, capsys):
    call_command("siting", "99", "--everybody", "--from-nothing", "--json")

    told = json.loads(capsys.readouterr().out)
    assert len(told["opened"]) == 3
    assert (told["left"], told["hidden"]) == ([0, 0, 0], 1)
    assert told["proof"]["is_proved"] is True


def test_a_scheduler_that_is_not_there_is_told(estimate, monkeypatch):
    pytest.importorskip("distributed", reason="the extra dask is not installed")
    monkeypatch.setattr("arpent._cluster._PATIENCE", 0.2)
    with pytest.raises(CommandError, match="aucun ordonnanceur Dask ne répond"):
        call_command("siting", "99", "--places", "1", "--scheduler", "tcp://127.0.0.1:9")


def test_more_starts_are_searched_and_told(estimate, capsys):
    call_command("siting", "99", "--places", "1", "--starts", "2", "--json")
    assert json.loads(capsys.readouterr().out)["proof"]["starts"] == 2


@pytest.mark.parametrize("wrong", [["98"], ["99", "--within", "loin"], ["99", "--places", "40"]])
def test_what_cannot_be_is_refused_in_words(estimate, wrong):
    with pytest.raises(CommandError):
        call_command("siting", *wrong)
