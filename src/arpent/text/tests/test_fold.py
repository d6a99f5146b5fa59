import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.text import fold
from arpent.text._fold import folds


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("Équipement ADAPTÉ", "equipement adapte", id="case and accents"),
        pytest.param("point d’accès", "point d acces", id="typographic apostrophe"),
        pytest.param("co‑working – le soir", "co working le soir", id="dashes"),
        pytest.param("« œuvre, ex æquo » ŒUVRE", "oeuvre ex aequo oeuvre", id="ligatures, quotes"),
        pytest.param("Straße", "strasse", id="eszett"),
        pytest.param("1\u202f200 élèves", "1 200 eleves", id="narrow no-break space"),
        pytest.param("1ᵉʳ degré", "1er degre", id="superscripts"),
        pytest.param("inter\u00adnet", "internet", id="soft hyphen"),
        pytest.param("snake_case", "snake case", id="underscore"),
        pytest.param("Ўзбек ЙОГУРТ", "узбек иогурт", id="cyrillic accents"),
        pytest.param("Україна, Київ, ґанок", "украіна киів ґанок", id="ukrainian"),
        pytest.param("المَدْرَسَة", "المدرسة", id="arabic vowel signs"),
        pytest.param("أُسْرَة، آلة", "اسرة الة", id="arabic hamza, madda and comma"),
        pytest.param("हिन्दी में", "हिन्दी में", id="devanagari vowels stay"),
        pytest.param("Việt Nam", "viet nam", id="vietnamese"),
        pytest.param("  … !? ", "", id="nothing to read"),
        pytest.param("في ٢٠٢٦ أو ۲۰۲۶", "في 2026 او 2026", id="arabic and persian digits"),
        pytest.param("İstanbul ISTANBUL ıstanbul", "istanbul " * 2 + "istanbul", id="turkish i"),
    ],
)
def test_writings_of_one_word_fold_alike(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_fold_is_words_separated_by_one_space(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert folded == folded.casefold()


@given(st.text())
def test_composed_and_decomposed_letters_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_every_character_of_the_first_plane_folds_once_and_for_all() -> None:
    characters = (chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000)
    unstable = [hex(ord(c)) for c in characters if fold(fold(c)) != fold(c)]
    assert unstable == []


@given(st.lists(st.text()))
def test_many_at_once_fold_as_one_by_one(texts):
    assert folds(texts) == [fold(text) for text in texts]
