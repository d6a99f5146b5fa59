"""Words that may say who somebody is are shown before they are sent, and read before the others."""

import pytest

from maillage.testimony import seal
from maillage.voices.enums import FlagKind, RetexState
from maillage.voices.models import Retex

WORDS = {"profile": "parent", "irritants": "Le car passe à 6 h 40"}


def test_what_may_say_who_somebody_is_is_shown_then_waits(consultation, phone):
    text = "Ma fille Léa partage mon téléphone, le 06 12 34 56 78."
    phone.open().fill(**WORDS, text=text).press("review")

    assert "<mark>Léa</mark>" in phone.html
    assert "<mark>06 12 34 56 78</mark>" in phone.html
    assert "Ce qui est surligné dit peut-être qui est quelqu’un" in phone.html

    phone.press("confirm")

    retex = Retex.objects.get()
    assert (retex.text, retex.state) == (text, RetexState.RECEIVED)
    assert retex.contribution.flags == [FlagKind.PHONE, FlagKind.NAME]


def test_words_of_every_day_are_neither_marked_nor_held(consultation, phone):
    phone.open().fill(**WORDS, text="Au collège Jean Moulin, 15 h 30.").press("review")

    assert "<mark>" not in phone.html
    assert "surligné" not in phone.html

    phone.press("confirm")

    assert Retex.objects.get().state == RetexState.PUBLISHED


def test_what_was_found_when_it_was_shown_is_not_looked_for_again(consultation, phone, monkeypatch):
    phone.open().fill(**WORDS, text="Appelez-moi au 06 12 34 56 78.").press("review")
    monkeypatch.setattr("maillage.voices.actions.contributions.flags_of", None)

    phone.press("confirm")

    assert Retex.objects.get().contribution.flags == [FlagKind.PHONE]


@pytest.mark.parametrize("shown", ["", ":", "forged", seal.flags_shown("0" * 64, [])])
def test_only_our_page_about_these_words_says_that_they_were_looked_at(consultation, phone, shown):
    phone.open().fill(**WORDS, text="Appelez-moi au 06 12 34 56 78.").press("review")
    phone.fill(shown=shown).press("confirm")

    retex = Retex.objects.get()
    assert retex.state == RetexState.RECEIVED
    assert retex.contribution.flags == [FlagKind.PHONE]
