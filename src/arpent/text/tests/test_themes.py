import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arpent.text import LexicalEncoder, themes

LEXICAL = LexicalEncoder()
PLACED = [
    ("pas de réseau au village", "connexion"),
    ("la fibre n’arrive pas", "connexion"),
    ("les ordinateurs sont trop vieux", "équipement"),
    ("un ordinateur pour trois élèves", "équipement"),
    ("les professeurs ne sont pas formés", "formation"),
    ("former les enseignants aux outils", "formation"),
]
SAID = st.sampled_from([text for text, _ in PLACED] + ["", "rien à voir", "réseau et ordinateurs"])


def test_a_text_goes_where_people_put_its_likes() -> None:
    found = themes(["le réseau du village", "ordinateurs vieux"], PLACED, encoder=LEXICAL)
    assert [one.themes[0][0] for one in found] == ["connexion", "équipement"]


def test_a_text_may_have_two_themes_and_a_strange_one_is_left_to_people() -> None:
    two, strange = themes(
        ["réseau fibre village ordinateurs vieux élèves", "zzz"], PLACED, encoder=LEXICAL, least=0.2
    )
    assert {name for name, _ in two.themes} >= {"connexion", "équipement"}
    assert strange.abstains


@settings(deadline=None, max_examples=20)
@given(st.lists(SAID, max_size=6))
def test_probabilities_are_ordered_and_add_up_to_one_at_most(texts: list[str]) -> None:
    found = themes(texts, PLACED, encoder=LEXICAL, least=0)
    assert len(found) == len(texts)
    for one in found:
        values = [value for _, value in one.themes]
        assert values == sorted(values, reverse=True)
        assert sum(values) == pytest.approx(1, abs=1e-3)
        assert one.abstains == (values[0] < 0.5)


def test_titles_alone_place_a_text_with_what_the_thesaurus_knows() -> None:
    titles = ["Zones blanches", "Coût de la connexion", "Formation des enseignants"]
    said = ["chez nous on ne capte rien", "forfait trop cher", "les profs pas formés"]
    found = themes(said, titles=titles, encoder=LEXICAL)
    assert [one.themes[0][0] for one in found] == titles
    assert themes(said, titles=titles, encoder=LEXICAL) == found


def test_the_answer_is_what_it_was() -> None:
    golden = json.loads((Path(__file__).parent / "golden_themes.json").read_text("utf-8"))
    found = themes(golden["texts"], [tuple(pair) for pair in golden["examples"]], encoder=LEXICAL)
    told = [[[name, round(value, 2)] for name, value in one.themes] for one in found]
    assert told == golden["themes"]
    assert [one.abstains for one in found] == golden["abstains"]


def test_one_theme_alone_or_a_strange_threshold_is_refused() -> None:
    with pytest.raises(ValueError, match="two themes"):
        themes(["a"], PLACED[:2], encoder=LEXICAL)
    with pytest.raises(ValueError, match=r"\[0, 1\]"):
        themes(["a"], PLACED, encoder=LEXICAL, confidence=2)
