"""Neighbours, Leiden, what people decided, names and quotes: the steps of ``groups``."""

import itertools
import math
import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

import igraph
import leidenalg
import numpy as np
from numpy.typing import NDArray

from arpent.text._fold import fold
from arpent.text._french import STOP_WORDS
from arpent.text._neighbours import Mapper, nearest
from arpent.text._vectors import unit
from arpent.text._words import NONE, stems

Rows = NDArray[np.float32]

_NEIGHBOURS = 20
_VAST = 100_000  # texts, past which fewer neighbours say the same
_FEWER = 15
_DRAWS = 5  # partitions of which the best is kept
_ITERATIONS = 4
_MANY = 3_000  # nodes, past which the quick engine draws the partition
_LARGE = 20_000  # texts, past which one draw says the same
_PAIRS = 1_000_000  # whose likeness is computed at once
_QUOTES = 3
_WORD = re.compile(r"[^\W\d_]{3,}")


class Communities:
    """The graph of n texts, made once; ``labels`` then costs a partition."""

    def __init__(
        self,
        rows: Rows,
        together: Sequence[tuple[int, int]],
        apart: Sequence[tuple[int, int]],
        start: Sequence[int | None] | None,
        seed: int,
        mapper: Mapper = map,
    ) -> None:
        self._rows = rows  # of length 1
        self._seed = seed
        # Texts that must stay together are one node of the graph.
        self._node = _merged(len(rows), together)
        self._nodes = max(self._node) + 1
        self._apart = [(self._node[one], self._node[other]) for one, other in apart]
        if any(one == other for one, other in self._apart):
            raise ValueError("what must be kept together must also be kept apart")
        self._graph, self._weights = self._drawn(mapper)
        # Node -> accepted group, for nodes that hold a text accepted before.
        self._held = {
            self._node[at]: group for at, group in enumerate(start or ()) if group is not None
        }

    def labels(self, resolution: float, *, quick: bool = False) -> list[int]:
        """The group of each text; groups numbered by decreasing size, then first text.

        ``quick``: one draw, and what was accepted at another resolution is left aside.
        """
        held = {} if quick else self._held
        draws = 1 if quick or self._nodes > _LARGE else _DRAWS
        found = (
            self._partition(resolution, held, self._seed * 1_000 + draw) for draw in range(draws)
        )
        best, _ = max(found, key=lambda one: one[1])
        members = self._separated(best)
        return _numbered([members[node] for node in self._node])

    def quotes(self, labels: Sequence[int]) -> list[tuple[int, ...]]:
        """Positions of the most central texts of each group."""
        at = np.asarray(labels)
        found = []
        for group in range(max(labels) + 1):
            members = np.flatnonzero(at == group)
            middle = self._rows[members].mean(axis=0)
            order = np.lexsort((members, -(self._rows[members] @ middle)))
            found.append(tuple(int(one) for one in members[order][:_QUOTES]))
        return found

    def _drawn(self, mapper: Mapper) -> tuple[igraph.Graph, list[float]]:
        node = np.asarray(self._node)
        here, there, weight = _neighbours(self._rows, self._seed, mapper)
        a, b = node[here], node[there]
        low, high = np.minimum(a, b), np.maximum(a, b)
        kept = low != high
        keys, place = np.unique(low[kept] * self._nodes + high[kept], return_inverse=True)
        # Two that name each other count once; nodes of several texts add up.
        total = np.bincount(place, weight[kept], len(keys))
        pairs = np.stack((keys // self._nodes, keys % self._nodes), axis=1)
        return igraph.Graph(self._nodes, pairs), total.tolist()

    def _partition(
        self, resolution: float, held: dict[int, int], seed: int
    ) -> tuple[list[int], float]:
        if not held and self._nodes > _MANY:
            return self._quick_partition(resolution, seed)
        optimiser = leidenalg.Optimiser()
        optimiser.set_rng_seed(seed)
        initial = fixed = None
        if held:
            known = {group: at for at, group in enumerate(sorted(set(held.values())))}
            new = itertools.count(len(known))
            initial = [
                known[held[node]] if node in held else next(new) for node in range(self._nodes)
            ]
            fixed = [node in held for node in range(self._nodes)]
        partition = leidenalg.RBConfigurationVertexPartition(
            self._graph,
            initial_membership=initial,
            weights=self._weights,
            resolution_parameter=resolution,
        )
        optimiser.optimise_partition(partition, n_iterations=_ITERATIONS, is_membership_fixed=fixed)
        return list(partition.membership), float(partition.quality())

    def _quick_partition(self, resolution: float, seed: int) -> tuple[list[int], float]:
        """The same objective, by an engine fifteen times faster that holds nothing fixed."""
        # Draws, not a secret.
        igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 # nosec B311
        try:
            found = self._graph.community_leiden(
                objective_function="modularity",
                weights=self._weights,
                resolution=resolution,
                n_iterations=_ITERATIONS,
            )
        finally:
            igraph.set_random_number_generator(random)
        return list(found.membership), float(found.quality)

    def _separated(self, members: list[int]) -> list[int]:
        """Whom people keep apart: the one that is less at home goes to the nearest other group."""
        if not self._apart:
            return members
        members = list(members)
        rows = np.zeros((self._nodes, self._rows.shape[1]), np.float32)
        np.add.at(rows, np.asarray(self._node), self._rows)
        foes: dict[int, set[int]] = defaultdict(set)
        for one, other in self._apart:
            foes[one].add(other)
            foes[other].add(one)
        for one, other in self._apart:
            if members[one] != members[other]:
                continue
            middle = _middles(rows, members)
            home = members[one]
            moved = min(
                (one, other),
                key=lambda node: (node in self._held, float(rows[node] @ middle[home]), node),
            )
            barred = {members[foe] for foe in foes[moved]}
            open_to = [group for group in middle if group not in barred]
            fresh = max(members) + 1
            members[moved] = max(
                open_to, key=lambda group: float(rows[moved] @ middle[group]), default=fresh
            )
        return members


def _middles(rows: Rows, members: Sequence[int]) -> dict[int, Rows]:
    at = np.asarray(members)
    return {int(group): unit(rows[at == group].sum(axis=0)) for group in np.unique(at)}


def _neighbours(
    rows: Rows, seed: int, mapper: Mapper
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Pairs of which one names the other among its nearest, each once, with their likeness."""
    count = min(_NEIGHBOURS if len(rows) <= _VAST else _FEWER, len(rows) - 1)
    if count < 1:
        nothing = np.zeros(0, np.int64)
        return nothing, nothing, np.zeros(0)
    there = nearest(rows, count, seed=seed, mapper=mapper).ravel()
    here = np.repeat(np.arange(len(rows)), count)
    keys = np.unique(np.minimum(here, there) * len(rows) + np.maximum(here, there))
    here, there = keys // len(rows), keys % len(rows)
    weights = np.empty(len(keys))
    for low in range(0, len(keys), _PAIRS):
        part = slice(low, low + _PAIRS)
        weights[part] = np.einsum("ij,ij->i", rows[here[part]], rows[there[part]])
    return here, there, np.maximum(weights, 1e-6)


def _merged(count: int, together: Sequence[tuple[int, int]]) -> list[int]:
    """The node of each text: texts kept together share one."""
    leader = list(range(count))

    def find(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for one, other in together:
        first, second = sorted((find(one), find(other)))
        leader[second] = first
    numbers: dict[int, int] = {}
    return [numbers.setdefault(find(at), len(numbers)) for at in range(count)]


def _numbered(members: Sequence[int]) -> list[int]:
    sizes = Counter(members)
    first: dict[int, int] = {}
    for at, group in enumerate(members):
        first.setdefault(group, at)
    order = sorted(sizes, key=lambda group: (-sizes[group], first[group]))
    number = {group: at for at, group in enumerate(order)}
    return [number[group] for group in members]


@lru_cache(maxsize=200_000)
def _named(word: str) -> tuple[str, ...]:
    return () if fold(word) in STOP_WORDS else tuple(stems(word))


def names(texts: Sequence[str], labels: Sequence[int]) -> Iterator[str]:
    """Three words that a group says more than the others do, as its people write them."""
    said: list[Counter[str]] = [Counter() for _ in range(max(labels) + 1)]
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for text, group in zip(texts, labels, strict=True):
        heard = set()
        for word in _WORD.findall(unicodedata.normalize("NFC", text).lower()):
            for stem in _named(word):
                written[stem][word] += 1
                heard.add(stem)
        said[group].update(heard - {NONE})
    total: Counter[str] = Counter()
    for one in said:
        total.update(one)
    mean = sum(total.values()) / len(said)
    for one in said:
        ranked = sorted(one, key=lambda stem: (-one[stem] * math.log(1 + mean / total[stem]), stem))
        yield (
            ", ".join(
                min(written[stem], key=lambda word: (-written[stem][word], word))
                for stem in ranked[:3]
            )
        )
