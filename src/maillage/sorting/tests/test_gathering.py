"""What is proposed, in which order, and what never is: plain data, no table, no library."""

import random

from maillage.sorting.gathering import Kept, Read, copies_among, propose

NOTHING = Kept({}, {})


def read(card, words="", term="", finding=None):
    return Read(card, words or f"digest {card}", {term: 1.0} if term else {}, finding)


def proposed(cards, kept=NOTHING, findings=(), copies=(), tables=(), near=None):
    told = {"findings": dict(findings), "copies": copies, "tables": tables}
    found = propose(cards, **told, kept=kept, near=near)
    return [(one.finding, sorted(one.cards), one.reasons) for one in found]


def test_same_words_same_term_and_what_a_workshop_gathered_the_most_spared_first():
    cards = [read(1, "a"), read(2, "a"), *(read(n, term="zone blanche") for n in (3, 4, 5, 6))]
    cards += [read(7), read(8), read(9)]
    found = proposed(cards, tables=[("Atelier de Nantes", [7, 8])])
    assert found == [
        (None, [3, 4, 5, 6], ["term:zone blanche"]),
        (None, [1, 2], ["same_words"]),
        (None, [7, 8], ["workshop:Atelier de Nantes"]),
    ]


def test_what_is_near_a_finding_joins_it_rather_than_open_another():
    placed = [read(1, "a", finding=10), read(2, "b", "fibre", finding=11)]
    new = [read(3, "a"), read(4, term="fibre"), read(5, "c"), read(6, "d")]
    found = proposed(
        placed + new, findings={10: "", 11: "fibre"}, copies=[(1, 5, 0.9)], tables=[("A", [2, 6])]
    )
    assert found == [
        (10, [3, 5], ["same_words", "copy:0.90"]),
        (11, [4, 6], ["workshop:A", "term:fibre"]),
    ]


def test_what_was_refused_is_not_proposed_again_whatever_the_reason():
    cards = [read(n, "same", "fibre") for n in (1, 2, 3)] + [read(9, finding=10)]
    apart = Kept({1: {2, 3}, 2: {1, 3}, 3: {1, 2}}, {})
    assert proposed(cards, apart, copies=[(1, 2, 1.0)], tables=[("A", [1, 2, 3])]) == []
    never = Kept({}, {n: {10} for n in (1, 2, 3)})
    assert [one[0] for one in proposed(cards, never, findings={10: "fibre"})] == [None]


class Model:
    def nearest(self, wanted, among):
        return {3: (1, 0.71)} if 3 in wanted and 1 in among else {}

    def bundles(self, cards):
        return [[(card, 0.6) for card in cards]]


def test_the_model_speaks_last_and_says_how_near():
    cards = [read(1, term="fibre"), read(2, term="fibre"), read(3), read(4), read(5)]
    assert proposed(cards, near=Model()) == [
        (None, [1, 2, 3], ["term:fibre", "near:0.71"]),
        (None, [4, 5], ["near:0.60"]),
    ]
    apart = Kept({3: {2}, 2: {3}, 4: {5}, 5: {4}}, {})
    found = proposed(cards, apart, near=Model())
    assert not any({3, 2} <= set(one[1]) or {4, 5} <= set(one[1]) for one in found)


def test_copies_without_a_library_are_those_that_comparing_all_pairs_finds():
    drawn = random.Random(4)
    words = [f"mot{n}" for n in range(60)]
    texts = [" ".join(drawn.choices(words, k=drawn.randint(1, 9))) for _ in range(120)]
    for text in texts[:40]:
        at = drawn.randrange(len(text))
        texts.append(text[:at] + "x" + text[at + 1 :])
    texts += [texts[0], "", ""]

    def pieces(text):
        return {text[at : at + 5] for at in range(max(1, len(text) - 4))}

    wanted = {
        (i, j)
        for j, one in enumerate(texts)
        for i, other in enumerate(texts[:j])
        if one and other and one != other
        and len(pieces(one) & pieces(other)) / len(pieces(one) | pieces(other)) >= 0.6
    }  # fmt: skip
    found = {(i, j) for i, j, likeness in copies_among(texts) if likeness < 1}
    assert found <= wanted and {p for p in wanted if max(p) < 160} <= found
    assert (0, 160, 1.0) in copies_among(texts)
