"""Which words of a corrected sheet continue which."""

from maillage.voices.matching import pair


def test_equal_texts_pair_in_order_even_when_said_twice():
    assert pair(["a", "b", "a"], ["a", "a", "b"]) == ([(0, 0), (2, 1), (1, 2)], [], [])


def test_a_corrected_wording_continues_the_one_it_corrects():
    old = ["Zones blanches au bourg", "Matériel insuffisant"]
    new = ["Matériel insuffisant", "Zones blanches autour du bourg"]

    assert pair(old, new) == ([(1, 0), (0, 1)], [], [])


def test_two_ideas_are_not_a_correction_of_one_another():
    assert pair(["Zones blanches"], ["Formation des parents"]) == ([], [0], [0])


def test_the_likeliest_correction_is_settled_first():
    old = ["Prêt de tablettes aux familles"]
    new = ["Prêt de tablettes aux écoles", "Prêt des tablettes aux familles"]

    assert pair(old, new) == ([(0, 1)], [0], [])


def test_accents_and_case_make_no_other_idea():
    assert pair(["RESEAU INSTABLE"], ["Réseau instable"]) == ([(0, 0)], [], [])


def test_nothing_pairs_with_nothing():
    assert pair([], []) == ([], [], [])
    assert pair([], ["a"]) == ([], [0], [])
    assert pair(["a"], []) == ([], [], [0])
