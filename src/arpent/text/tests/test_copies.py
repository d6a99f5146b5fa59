import json
import subprocess
import sys
from pathlib import Path

import pytest
from bench.text_alterations import FOLDER, with_copies
from hypothesis import given
from hypothesis import strategies as st

from arpent.text import MissingExtra, near_duplicates, normalise

GOLDEN = json.loads((Path(__file__).parent / "golden_copies.json").read_text("utf-8"))
WORDS = st.sampled_from(
    ["le", "car", "wifi", "lent", "école", "prêt", "de", "tablettes", "soir", "sans", "réseau"]
)
TEXTS = st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=12)


def jaccard(one: str, other: str) -> float:
    a, b = (
        {f" {normalise(t)} "[i : i + 5] for i in range(len(normalise(t)) - 2)} for t in (one, other)
    )
    return len(a & b) / len(a | b)


def test_copies_of_the_golden_case_are_found_and_no_other() -> None:
    found = near_duplicates(GOLDEN["texts"])
    # "former les parents" and "former les professeurs" differ by the word that says who.
    assert [[i, j] for i, j, likeness in found if likeness >= 0.6] == GOLDEN["pairs"]


def test_the_similarity_is_the_share_of_sequences_in_common() -> None:
    # " abcd ": 2 sequences; " abcdef ": 4; they share " abcd".
    assert near_duplicates(["abcd", "abcdef"], threshold=0.1) == [(0, 1, 0.2)]


def test_a_text_whole_inside_a_longer_one_is_a_copy_and_a_shared_sentence_is_not() -> None:
    core = "le wifi de l’internat est coupé chaque soir à neuf heures"
    added = f"{core} et personne ne nous dit pourquoi, ni jusqu’à quand cela va durer"
    alone = " ".join(f"mot{n} autre{n} encore{n}" for n in range(40))
    found = near_duplicates([core, added, f"{core} {alone}"])
    assert found == [(0, 1, 0.8)]


def test_a_wording_that_a_crowd_shares_is_tied_to_its_first() -> None:
    found = near_duplicates(["Rendez-nous le réseau, s’il vous plaît"] * 200)
    assert found == [(0, other, 1.0) for other in range(1, 200)]


def test_a_threshold_that_means_nothing_is_refused() -> None:
    for threshold in (0, -1, 1.01):
        with pytest.raises(ValueError, match="threshold"):
            near_duplicates(["a"], threshold=threshold)


@given(TEXTS)
def test_pairs_are_ordered_above_the_threshold_and_equal_texts_are_among_them(
    texts: list[str],
) -> None:
    found = near_duplicates(texts)
    assert found == sorted(found)
    assert all(i < j and 0.42 <= likeness <= 1 for i, j, likeness in found)
    met = {(i, j) for i, j, _ in found}
    for i, one in enumerate(texts):
        for j in range(i + 1, len(texts)):
            if one and one == texts[j]:
                assert (i, j, 1.0) in found
            elif (i, j) not in met and one and texts[j]:
                assert jaccard(one, texts[j]) < 0.6  # missed, if ever, near the threshold only
    assert near_duplicates(texts) == found


@given(TEXTS, st.randoms(use_true_random=False))
def test_the_order_of_the_texts_does_not_matter(texts: list[str], draw) -> None:
    order = list(range(len(texts)))
    draw.shuffle(order)
    shuffled = near_duplicates([texts[at] for at in order])
    told = sorted((*sorted((order[i], order[j])), likeness) for i, j, likeness in shuffled)
    assert told == near_duplicates(texts)


@pytest.mark.skipif(not FOLDER.exists(), reason="the public sets are not beside the repository")
def test_altered_copies_are_found_and_little_else() -> None:
    texts, truth = with_copies(2000, 300, seed=5)
    found = {(i, j) for i, j, _ in near_duplicates(texts)}
    assert len(found & truth.keys()) >= 0.97 * len(truth)
    assert len(found & truth.keys()) >= 0.98 * len(found)


def test_the_lists_of_others_do_without_the_extra() -> None:
    code = (
        "import sys; sys.modules['numpy'] = None\n"
        "from arpent.text import fold, near_duplicates, MissingExtra\n"
        "fold('É')\n"
        "try: near_duplicates(['a'])\n"
        "except MissingExtra as error: print(error)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert "maillage[analysis]" in said
    assert issubclass(MissingExtra, Exception)
