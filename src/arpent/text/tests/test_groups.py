import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arpent.text import LexicalEncoder, groups

GOLDEN = json.loads((Path(__file__).parent / "golden_groups.json").read_text("utf-8"))
LEXICAL = LexicalEncoder()
SUBJECTS = ("le bus du soir", "un ordinateur lent", "la cantine en ligne", "réseau coupé", "")


class Given:
    """Vectors written by hand, to know the answer beforehand."""

    name = "given"

    def __init__(self, rows: list[list[float]]) -> None:
        self.rows = np.array(rows, np.float32)

    def encode(self, texts):
        return self.rows[: len(texts)]


def test_the_golden_case_falls_in_its_three_subjects() -> None:
    found = groups(GOLDEN["texts"], encoder=LEXICAL, resolution=1.2)
    assert list(found.labels) == GOLDEN["labels"]
    assert [name.split(", ")[0] for name in found.names] == ["bus", "ordinateurs", "cantine"]


def test_two_bundles_of_vectors_are_two_groups_numbered_by_size() -> None:
    draw = np.random.default_rng(1)
    ends = np.array([[0, 4, 0]] * 20 + [[4, 0, 0]] * 40, np.float32)
    rows = ends + draw.normal(0, 0.3, ends.shape)
    found = groups(["texte"] * 60, encoder=Given(rows.tolist()), resolution=0.5)
    assert found.labels == (1,) * 20 + (0,) * 40
    assert set(found.quotes[1]) < set(range(20))


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from(SUBJECTS), min_size=1, max_size=20), st.data())
def test_everybody_is_in_a_group_and_decisions_are_kept(texts: list[str], data) -> None:
    spots = st.integers(0, len(texts) - 1)
    together = data.draw(st.lists(st.tuples(spots, spots), max_size=3))
    found = groups(texts, encoder=LEXICAL, together=together)
    assert len(found.labels) == len(found.finer) == len(found.coarser) == len(texts)
    assert set(found.labels) == set(range(len(found.names)))
    assert all(found.labels[one] == found.labels[other] for one, other in together)
    for group, quoted in enumerate(found.quotes):
        assert quoted
        assert all(found.labels[at] == group for at in quoted)
    assert groups(texts, encoder=LEXICAL, together=together) == found


def test_what_people_keep_apart_is_apart_even_when_it_is_the_same_words() -> None:
    texts = ["le bus du soir"] * 6 + ["la cantine en ligne"] * 6
    found = groups(texts, encoder=LEXICAL, apart=[(0, 1), (1, 2), (0, 2)])
    assert len({found.labels[at] for at in (0, 1, 2)}) == 3


def test_accepted_groups_hold_when_new_texts_come() -> None:
    texts = [*GOLDEN["texts"], "le bus passe trop tard", "un drone pour livrer les manuels"]
    accepted = [0, 0, 1, 1, 1, 2, 2, 2, 2, None, None]  # as people decided, not as we would
    found = groups(texts, encoder=LEXICAL, start=accepted)
    for one in range(9):
        for other in range(9):
            same = accepted[one] == accepted[other]
            assert (found.labels[one] == found.labels[other]) == same
    assert found.labels[9] == found.labels[0]


def test_contradictions_and_strange_positions_are_refused() -> None:
    for wrong in (
        {"together": [(0, 1)], "apart": [(1, 0)]},
        {"together": [(0, 2)]},
        {"start": [0]},
        {"resolution": 0},
    ):
        with pytest.raises(ValueError, match=r"together|text|start|resolution"):
            groups(["a b c", "d e f"], encoder=LEXICAL, **wrong)
