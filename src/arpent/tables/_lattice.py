"""A table with all its totals: dimensions that nest, and the cells of their product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from math import prod

Cell = tuple[str, ...]


class Tree:
    """The codes of one dimension, each under the one that holds it, in the order given."""

    def __init__(self, parents: Mapping[str, str | None]) -> None:
        self.order = {code: rank for rank, code in enumerate(parents)}
        self.parents = parents
        roots = [code for code, parent in parents.items() if parent is None]
        if len(roots) != 1:
            raise ValueError("a dimension has one code above all the others")
        holding = set(parents.values())
        self.all_leaves = [code for code in parents if code not in holding]
        self._above = {code: self._climb(code) for code in parents}
        self.between = cache(self._between)
        self.leaves = cache(self._leaves)
        self.leaves_outside = cache(self._leaves_outside)
        self.held = {code: len(self.leaves(code)) for code in parents}

    def above(self, code: str) -> tuple[str, ...]:
        """The code, what holds it, and so on up to the root."""
        return self._above[code]

    def is_root(self, code: str) -> bool:
        return self.parents[code] is None

    def depth(self, code: str) -> int:
        return len(self._above[code])

    def _leaves(self, code: str) -> list[str]:
        return [leaf for leaf in self.all_leaves if code in self._above[leaf]]

    def _leaves_outside(self, code: str) -> list[str]:
        return [leaf for leaf in self.all_leaves if code not in self._above[leaf]]

    def _climb(self, code: str) -> tuple[str, ...]:
        steps: list[str] = []
        at: str | None = code
        while at is not None:
            if at in steps or at not in self.parents:
                raise ValueError(f"{code} is held by something that is not there, or by itself")
            steps.append(at)
            at = self.parents[at]
        return tuple(steps)

    def _between(self, leaf: str, other: str) -> tuple[tuple[str, int], ...]:
        """What changes when one unit goes from `other` to `leaf`: nothing above where they meet."""
        gains = [code for code in self._above[leaf] if code not in self._above[other]]
        loses = [code for code in self._above[other] if code not in self._above[leaf]]
        return (*((code, 1) for code in gains), *((code, -1) for code in loses))


class Lattice:
    def __init__(
        self, counts: Mapping[Cell, int], dimensions: Sequence[Mapping[str, str | None]]
    ) -> None:
        self.trees = [Tree(parents) for parents in dimensions]
        self.counts = {cell: count for cell, count in counts.items() if count}
        self._above = cache(self._climb)
        for cell, count in self.counts.items():
            known = len(cell) == len(self.trees) and all(
                code in tree.order and code in tree.all_leaves
                for code, tree in zip(cell, self.trees, strict=True)
            )
            if not known or count < 0:
                raise ValueError(f"{cell} is no narrowest cell of this table, or is negative")

    def values(self) -> dict[Cell, int]:
        """Every cell, totals included, in the order of the dimensions."""
        values = dict.fromkeys(product(*[tree.order for tree in self.trees]), 0)
        for cell, count in self.counts.items():
            for total in self.above(cell):
                values[total] += count
        return values

    def width(self, cell: Cell) -> int:
        """How many of the narrowest cells it holds."""
        return prod(tree.held[code] for tree, code in self._each(cell))

    def above(self, cell: Cell) -> tuple[Cell, ...]:
        """The cell and every total that it is part of."""
        return self._above(cell)

    def holds(self, total: Cell, cell: Cell) -> bool:
        """Is `total` wider than `cell`, which is part of it?"""
        ways = zip(self.trees, total, cell, strict=True)
        return total != cell and all(code in tree.above(part) for tree, code, part in ways)

    def fullest(self, cell: Cell) -> Cell:
        """The narrowest cell in it that counts most; the first of them, where several do."""
        best, most = tuple(tree.leaves(code)[0] for tree, code in self._each(cell)), 0
        for leaf, count in self.counts.items():
            if count > most and self.holds(cell, leaf):
                best, most = leaf, count
        return best if most else cell if cell in self.counts else best

    def _each(self, cell: Cell) -> Iterator[tuple[Tree, str]]:
        return zip(self.trees, cell, strict=True)

    def _climb(self, cell: Cell) -> tuple[Cell, ...]:
        return tuple(product(*[tree.above(code) for tree, code in self._each(cell)]))

    def widest_first(self, cell: Cell) -> tuple[int, ...]:
        """Totals before their parts: what hides them often hides the parts' neighbours too."""
        depth = sum(tree.depth(code) for tree, code in self._each(cell))
        return (depth, *(tree.order[code] for tree, code in self._each(cell)))
