"""What may say who somebody is comes with its kind, and with none of its words."""

import uuid

import pytest

from maillage.voices.actions import Said, receive_retex
from maillage.voices.analysis import flags_of
from maillage.voices.enums import FlagKind, Moderation, Profile, RetexState
from maillage.voices.queries import pieces_of
from maillage.voices.tests.factories import ConsultationFactory


def test_each_kind_is_told_once_wherever_it_stands():
    said = Said(
        profile=Profile.PARENT,
        title="Appelez le 06 12 34 56 78",
        text="Ma fille Léa est dyslexique.",
        place="12 rue des Lilas",
        strengths=("Mme Kaya l’aide.",),
        irritants=("Rappelez au 07 12 34 56 78.",),
    )

    assert flags_of(said) == [FlagKind.PHONE, FlagKind.ADDRESS, FlagKind.NAME, FlagKind.HEALTH]


def test_words_of_every_day_wait_for_nobody():
    said = Said(
        profile=Profile.TEACHER,
        title="Au collège Jean Moulin, 15 h 30",
        text="Les élèves dyslexiques et leurs AESH attendent depuis le 12/03/2024.",
        links=("https://ville.example/0612345678",),
    )

    assert flags_of(said) == []


def test_a_text_is_cut_without_losing_a_letter():
    text = "Mon fils Noé habite 3 rue Haute."

    assert pieces_of(text) == [
        ("Mon fils ", ""),
        ("Noé", FlagKind.NAME),
        (" habite ", ""),
        ("3 rue Haute", FlagKind.ADDRESS),
        (".", ""),
    ]
    assert pieces_of("") == []
    assert pieces_of("Rien à signaler") == [("Rien à signaler", "")]


@pytest.mark.django_db
def test_what_says_who_somebody_is_waits_for_a_moderator_whoever_calls():
    said = Said(profile=Profile.PARENT, text="Ma fille est dyslexique.")

    retex = receive_retex(
        consultation=ConsultationFactory(open=True, moderation=Moderation.AFTER),
        said=said,
        client_key=uuid.uuid4(),
        acting_user=None,
    ).retex

    assert retex.state == RetexState.RECEIVED
    assert retex.contribution.flags == [FlagKind.HEALTH]
