"""What the engines owe each other: with numba or without, here or on a cluster, and by HiGHS."""

import subprocess
import sys
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from arpent.geo import (
    Network,
    Reach,
    maximal_coverage,
    p_median,
    smallest_cover,
    straight,
    travel_times,
)
from arpent.geo._jit import sized
from arpent.geo._siting_bound import knapsack, reaching
from arpent.geo._siting_branch import Choice
from arpent.geo._siting_cover import Cover, built, narrowed, undominated
from arpent.geo._siting_coverage import Found
from arpent.geo._siting_median import _Part
from arpent.geo._siting_model import Model
from arpent.geo._siting_result import SitingError
from arpent.geo._siting_starts import Chances, least, most
from arpent.geo._siting_swaps import _interchange, cost, swapped


def scattered(seed: int, sites: int, demands: int, radius: float) -> tuple[Reach, Any]:
    """Sites and people on a square of 100."""
    draw = np.random.default_rng(seed)
    near = straight(draw.random((demands, 2)) * 100, draw.random((sites, 2)) * 100, limit=radius)
    weights = draw.integers(1, 30, demands).astype(float)
    return Reach(near.indptr, near.points, near.size), weights


def by_highs(reach: Reach, weights: Any, p: int) -> float:
    """The textbook model, nothing merged, nothing fixed."""
    model = Model()
    sites = model.variables(np.zeros(reach.candidates), 1.0, whole=True)
    rows = model.variables(-weights, 1.0, whole=False)
    model.enter(model.constraints(np.array([0.0]), np.array([float(p)])), sites, 1.0)
    covered = model.constraints(np.full(len(rows), -np.inf), np.zeros(len(rows)))
    model.enter(covered, rows, 1.0)
    columns = np.repeat(sites, np.diff(reach.indptr))
    model.enter(covered[reach.demands], columns, -1.0)
    answer = model.solve(seconds=30, gap=0, seed=0)
    assert answer.optimal
    return -answer.bound


@pytest.mark.parametrize(("seed", "radius", "p"), [(0, 12, 6), (1, 20, 5), (2, 30, 4)])
def test_the_optimum_of_hundreds_of_demands_is_that_of_highs(
    seed: int, radius: float, p: int
) -> None:
    reach, weights = scattered(seed, 60, 400, radius)
    found = maximal_coverage(reach, weights, p, seconds=30, gap=0)
    assert found.proved
    assert found.certificate == "relaxation lagrangienne recalculée"
    assert found.value == pytest.approx(by_highs(reach, weights, p))


def problem(seed: int = 0) -> Cover:
    reach, weights = scattered(seed, 40, 300, 25)
    nobody = np.empty(0, dtype=np.int64)
    return built(reach.indptr, reach.demands, weights, np.ones(40), nobody)


def test_merging_and_narrowing_keep_every_value() -> None:
    reach, weights = scattered(0, 40, 300, 25)
    cover = problem()
    draw = np.random.default_rng(5)
    assert len(cover.weights) < 300
    for _ in range(20):
        opened = draw.random(40) < 0.15
        reached = np.zeros(300, dtype=bool)
        reached[reach.demands[np.repeat(opened, np.diff(reach.indptr))]] = True
        assert cover.value(opened) == weights[reached].sum()
        sure = opened & (draw.random(40) < 0.5)
        smaller = narrowed(cover, sure, opened)
        assert smaller.value(np.ones(len(smaller.ids), dtype=bool)) == cover.value(opened)


def test_a_bound_is_a_bound_at_any_price() -> None:
    cover, draw = problem(), np.random.default_rng(2)
    opened = np.zeros(40, dtype=bool)
    for _ in range(50):
        opened[:] = False
        opened[draw.choice(40, 4, replace=False)] = True
        prices = draw.random(len(cover.weights)) * cover.weights
        bound = reaching(cover, 4.0, prices)
        assert bound.value >= cover.value(opened)
        # Any choice pays, off the bound, what it does otherwise than the relaxed one.
        other = opened != (bound.taken == 1)
        if other.any():
            assert bound.value - bound.reduced[other].max() >= cover.value(opened) - 1e-9


def test_the_best_fraction_of_a_budget_is_taken() -> None:
    taken, reduced = knapsack(np.array([6.0, 5.0, 1.0]), np.array([2.0, 5.0, 1.0]), 4.0)
    assert taken.tolist() == [1, 0.4, 0]
    assert reduced.tolist() == [4, 0, 0]


def test_a_candidate_inside_another_is_left_out_unless_it_is_cheaper() -> None:
    reach = Reach.of([[0, 1], [1], [1, 2], [2, 1]], 3)
    nobody = np.empty(0, dtype=np.int64)
    for costs, kept in (([1, 1, 1, 1], [0, 2]), ([2, 1, 2, 1], [0, 3])):
        given = built(reach.indptr, reach.demands, np.ones(3), np.array(costs, float), nobody)
        assert undominated(given).ids.tolist() == kept


def test_a_cover_of_hundreds_is_proved() -> None:
    reach, weights = scattered(3, 60, 300, 30)
    whole = smallest_cover(reach, seconds=20)
    most = smallest_cover(reach, weights=weights, share=0.9, seconds=20)
    assert whole.proved
    assert most.proved
    assert whole.reached == 300
    assert most.reached >= 0.9 * weights.sum()
    assert most.value < whole.value
    # No choice of one place fewer reaches the share, by another engine.
    fewer = maximal_coverage(reach, weights, int(most.value) - 1, seconds=20, gap=0)
    assert fewer.bound < 0.9 * weights.sum()


WITHOUT_NUMBA = """
import sys
from arpent.geo.tests.test_siting_engines import said
print(said())
assert "numba" not in sys.modules, "a small problem is not worth its import"
for name in [name for name in sys.modules if name.startswith("arpent")]:
    del sys.modules[name]
sys.modules["numba"] = None
from arpent.geo.tests.test_siting_engines import said
print(said())
"""


def said() -> str:
    """What everything finds on a small case, to the last bit."""
    reach, weights = scattered(4, 25, 80, 25)
    one = maximal_coverage(reach, weights, 4, seconds=60, gap=0)
    draw = np.random.default_rng(0)
    ways = draw.integers(1, 90, (9, 20)).astype(float)
    two = p_median(ways, weights[:20], 3, seconds=60, gap=0)
    xy = draw.random((30, 2)) * 1000
    ends = draw.integers(0, 30, (2, 90))
    times = travel_times(xy, xy[:4], Network.of(xy, *ends, draw.random(90) * 60), minutes=4)
    return repr(
        (one.chosen, one.bound, two.chosen, two.bound, times.costs.sum(), times.points.sum())
    )


def test_compiled_or_not_and_without_numba_everything_is_the_same(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "said.py"
    script.write_text(WITHOUT_NUMBA, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    monkeypatch.setattr("arpent.geo._jit._SMALL", 0)
    assert done.stdout.splitlines() == [said(), said()]


@pytest.mark.parametrize(("best", "value", "bound"), [(most, 7.0, 8.0), (least, 4.0, 3.5)])
def test_of_several_starts_the_best_choice_and_the_tightest_bound_are_kept(
    best: Any, value: float, bound: float
) -> None:
    answers = {
        5: Found(np.array([0]), 4.0, 9.0, "the first"),
        6: Found(np.array([1]), 7.0, 8.5, "the second"),
        7: Found(np.array([2]), 7.0, 8.0, "the third"),
    }
    lower = {5: 3.0, 6: 3.5, 7: 3.2}
    told = {seed: replace(one, bound=lower[seed]) for seed, one in answers.items()}
    told = answers if best is most else told
    found = best(told.__getitem__, Chances(1.0, 0.0, 5, 3, None))
    tightest = (min if best is most else max)(told.values(), key=lambda one: one.bound)
    assert found.value == value
    assert found.bound == tightest.bound == bound
    assert found.certificate == tightest.certificate
    # Of equal choices the first.
    assert found.opened.tolist() == ([1] if best is most else [0])


def test_starts_are_searched_with_their_own_seeds() -> None:
    reach, weights = scattered(7, 60, 150, 14)
    each = [maximal_coverage(reach, weights, 8, seed=seed, gap=0.05) for seed in range(3)]
    found = maximal_coverage(reach, weights, 8, starts=3, gap=0.05)
    assert found.value == max(one.value for one in each)
    with pytest.raises(SitingError, match="1 à 1000"):
        maximal_coverage(reach, weights, 8, starts=0)


def test_swaps_are_the_same_compiled_or_by_blocks_and_leave_none_that_is_better() -> None:
    draw = np.random.default_rng(5)
    for case in range(60):
        sites, demands = draw.integers(2, 70, 2)
        p = int(draw.integers(1, sites))
        base = draw.integers(1, 40, demands) if case % 2 else draw.random(demands)
        ways = draw.integers(0, 30, (sites, demands)) if case % 2 else draw.random((sites, demands))
        base, ways = base.astype(float), np.minimum(ways, base).astype(float)
        opened = draw.permutation(sites)[:p]
        as_compiled = opened.copy()
        with sized(-np.inf):  # small: nothing is compiled
            found = swapped(ways, base, opened)
            _interchange(ways, base, as_compiled)  # the kernel, as it reads
        assert found.tolist() == as_compiled.tolist()
        total = cost(ways, base, found)
        for place in range(p):
            others = np.delete(found, place)
            rest = np.minimum(base, ways[others].min(axis=0, initial=np.inf))
            assert np.minimum(ways, rest).sum(axis=1).min() >= total - 1e-8


def test_what_the_bound_proposes_is_swapped_until_nothing_is_better() -> None:
    draw = np.random.default_rng(11)
    ways = np.ceil(np.abs(draw.random((40, 1)) - draw.random(90)) * 60)
    base = np.full(90, 1e4)
    everyone, nobody = np.arange(40), np.empty(0, dtype=np.int64)
    part = _Part(
        ways, base, 12, everyone, nobody, np.inf,
        np.full(90, 5.0), np.empty(0), Choice(nobody, -np.inf), 0.0,
    )  # fmt: skip
    with sized(-np.inf):
        choice = part.bounded(-1e9, np.inf, 20, 1.0)[0].choice
        assert swapped(ways, base, choice.opened).tolist() == choice.opened.tolist()
