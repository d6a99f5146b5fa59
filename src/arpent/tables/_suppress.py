"""Which cells of a table of counts to hide, so that none under the threshold can be found again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from arpent.tables._lattice import Cell, Lattice

# How many ways are looked at along each dimension before all of them are.
REACH = 8
# A zero says that nobody is there, which is what a table of silence is read for: hiding it loses as
# much as hiding this many times the threshold.
ZERO_WORTH = 10


@dataclass(frozen=True, slots=True)
class Suppressed:
    """What may be published, and what is hidden: too small, or what would give that away.

    Whoever publishes shows both kinds of hidden cells alike: telling them apart says which is
    small.
    """

    values: dict[Cell, int]
    small: frozenset[Cell]
    beside: frozenset[Cell]

    @property
    def hidden(self) -> frozenset[Cell]:
        return self.small | self.beside


def suppress(
    counts: Mapping[Cell, int],
    dimensions: Sequence[Mapping[str, str | None]],
    *,
    threshold: int = 5,
    published: Callable[[Cell], bool] | None = None,
    never: Collection[Cell] = (),
    worth: Callable[[Cell, int], float] | None = None,
) -> Suppressed:
    """Hide what is under `threshold`, and as little else as is found to be enough.

    `counts`: of the narrowest cells, one code a dimension; what is not there is zero.
    `dimensions`: for each, {code: the code that holds it}, None above the one that holds all.
    `published`: which cells leave at all, totals included; all of them by default.
    `never`: narrowest cells that everybody knows to be empty. They stay shown, and protect nothing.
    `worth`: what is lost by hiding a cell; its count by default, so that totals go last.

    Afterwards nobody who reads all that is left, and knows that counts are whole and not negative,
    can tell that a small cell is under the threshold, nor that it is at least what it is.
    """
    if threshold < 2:
        raise ValueError("under a threshold of two nothing is small")
    lattice = Lattice(counts, dimensions)
    values = lattice.values()
    shown = {cell for cell in values if published is None or published(cell)}
    small = sorted((c for c in shown if 0 < values[c] < threshold), key=lattice.widest_first)
    table = _Table(lattice, values, shown, set(small), set(never), threshold, worth)
    for cell in small:
        table.protect(cell, 1, threshold - values[cell])
        table.protect(cell, -1, 1)
    kept = {c: values[c] for c in values if c in shown and c not in table.hidden}
    return Suppressed(kept, frozenset(small), frozenset(table.hidden) - frozenset(small))


@dataclass(frozen=True, slots=True)
class _Way:
    """Along one dimension: these codes gain what those lose. Alone, a leaf moves all above it."""

    signs: tuple[tuple[str, int], ...]
    leaves: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Move:
    """What one unit more (or less) in a cell takes from others, and every shown cell it changes."""

    cost: float
    step: int
    leaves: tuple[tuple[Cell, int], ...]
    touched: tuple[Cell, ...]


class _Table:
    def __init__(
        self,
        lattice: Lattice,
        values: Mapping[Cell, int],
        shown: set[Cell],
        hidden: set[Cell],
        never: set[Cell],
        threshold: int,
        worth: Callable[[Cell, int], float] | None,
    ) -> None:
        self.lattice, self.values, self.shown = lattice, values, shown
        self.hidden, self.never = hidden, never
        told = worth or self._usual_worth
        self.zero = ZERO_WORTH * threshold
        # What hiding each cell would still lose: a hidden one is there no longer.
        self.left = {cell: told(cell, values[cell]) for cell in shown if cell not in hidden}
        # As long as nothing more is hidden, the same cell moves the same ways.
        self.known_ways: dict[tuple[Cell, int, int | None], list[_Way]] = {}

    def protect(self, cell: Cell, sign: int, amount: int) -> None:
        """Hide what lets `cell` be `amount` more (or less) while all that is shown stays.

        Each move takes from some narrowest cells what it gives to others, so that every total is
        still the sum of its parts: what can be moved is a table that could as well be the true one.
        """
        moved = dict(self.lattice.counts)
        while amount > 0:
            move = self._best(cell, sign, amount, moved)
            for leaf, way in move.leaves:
                moved[leaf] = moved.get(leaf, 0) + way * move.step
            self.hidden.update(move.touched)
            for each in move.touched:
                if each in self.left:
                    del self.left[each]
                    self.known_ways.clear()
            amount -= move.step

    def _usual_worth(self, cell: Cell, count: int) -> float:
        """A total is worth all that it holds: hidden, it takes the sense of its parts away."""
        return (count or self.zero) * self.lattice.width(cell)

    def _best(self, cell: Cell, sign: int, amount: int, moved: Mapping[Cell, int]) -> _Move:
        best = self._box(cell, sign, amount, moved, REACH)
        if best is None:
            best = self._box(cell, sign, amount, moved, None)
        # A total is hidden only once what would spare it was looked at.
        if best is None or (best.cost and any(self.lattice.holds(t, cell) for t in best.touched)):
            best = self._transfer(cell, sign, amount, moved, best)
        if best is None:
            raise ValueError(f"nothing can hide {cell}: it is known to be empty around it")
        return best

    def _box(
        self, cell: Cell, sign: int, amount: int, moved: Mapping[Cell, int], reach: int | None
    ) -> _Move | None:
        """The corners of a box, some of which gain what the others lose: lines keep their sums."""
        best, least = None, float("inf")
        for box in product(*[self._ways(cell, at, reach) for at in range(len(cell))]):
            cost = self._cost(_cells(box), least)
            if cost >= least:
                continue
            leaves = tuple(_corners(box, sign))
            step = self._step(leaves, moved, amount)
            # One that must be made several times will need others like it.
            if step and cost * -(-amount // step) < least:
                least = cost * -(-amount // step)
                best = _Move(least, step, leaves, tuple(c for c in _cells(box) if c in self.shown))
                if not least:
                    break
        return best

    def _transfer(
        self, cell: Cell, sign: int, amount: int, moved: Mapping[Cell, int], best: _Move | None
    ) -> _Move | None:
        """From one narrowest cell to another, wherever: what holds both keeps its count."""
        inside = self.lattice.fullest(cell)
        above = self.lattice.above(inside)
        within = set(above)
        least = best.cost if best is not None else float("inf")
        for other in self.lattice.counts:
            around = set(self.lattice.above(other))
            if cell in around:
                continue
            changed = [c for c in above if c not in around]
            changed += [c for c in self.lattice.above(other) if c not in within]
            cost = self._cost(iter(changed), least)
            if cost >= least:
                continue
            leaves = ((inside, sign), (other, -sign))
            step = self._step(leaves, moved, amount)
            if step and cost * -(-amount // step) < least:
                least = cost * -(-amount // step)
                best = _Move(least, step, leaves, tuple(c for c in changed if c in self.shown))
        return best

    def _step(
        self, leaves: Sequence[tuple[Cell, int]], moved: Mapping[Cell, int], amount: int
    ) -> int:
        step = amount
        for leaf, way in leaves:
            if leaf in self.never:
                return 0
            if way < 0:
                step = min(step, moved.get(leaf, 0))
        return step

    def _cost(self, cells: Iterator[Cell], least: float) -> float:
        """What hiding them would lose; given up beyond the least."""
        cost, left = 0.0, self.left
        for cell in cells:
            if cell in left:
                cost += left[cell]
                if cost >= least:
                    break
        return cost

    def _ways(self, cell: Cell, at: int, reach: int | None) -> list[_Way]:
        """Which leaf of `cell` to move along a dimension, against which other one, or alone."""
        key = cell, at, reach
        if key not in self.known_ways:
            self.known_ways[key] = self._found_ways(cell, at, reach)
        return self.known_ways[key]

    def _found_ways(self, cell: Cell, at: int, reach: int | None) -> list[_Way]:
        tree, here = self.lattice.trees[at], cell[at]
        inside = tree.leaves(here)
        if reach is not None and len(inside) > reach:
            inside = sorted(inside, key=lambda leaf: -self.values[_with(cell, at, leaf)])[:reach]
        found = []
        for leaf in inside:
            if not tree.is_root(here):
                for other in self._cheapest(cell, at, leaf, reach):
                    signs = tree.between(leaf, other)
                    found.append(_Way(signs, ((leaf, 1), (other, -1))))
            found.append(_Way(tuple((code, 1) for code in tree.above(leaf)), ((leaf, 1),)))
        return found

    def _cheapest(self, cell: Cell, at: int, leaf: str, reach: int | None) -> list[str]:
        """The cheapest first: what comes after is given up sooner."""
        tree = self.lattice.trees[at]
        others = tree.leaves_outside(cell[at])
        lost, free = {}, []
        for other in others:
            lost[other] = self._lost(cell, at, tree.between(leaf, other))
            if not lost[other]:
                free.append(other)
                if len(free) == reach:
                    # Nothing is cheaper, and the first of equals come first.
                    return free
        return sorted(others, key=lost.__getitem__)[:reach]

    def _lost(self, cell: Cell, at: int, signs: Sequence[tuple[str, int]]) -> float:
        """A first guess at what this pair would hide: along its own line, the rest being still."""
        before, after, left = cell[:at], cell[at + 1 :], self.left
        lost = 0.0
        for code, _ in signs:
            lost += left.get((*before, code, *after), 0)
        return lost


def _cells(box: Sequence[_Way]) -> Iterator[Cell]:
    return product(*[[code for code, _ in way.signs] for way in box])


def _corners(box: Sequence[_Way], sign: int) -> Iterator[tuple[Cell, int]]:
    if len(box) == 2:
        # Most tables have two dimensions: spelt out, it takes a third of the time.
        for one, way in box[0].leaves:
            for other, also in box[1].leaves:
                yield (one, other), sign * way * also
        return
    for corner in product(*[way.leaves for way in box]):
        way = sign
        for _, each in corner:
            way *= each
        yield tuple(code for code, _ in corner), way


def _with(cell: Cell, at: int, code: str) -> Cell:
    return (*cell[:at], code, *cell[at + 1 :])
