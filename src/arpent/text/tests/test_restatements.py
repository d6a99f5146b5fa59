import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.text import Restatement, fold, restatements

PAIRS = json.loads(Path(__file__).with_name("restatement_pairs.json").read_text("utf-8"))
VOCABULARY = (
    "maintenance matériel matériels prêté familles zones blanches réseau élèves connexion connecter"
    " imprimer impressions de la des pour tablettes ordinateurs parents former formation numérique"
)
WORDS = VOCABULARY.split()
lines = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


def only(text: str, candidate: str) -> Restatement | None:
    found = restatements([text], [candidate])
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "candidate", "shared"),
    [
        pytest.param(
            "Développer dans chaque commune un point d'accès",
            "Développer un point d'accès dans chaque commune en s'appuyant sur les médiathèques,"
            " les centres sociaux.",
            ("Développer", "point", "accès", "commune"),
            id="a plan shortens a lever",
        ),
        pytest.param(
            "Maintenance des matériels",
            "Maintenance du matériel emprunté",
            ("Maintenance", "matériel"),
            id="plural",
        ),
        pytest.param(
            "Se connecter au collège",
            "Connexion au collège",
            ("Connexion", "collège"),
            id="a family the stemmer misses",
        ),
        pytest.param("Le numérique", "Numérique", ("Numérique",), id="a generic word, alone"),
    ],
)
def test_the_same_thing_in_other_words_is_found(
    text: str, candidate: str, shared: tuple[str, ...]
) -> None:
    found = only(text, candidate)
    assert found is not None
    assert (found.same_wording, found.shared) == (False, shared)


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        pytest.param("Accompagner les parents", "Maintenance du matériel emprunté", id="unrelated"),
        pytest.param("Matériel des élèves", "Le matériel", id="generic word and another subject"),
        pytest.param("Le numérique au collège", "Numérique et ruralité", id="generic word"),
        pytest.param("?!", "?!", id="nothing said"),
        pytest.param("", "Zones blanches", id="empty"),
    ],
)
def test_what_is_not_said_again_is_not_linked(text: str, candidate: str) -> None:
    assert only(text, candidate) is None


def test_one_wording_typed_otherwise_is_told_apart() -> None:
    assert restatements(["zones  BLANCHES."], ["Fibre", "Zones blanches", "Zones blanches"]) == [
        Restatement(0, 1, 1.0, True, ("Zones", "blanches"))
    ]


def test_a_line_without_topic_is_still_found_when_repeated() -> None:
    assert restatements(["Pour tous"], ["pour TOUS !"]) == [
        Restatement(0, 0, 1.0, True, ("pour", "TOUS"))
    ]


def test_at_equal_scores_the_first_candidate_is_suggested() -> None:
    found = restatements(["Prêt de tablettes"], ["Prêter les tablettes", "Les tablettes en prêt"])
    assert [suggestion.candidate for suggestion in found] == [0]


def test_shared_words_are_written_as_in_the_candidate() -> None:
    found = only("reseau mobile absent", "RÉSEAU mobile : le réseau ne passe pas")
    assert found is not None
    assert found.shared == ("RÉSEAU", "mobile")


@pytest.mark.parametrize("threshold", [0, -1, 1.1, float("nan")])
def test_a_threshold_that_means_nothing_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match="threshold"):
        restatements([], [], threshold=threshold)


def test_nothing_to_compare_gives_nothing() -> None:
    assert restatements([], ["Zones blanches"]) == []
    assert restatements(["Zones blanches"], []) == []


@given(st.lists(lines, max_size=6), st.lists(lines, max_size=8))
def test_scores_stay_in_bounds_and_texts_come_in_order(
    texts: list[str], candidates: list[str]
) -> None:
    found = restatements(texts, candidates)
    assert all(0 < suggestion.score <= 1 for suggestion in found)
    positions = [suggestion.text for suggestion in found]
    assert positions == sorted(set(positions))


@given(st.lists(lines | st.text(max_size=20), min_size=1, max_size=8), st.data())
def test_a_repeated_text_is_always_found(candidates: list[str], data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(candidates))
    found = restatements([text], candidates)
    assert bool(found) == bool(fold(text))
    assert all(suggestion.same_wording for suggestion in found)


@given(st.lists(lines, max_size=5), st.lists(lines, max_size=7), st.data())
def test_shuffling_candidates_only_permutes_their_positions(
    texts: list[str], candidates: list[str], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(candidates))))
    before = restatements(texts, candidates)
    after = restatements(texts, [candidates[index] for index in order])
    assert [(s.text, s.score, s.same_wording) for s in before] == [
        (s.text, s.score, s.same_wording) for s in after
    ]
    for one, other in zip(before, after, strict=True):
        tied = [
            c
            for c, line in enumerate(candidates)
            if any(s.score == one.score for s in restatements([texts[one.text]], [line]))
        ]
        if len(tied) == 1:
            assert order[other.candidate] == one.candidate


def test_two_processes_answer_alike() -> None:
    # A set of words has another order in each process: a sum over it must not show.
    script = (
        "import json, sys; from arpent.text import restatements as r;"
        "p = json.load(open(sys.argv[1], encoding='utf-8'))['tuning'];"
        "print([(s.text, s.candidate, s.score) for s in"
        " r([x['text'] for x in p], [x['candidate'] for x in p], threshold=.05)])"
    )
    path = str(Path(__file__).with_name("restatement_pairs.json"))
    answers = {
        subprocess.run(
            [sys.executable, "-c", script, path],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("half", "right", "wrong"),
    [pytest.param("tuning", 17, 1, id="tuning"), pytest.param("held_out", 13, 3, id="held out")],
)
def test_quality_is_the_one_the_documentation_states(half: str, right: int, wrong: int) -> None:
    pairs = PAIRS[half]
    found = restatements([p["text"] for p in pairs], [p["candidate"] for p in pairs])
    hits = [s for s in found if s.candidate == s.text and pairs[s.text]["same"]]
    assert (len(hits), len(found) - len(hits)) == (right, wrong)
