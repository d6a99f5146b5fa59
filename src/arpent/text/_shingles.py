"""Pairs of texts that share most of their 5-letter sequences, in whole-array steps."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WIDTH = 5  # letters
_RAREST = 24  # sequences of a text that may bring it together with another
_VOTES = 3  # one in so many of them must be common for two texts to be compared
_COUNTED = 1023  # texts with one sequence, past which more makes no difference
_CROWD = 400  # texts with one sequence: past that, it brings nobody together beyond the first ones
_TIED = 64  # texts with one wording, past which each is tied to the first only
_ENOUGH = 30  # sequences in a text of which one may say that it is whole inside another
_WHOLE, _PART = 0.9, 0.3  # least share of it there, and least likeness of the two
_INSIDE = 0.8  # what being whole inside another is worth, against being the same
_AT_ONCE = 4_000_000  # sequences compared in one step: bounds the memory

Keys = NDArray[np.uint64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Shingles:
    """Sorted ``text << 32 | hash``, each once; ``starts[i]:starts[i + 1]`` are those of text i."""

    keys: Keys
    starts: Counts

    @property
    def sizes(self) -> Counts:
        return np.diff(self.starts)


def pairs(texts: Sequence[str], threshold: float, seed: int) -> list[tuple[int, int, float]]:
    """Pairs of positions in normalised texts, with their similarity; empty texts pair with none."""
    holders: dict[str, list[int]] = defaultdict(list)
    for position, text in enumerate(texts):
        if text:
            holders[text].append(position)
    wordings = list(holders)
    members = list(holders.values())
    found = [(i, j, 1.0) for same in members for i, j in _tied(same)]
    if len(wordings) > 1:
        shingles = _shingles(wordings, seed)
        for a, b, likeness in _alike(shingles, threshold):
            found.extend(
                (min(i, j), max(i, j), likeness) for i, j in _across(members[a], members[b])
            )
    return sorted((i, j, round(likeness, 4)) for i, j, likeness in found)


def _tied(same: list[int]) -> Iterator[tuple[int, int]]:
    if len(same) > _TIED:
        return ((same[0], other) for other in same[1:])
    return ((i, j) for at, i in enumerate(same) for j in same[at + 1 :])


def _across(here: list[int], there: list[int]) -> Iterator[tuple[int, int]]:
    if len(here) > _TIED:
        here = here[:1]
    if len(there) > _TIED:
        there = there[:1]
    return ((i, j) for i in here for j in there)


def _shingles(texts: list[str], seed: int) -> _Shingles:
    # One space before and after: the first and the last letters count like those between.
    padded = [f" {text} ".ljust(WIDTH) for text in texts]
    lengths = np.fromiter(map(len, padded), np.int64, len(padded))
    letters = np.frombuffer("".join(padded).encode("utf-32-le"), np.uint32).astype(np.uint64)
    factor = np.uint64(np.random.default_rng(seed).integers(1 << 62, 1 << 63) | 1)
    hashes = letters[: -WIDTH + 1].copy()
    for shift in range(1, WIDTH):
        hashes = hashes * factor + letters[shift : len(letters) - WIDTH + 1 + shift]
    hashes ^= hashes >> np.uint64(29)
    hashes *= factor
    owner = np.repeat(np.arange(len(padded)), lengths)
    inside = owner[: -WIDTH + 1] == owner[WIDTH - 1 :]  # no sequence astride two texts
    keys = (owner[: -WIDTH + 1][inside].astype(np.uint64) << np.uint64(32)) | (
        hashes[inside] >> np.uint64(32)
    )
    keys.sort()
    first = np.ones(len(keys), bool)
    first[1:] = keys[1:] != keys[:-1]
    keys = keys[first]
    sizes = np.bincount((keys >> np.uint64(32)).astype(np.int64), minlength=len(texts))
    return _Shingles(keys, np.concatenate(([0], np.cumsum(sizes))))


def _alike(shingles: _Shingles, threshold: float) -> Iterator[tuple[int, int, float]]:
    here, there = _candidates(shingles)
    sizes = shingles.sizes
    # The shorter is looked up in the longer.
    swap = sizes[here] > sizes[there]
    short, long = np.where(swap, there, here), np.where(swap, here, there)
    possible = sizes[short] >= min(threshold, _PART) * sizes[long]
    short, long = short[possible], long[possible]
    low = 0
    while low < len(short):
        ends = np.cumsum(sizes[short[low:]])
        step = max(1, int(np.searchsorted(ends, _AT_ONCE)))
        a, b = short[low : low + step], long[low : low + step]
        shared = _shared(shingles, a, b)
        likeness = shared / (sizes[a] + sizes[b] - shared)
        # One sentence of many is something said in common, not a copy.
        inside = (shared >= _WHOLE * sizes[a]) & (likeness >= _PART) & (sizes[a] >= _ENOUGH)
        likeness = np.where(inside, np.maximum(likeness, _INSIDE * shared / sizes[a]), likeness)
        for at in np.flatnonzero(likeness >= threshold).tolist():
            yield int(a[at]), int(b[at]), float(likeness[at])
        low += step


def _shared(shingles: _Shingles, short: Counts, long: Counts) -> Counts:
    """How many sequences of each short text its long one has."""
    sizes = shingles.sizes[short]
    begins = np.cumsum(sizes) - sizes
    places = np.arange(int(sizes.sum())) - np.repeat(begins - shingles.starts[short], sizes)
    low = np.uint64(0xFFFFFFFF)
    wanted = (shingles.keys[places] & low) | (
        np.repeat(long, sizes).astype(np.uint64) << np.uint64(32)
    )
    at = np.minimum(np.searchsorted(shingles.keys, wanted), len(shingles.keys) - 1)
    return np.add.reduceat((shingles.keys[at] == wanted).astype(np.int64), begins)


def _candidates(shingles: _Shingles) -> tuple[Counts, Counts]:
    """Pairs of texts that have several of their rarest shared sequences in common."""
    owner, hashes = shingles.keys >> np.uint64(32), shingles.keys & np.uint64(0xFFFFFFFF)
    # How many texts have a sequence, counted in a table twice as large or more: two sequences in
    # one place count together, in every text alike.
    size = 1 << min(26, max(10, len(hashes).bit_length() + 1))
    place = (hashes & np.uint64(size - 1)).astype(np.int64)
    frequency = np.bincount(place, minlength=size)[place]
    kept = frequency > 1  # a sequence of one text alone brings nobody together
    # By text, then rarity; among equals by hash, the same in every text.
    frequency = np.minimum(frequency[kept], _COUNTED).astype(np.uint64)
    ranked = (
        owner[kept] << np.uint64(40) | frequency << np.uint64(30) | hashes[kept] >> np.uint64(2)
    )
    ranked.sort()
    whose = (ranked >> np.uint64(40)).astype(np.int64)
    held = np.bincount(whose, minlength=len(shingles.sizes))
    rank = np.arange(len(whose)) - np.repeat(np.cumsum(held) - held, held)
    chosen = rank < _RAREST
    whose, code = whose[chosen], ranked[chosen] & np.uint64((1 << 40) - 1)
    by_code = np.argsort(code, kind="stable")
    whose, code = whose[by_code], code[by_code]
    edges = np.flatnonzero(np.diff(code)) + 1
    starts, ends = np.concatenate(([0], edges)), np.concatenate((edges, [len(code)]))
    pairs = _within(whose, starts, ends, len(held))
    found, votes = np.unique(pairs, return_counts=True)
    least = np.clip(held // _VOTES, 1, _RAREST // _VOTES)
    a, b = found // len(held), found % len(held)
    enough = votes >= np.minimum(least[a], least[b])
    return a[enough], b[enough]


def _within(owner: Counts, starts: Counts, ends: Counts, texts: int) -> Counts:
    """``a * texts + b`` for all a < b of each stretch; of a crowd, its first with all."""
    sizes = ends - starts
    found = []
    for size in np.unique(sizes[sizes > 1]).tolist():
        rows = owner[starts[sizes == size][:, None] + np.arange(size)]
        first, second = np.triu_indices(size, 1)
        if size > _CROWD:
            few = first < _CROWD // 8
            first, second = first[few], second[few]
        found.append((rows[:, first] * texts + rows[:, second]).ravel())
    return np.concatenate(found) if found else np.zeros(0, np.int64)
