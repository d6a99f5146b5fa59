import json
import time
from pathlib import Path

import pytest
from bench.text_points import measured
from hypothesis import given
from hypothesis import strategies as st

from arpent.text import POINT_KINDS, split_points

GOLDEN = json.loads((Path(__file__).parent / "golden_points.json").read_text("utf-8"))
WORDS = st.sampled_from(
    ["mais", "pas de", "wifi", "bravo", ",", ". ", "\n- ", "et", "le", "car", "trop", "’", "é", ":"]
)


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["text"][:30])
def test_the_golden_cases_are_cut_as_expected(case) -> None:
    found = [
        [case["text"][one.start : one.end], one.kind, one.reason]
        for one in split_points(case["text"])
    ]
    assert found == case["points"]


@pytest.mark.parametrize(("half", "least"), [("tuned", 0.93), ("held_out", 0.87)])
def test_the_published_figures_hold(half: str, least: float) -> None:
    precision, recall, exact = measured(half)
    assert min(precision, recall) >= least
    assert exact >= 0.9


@given(st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=80))
def test_spans_are_in_order_apart_and_without_blank_ends(text: str) -> None:
    last = 0
    for one in split_points(text):
        assert last <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        assert one.kind in POINT_KINDS
        assert one.reason
        last = one.end


def test_places_are_those_of_the_text_as_it_was_typed() -> None:
    text = "L’œuvre est e\u0301crite. De\u0301sole\u0301e, MAIS le wifi coupe trop ﬁnalement !"
    [one] = split_points(text)
    assert text[one.start : one.end] == "le wifi coupe trop ﬁnalement"


@pytest.mark.parametrize(
    "text", ["The wifi is always down and there are too many applications.", "", "Le 12 mars."]
)
def test_another_language_or_a_plain_fact_proposes_nothing(text: str) -> None:
    assert split_points(text) == []


@pytest.mark.parametrize("text", [" , " * 20_000, "pas de wifi et " * 5_000, "\n" * 50_000])
def test_no_text_takes_long(text: str) -> None:
    began = time.process_time()
    split_points(text)
    assert time.process_time() - began < 3
