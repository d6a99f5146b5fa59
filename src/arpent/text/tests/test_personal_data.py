import json
import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.text import (
    PERSONAL_KINDS,
    Span,
    _personal_health,
    _personal_numbers,
    _personal_people,
    _personal_places,
    _personal_reach,
    personal_data,
)
from arpent.text._plain import Plain

SENTENCES = json.loads(Path(__file__).with_name("personal_sentences.json").read_text("utf-8"))
TAG = re.compile(r"<(\w+)>(.*?)</\1>")
MODULES = (_personal_health, _personal_numbers, _personal_people, _personal_places, _personal_reach)


def told(text: str) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.kind) for span in personal_data(text)]


def read(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The sentence, and what an attentive reader would point out in it."""
    text, spans, at = "", [], 0
    for found in TAG.finditer(marked):
        text += marked[at : found.start()]
        spans.append((len(text), len(text) + len(found[2]), found[1]))
        text += found[2]
        at = found.end()
    return text + marked[at:], spans


def meet(span: Span, one: tuple[int, int, str]) -> bool:
    start, end, kind = one
    return span.kind == kind and span.start < end and start < span.end


@pytest.mark.parametrize(
    ("half", "found", "meant", "needless"),
    [
        pytest.param("tuning", 67, 67, 0, id="tuning"),
        pytest.param("held_out", 62, 62, 1, id="held out"),
        pytest.param("messy", 32, 34, 0, id="typed on a telephone"),
    ],
)
def test_quality_is_the_one_the_documentation_states(
    half: str, found: int, meant: int, needless: int
) -> None:
    hits = extras = expected = 0
    for marked in SENTENCES[half]:
        text, spans = read(marked)
        given_back = personal_data(text)
        expected += len(spans)
        hits += sum(any(meet(span, one) for span in given_back) for one in spans)
        extras += sum(not any(meet(span, one) for one in spans) for span in given_back)
    assert (hits, expected, extras) == (found, meant, needless)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Me\u0301le\u0301nie, ma fille E\u0301lodie pleure.", "E\u0301lodie"),
        ("« Ma sœur Chloé » a dit ma fille.", "Chloé"),
        ("Appelez le ٠٦١٢٣٤٥٦٧٨ ce soir.", "٠٦١٢٣٤٥٦٧٨"),
        ("Écrire à jean\u200b.dupont@courriel.example", "jean\u200b.dupont@courriel.example"),
        ("Mon numéro : 06\u00a012\u00a034\u00a056\u00a078.", "06\u00a012\u00a034\u00a056\u00a078"),
    ],
)
def test_a_span_is_cut_where_it_stands_in_what_was_typed(text: str, span: str) -> None:
    assert span in [found for found, _ in told(text)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Les élèves dyslexiques attendent une police adaptée.", []),
        ("Mon fils est dyslexique.", ["health"]),
        ("Les AESH manquent partout.", []),
        ("Je suis AESH dans deux écoles.", []),
        ("Ma fille a une AESH le matin.", ["health"]),
        ("C’est un handicap pour mon fils de ne pas avoir Internet.", []),
        ("Le lycée Victor Hugo a fermé sa salle.", []),
        ("Victor a fermé sa salle.", ["name"]),
        ("Voir https://www.ville.example/06-12-34-56-78/lea-martin", []),
        ("Du 01/09/2024 30 élèves, du 01-09-2024 30 autres.", []),
        ("FR76 3000 6000 0112 3456 7890 189", ["identifier"]),
        ("GB76 3000 6000 0112 3456 7890 18", []),
        ("4970 1000 0000 0155", []),
        ("+12 345 678 9", []),
    ],
)
def test_one_person_is_told_from_a_public_and_a_number_from_a_figure(
    text: str, kinds: list[str]
) -> None:
    assert [kind for _, kind in told(text)] == kinds


PIECES = "Mme|Léa|ma|fille|06|12|34|a@b.fr|rue|est|dyslexique|œ|é|٠|\u0301|’|,|.|\n"
typed_texts = st.lists(st.sampled_from(PIECES.split("|")), max_size=20).map(" ".join)


@given(st.text(max_size=60) | typed_texts)
def test_spans_stand_in_the_text_in_order_and_apart(text: str) -> None:
    spans = personal_data(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert {span.kind for span in spans} <= set(PERSONAL_KINDS)


def patterns() -> list[re.Pattern[str]]:
    def inside(held: object) -> list[re.Pattern[str]]:
        if isinstance(held, re.Pattern):
            return [held]
        return [each for one in held for each in inside(one)] if isinstance(held, tuple) else []

    return [each for module in MODULES for held in vars(module).values() for each in inside(held)]


HOSTILE = [
    "a", "A", "1", " ", "\n", ".", "1 ", "0 1", "Aa ", "Aa-", "a.", "a@", "@a.", "M. ", "Mme A",
    "ma fille ", "mon fils, ", "12 rue a ", "habite la rue ", "+1 ", "00", "06 1", "AB-12",
    "tel 1", "autiste ", "je suis un ", "dossier ", "mdp ", "insta ", "zero six ", "mon fils a 9 ",
    "ne le ", "FR76 ", "1111 ", "\u0301", "œ", "ابني ", "Rua A ", "cordialement\n", "college de ",
    "Thomas Girard ", "parents de ", "l'eleve de la ", "Thomas et ",
]  # fmt: skip


@pytest.mark.parametrize("seed", HOSTILE)
def test_hostile_text_costs_no_more_than_its_length(seed: str) -> None:
    short, long = (Plain((seed * size)[:size]).low for size in (10_000, 100_000))
    for pattern in patterns():
        # Ten times the text, and room for what the machine does meanwhile: one of three.
        assert any(
            seconds(pattern, long) < 20 * seconds(pattern, short) + 0.02 for _ in range(3)
        ), pattern.pattern


def seconds(pattern: re.Pattern[str], text: str) -> float:
    began = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - began


def test_a_thousand_numbers_are_not_all_checked_one_by_one() -> None:
    began = time.process_time()
    spans = personal_data("+33 6 12 34 56 78, " * 1000)
    assert len(spans) == 1000
    assert time.process_time() - began < 2


def test_every_word_of_the_lists_is_written_in_plain_letters() -> None:
    from arpent.text import _personal_words as words

    lists = (words.FIRST_NAMES, words.WORDS_TOO, words.FAMOUS, words.NO_NAMES, words.AFTER_TITLE)
    assert [word for each in lists for word in each if Plain(word).low != word] == []
    assert words.WORDS_TOO <= words.FIRST_NAMES
