"""What is left of a table never says what is hidden. The checker solves for it, as a reader could.

Each hidden small cell: the least and the most that it can be, over every table of whole numbers
that has the same shown cells (an integer programme, exact)."""

from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from arpent.tables import suppress
from arpent.tables._lattice import Lattice

FLAT = {"*": None, "a": "*", "b": "*", "c": "*"}
PAIR = {"*": None, "x": "*", "y": "*"}
NESTED = {"*": None, "N": "*", "S": "*", "n1": "N", "n2": "N", "s1": "S", "s2": "S"}
SHAPES = [(FLAT,), (FLAT, PAIR), (NESTED, FLAT), (PAIR, PAIR, FLAT), (NESTED, PAIR, PAIR)]


def feasible(counts, dimensions, told, cell):
    """(least, most) that `cell` may be for whoever reads `told`."""
    trees = Lattice(counts, dimensions).trees
    leaves = list(product(*[tree.all_leaves for tree in trees]))

    def row(wanted):
        return [
            float(all(w in tree.above(c) for w, c, tree in zip(wanted, leaf, trees, strict=True)))
            for leaf in leaves
        ]

    rows = [row(each) for each in told]
    limits = list(told.values())
    known = [LinearConstraint(np.array(rows), limits, limits)] if rows else []
    ends = []
    for way in (1, -1):
        found = milp(
            way * np.array(row(cell)),
            constraints=known,
            bounds=Bounds(0, 1_000),
            integrality=np.ones(len(leaves)),
        )
        assert found.success
        ends.append(round(way * found.fun))
    return tuple(ends)


@st.composite
def tables(draw):
    dimensions = draw(st.sampled_from(SHAPES))
    leaves = product(*[Lattice({}, [each]).trees[0].all_leaves for each in dimensions])
    some = st.one_of(st.just(0), st.integers(0, 6), st.integers(0, 60))
    return {leaf: draw(some) for leaf in leaves}, dimensions


@settings(max_examples=60, deadline=None)
@given(tables())
@example(({("a",): 4}, (FLAT,)))
@example(({("a", "x"): 1, ("b", "x"): 10, ("a", "y"): 10}, (FLAT, PAIR)))
@example(({("n1", "a"): 3, ("n2", "a"): 1, ("s1", "b"): 40}, (NESTED, FLAT)))
def test_nothing_small_can_be_found_again(table):
    counts, dimensions = table
    done = suppress(counts, dimensions)
    values = Lattice(counts, dimensions).values()
    assert {cell for cell, n in values.items() if 0 < n < 5} == done.small
    assert done.values == {cell: n for cell, n in values.items() if cell not in done.hidden}
    for cell in done.small:
        least, most = feasible(counts, dimensions, done.values, cell)
        assert least < values[cell]
        assert most >= 5
    assert done == suppress(counts, dimensions)


def test_two_small_ones_whose_sum_shows_need_a_third():
    """1 and 2 hidden alone in their line are 3 for whoever subtracts: both are then under five."""
    counts = {("a",): 1, ("b",): 2, ("c",): 30}
    done = suppress(counts, [FLAT])
    assert done.beside == {("c",)}


def test_a_table_without_anything_small_is_left_as_it_is():
    counts = {("a", "x"): 12, ("b", "y"): 5}
    done = suppress(counts, [FLAT, PAIR])
    assert not done.hidden
    assert done.values["c", "*"] == 0


def test_silence_is_hidden_last():
    """A zero could have hidden the one beside it for nothing; it is what the table is read for."""
    counts = {("a", "x"): 3, ("b", "x"): 9, ("a", "y"): 40, ("b", "y"): 40, ("c", "y"): 40}
    done = suppress(counts, [FLAT, PAIR])
    assert done.values["c", "x"] == 0


def test_what_everybody_knows_to_be_empty_protects_nothing():
    counts = {("a", "x"): 3, ("a", "y"): 40, ("b", "y"): 6, ("c", "y"): 40, ("c", "x"): 40}
    freely = suppress(counts, [FLAT, PAIR])
    never = {("b", "x")}
    done = suppress(
        counts, [FLAT, PAIR], never=never, worth=lambda cell, n: 1 if "b" in cell else 9
    )
    assert ("b", "x") not in done.hidden
    assert freely.small == done.small == {("a", "x")}


def test_cells_that_never_leave_are_no_help_to_who_reads_and_cost_nothing():
    """Only the totals by one of two dimensions leave."""
    counts = {("a", "x"): 3, ("b", "x"): 9, ("c", "y"): 8}

    def published(cell):
        return "*" in cell

    done = suppress(counts, [FLAT, PAIR], published=published)
    assert all("*" in cell for cell in done.hidden | done.values.keys())
    least, most = feasible(counts, [FLAT, PAIR], done.values, ("a", "*"))
    assert least < 3
    assert most >= 5


@pytest.mark.parametrize(
    ("counts", "dimensions"),
    [
        ({("*",): 3}, [FLAT]),
        ({("a",): -1}, [FLAT]),
        ({("z",): 1}, [FLAT]),
        ({}, [{"a": None, "b": None}]),
        ({}, [{"a": None, "b": "z"}]),
    ],
)
def test_what_is_no_table_is_refused(counts, dimensions):
    with pytest.raises(ValueError, match=r"."):
        suppress(counts, dimensions)
