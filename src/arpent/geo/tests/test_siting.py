"""Against every choice there is, on small cases; then what must always hold."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest

from arpent.geo import (
    NoCover,
    Reach,
    SitingError,
    Slot,
    maximal_coverage,
    p_median,
    smallest_cover,
    with_slots,
)


def drawn(seed: int, candidates: int = 7, demands: int = 12) -> tuple[list[list[int]], Any, Any]:
    generator = np.random.default_rng(seed)
    sets = [np.flatnonzero(generator.random(demands) < 0.3).tolist() for _ in range(candidates)]
    return sets, generator.integers(0, 20, demands).astype(float), generator


def choices(candidates: int, most: int, existing: tuple[int, ...] = ()) -> Any:
    free = [j for j in range(candidates) if j not in existing]
    for p in range(min(most, len(free)) + 1):
        yield from combinations(free, p)


def weight(sets: list[list[int]], weights: Any, chosen: Any) -> float:
    return float(sum(weights[i] for i in set().union(*(sets[j] for j in chosen))))


@pytest.mark.parametrize("seed", range(12))
def test_no_choice_reaches_more(seed: int) -> None:
    sets, weights, generator = drawn(seed)
    existing = (2,) if seed % 2 else ()
    costs = generator.integers(0, 5, 7).astype(float)
    reach = Reach.of(sets, 12)

    found = maximal_coverage(reach, weights, 3, existing=existing)
    best = max(weight(sets, weights, (*c, *existing)) for c in choices(7, 3, existing))
    assert found.reached == found.value == found.bound == best
    assert found.proved
    assert weight(sets, weights, (*found.chosen, *existing)) == best

    for budget in (0, 2, 6):
        found = maximal_coverage(
            reach, weights, existing=existing, costs=costs, budget=budget, gap=0
        )
        best = max(
            weight(sets, weights, (*c, *existing))
            for c in choices(7, 7, existing)
            if costs[list(c)].sum() <= budget
        )
        assert found.value == best
        assert found.bound == best
        assert costs[list(found.chosen)].sum() <= budget


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("share", [1.0, 0.6])
def test_no_fewer_places_reach_as_much(seed: int, share: float) -> None:
    sets, weights, generator = drawn(seed)
    existing = (1,) if seed % 2 else ()
    costs = generator.integers(1, 5, 7).astype(float)
    weights[[i for i in range(12) if not any(i in one for one in sets)]] = 0
    need = share * weights.sum() - 1e-9
    for prices in (np.ones(7), costs):
        found = smallest_cover(
            Reach.of(sets, 12), weights=weights, share=share, existing=existing,
            costs=None if prices[0] == 1 and prices.max() == 1 else prices,
        )  # fmt: skip
        best = min(
            prices[list(c)].sum()
            for c in choices(7, 7, existing)
            if weight(sets, weights, (*c, *existing)) >= need
        )
        assert found.value == found.bound == best
        assert found.reached >= need


@pytest.mark.parametrize("seed", range(12))
def test_no_choice_makes_the_way_shorter(seed: int) -> None:
    generator = np.random.default_rng(seed)
    ways = generator.integers(1, 50, (7, 12)).astype(float)
    weights = generator.integers(0, 20, 12).astype(float)
    existing = (3,) if seed % 2 else ()
    beyond = 15.0 if seed % 3 else None

    def cost(chosen: Any) -> float:
        nearest = ways[list(chosen)].min(axis=0) if chosen else np.full(12, np.inf)
        return float((np.minimum(nearest, beyond or np.inf) * weights).sum())

    found = p_median(ways, weights, 3, existing=existing, beyond=beyond)
    best = min(cost((*c, *existing)) for c in choices(7, 3, existing) if c)
    assert found.value == pytest.approx(best)
    assert found.proved
    assert cost((*found.chosen, *existing)) == pytest.approx(best)


def served(sets: list[list[int]], weights: Any, seats: Any, chosen: Any) -> float:
    """Most people that these places serve: least, over groups of places, of what limits them."""
    least = np.inf
    for size in range(len(chosen) + 1):
        for full in combinations(chosen, size):
            others = [j for j in chosen if j not in full]
            least = min(least, sum(seats[j] for j in full) + weight(sets, weights, others))
    return float(least)


@pytest.mark.parametrize("seed", range(12))
def test_no_choice_serves_more_within_the_seats(seed: int) -> None:
    sets, weights, generator = drawn(seed)
    seats = generator.integers(5, 40, 7).astype(float)
    existing = (2,) if seed % 2 else ()
    found = maximal_coverage(
        Reach.of(sets, 12), weights, 2, existing=existing, capacities=seats, gap=0
    )
    best = max(served(sets, weights, seats, (*c, *existing)) for c in choices(7, 2, existing))
    assert found.value == pytest.approx(best)
    assert found.bound == pytest.approx(best)
    assert (found.by_candidate <= seats).all()
    assert found.by_candidate.sum() == pytest.approx(found.reached) == pytest.approx(best)


@pytest.mark.parametrize("seed", range(6))
def test_a_way_with_seats_is_at_most_as_short_as_without(seed: int) -> None:
    generator = np.random.default_rng(seed)
    ways = generator.integers(1, 50, (6, 10)).astype(float)
    weights = generator.integers(1, 9, 10).astype(float)
    wide = p_median(ways, weights, 3, capacities=np.full(6, weights.sum()))
    assert wide.value == pytest.approx(p_median(ways, weights, 3).value)
    tight = p_median(ways, weights, 3, capacities=np.full(6, weights.sum() / 3 + 1))
    assert tight.value >= wide.value
    assert tight.reached == pytest.approx(weights.sum())
    assert tight.by_candidate.max() <= weights.sum() / 3 + 1


def test_an_open_library_reaches_only_those_who_are_free() -> None:
    reach = Reach.of([[0, 1, 2], [0, 1, 2], [2]], 3, how="5 km à vol d’oiseau")
    free = [Slot.WEDNESDAY_AFTERNOON, Slot.EVENING, Slot.WEDNESDAY_AFTERNOON | Slot.SATURDAY]
    opened = [Slot.WEDNESDAY_AFTERNOON, Slot.EVENING, Slot.SATURDAY]
    near = with_slots(reach, free, opened)
    lists = np.split(near.demands, near.indptr[1:-1])
    assert [one.tolist() for one in lists] == [[0, 2], [1], [2]]
    assert maximal_coverage(near, [10, 8, 1], 1).chosen == (0,)
    assert maximal_coverage(near, [10, 8, 1], 2).reached == 19
    assert near.how == "5 km à vol d’oiseau, aux heures d’ouverture"


@pytest.mark.parametrize("seed", range(4))
def test_one_candidate_more_never_reaches_less(seed: int) -> None:
    sets, weights, _ = drawn(seed, candidates=12, demands=40)
    reached = [
        maximal_coverage(Reach.of(sets[:n], 40), weights, 3, gap=0).value for n in range(3, 13)
    ]
    assert reached == sorted(reached)


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_rows_and_of_candidates_changes_nothing(seed: int) -> None:
    sets, weights, generator = drawn(seed, candidates=12, demands=40)
    rows, columns = generator.permutation(40), generator.permutation(12)
    moved = [[int(np.flatnonzero(rows == i)[0]) for i in sets[j]] for j in columns]
    one = maximal_coverage(Reach.of(sets, 40), weights, 3, gap=0)
    other = maximal_coverage(Reach.of(moved, 40), weights[rows], 3, gap=0)
    assert one.value == other.value


def test_the_gap_is_what_it_says_and_a_seed_gives_one_choice() -> None:
    sets, weights, _ = drawn(3, candidates=60, demands=800)
    reach = Reach.of(sets, 800)
    found = [maximal_coverage(reach, weights, 8, gap=0.05, seed=4) for _ in range(2)]
    assert found[0].chosen == found[1].chosen
    assert found[0].bound == found[1].bound
    assert found[0].bound >= found[0].reached
    assert found[0].gap == pytest.approx(1 - found[0].reached / found[0].bound)
    assert found[0].gap <= 0.05
    assert weight(sets, weights, found[0].chosen) == found[0].reached


def test_what_is_given_back_adds_up_and_reads_in_french() -> None:
    found = maximal_coverage(
        Reach.of([[0], [1, 2], [2]], 4), [1500.5, 2, 3, 4], 1, existing=[2], gap=0
    )
    assert (found.chosen, found.existing) == ((0,), (2,))
    assert found.assigned.tolist() == [0, -1, 2, -1]
    assert found.by_candidate.tolist() == [1500.5, 0, 3]
    assert str(found) == (
        "1 lieu à ouvrir ; 1\u202f503,5 atteints sur 1\u202f509,5 (99,6 %) ; optimum prouvé."
    )


REACH = Reach.of([[0, 1], [1, 2]], 3)
REFUSED = {
    "négative": lambda: maximal_coverage(REACH, [1, -1, 1], 1),
    "manque": lambda: maximal_coverage(REACH, [1, np.nan, 1], 1),
    "infinie": lambda: maximal_coverage(REACH, [1, np.inf, 1], 1),
    "3 nombres": lambda: maximal_coverage(REACH, [1, 1], 1),
    "des nombres": lambda: maximal_coverage(REACH, ["a", 1, 1], 1),
    "3 lieux à ouvrir, mais 2": lambda: maximal_coverage(REACH, [1, 1, 1], 3),
    "2 lieux à ouvrir, mais 1": lambda: maximal_coverage(REACH, [1, 1, 1], 2, existing=[0]),
    "entier positif": lambda: maximal_coverage(REACH, [1, 1, 1], -1),
    "budget avec des coûts": lambda: maximal_coverage(REACH, [1, 1, 1]),
    "coût par candidat": lambda: maximal_coverage(REACH, [1, 1, 1], budget=3),
    "demandent un budget": lambda: maximal_coverage(REACH, [1, 1, 1], 1, costs=[1, 1]),
    "budget doit": lambda: maximal_coverage(REACH, [1, 1, 1], budget=-1, costs=[1, 1]),
    "nommé deux fois": lambda: maximal_coverage(REACH, [1, 1, 1], 1, existing=[0, 0]),
    "candidat de 0 à 1": lambda: maximal_coverage(REACH, [1, 1, 1], 1, existing=[5]),
    "temps de calcul": lambda: maximal_coverage(REACH, [1, 1, 1], 1, seconds=0),
    "écart accepté": lambda: maximal_coverage(REACH, [1, 1, 1], 1, gap=2),
    "de 0 à 2": lambda: Reach.of([[3]], 3),
    "doivent croître": lambda: Reach(np.array([0, 2]), np.array([0]), 3),
    "part à atteindre": lambda: smallest_cover(REACH, share=0),
    "candidats, 3 demandes": lambda: p_median([[1, 2]], [1, 1, 1], 1),
    "NaN": lambda: p_median([[1, np.nan, 1]], [1, 1, 1], 1),
    "créneaux": lambda: with_slots(REACH, [1, 1], [1, 1]),
}


@pytest.mark.parametrize("message", REFUSED)
def test_what_cannot_be_is_refused_with_the_reason(message: str) -> None:
    with pytest.raises(SitingError, match=message):
        REFUSED[message]()


def test_who_is_out_of_every_reach_is_told() -> None:
    with pytest.raises(NoCover, match=r"66,7 % des personnes.*1 demandes"):
        smallest_cover(Reach.of([[0], [1]], 3))
    with pytest.raises(NoCover, match="3 personnes restent trop loin"):
        p_median([[1, np.inf], [2, np.inf]], [1, 3], 1)
    with pytest.raises(NoCover, match="sans place"):
        p_median([[1, 1], [2, 2]], [5, 5], 1, capacities=[7, 7])


def test_nothing_to_reach_is_no_accident() -> None:
    nothing = Reach.of([[], []], 2)
    assert maximal_coverage(nothing, [1, 2], 1).reached == 0
    assert maximal_coverage(nothing, [1, 2], 1, capacities=[1, 1]).proved
    assert maximal_coverage(Reach.of([], 0), [], 0).proved
    assert smallest_cover(Reach.of([[0]], 1), weights=[0]).chosen == ()
    assert maximal_coverage(REACH, [1, 1, 1], 0, existing=[0]).reached == 2
