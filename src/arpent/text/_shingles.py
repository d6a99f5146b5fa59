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
_BLOCK = 50_000  # texts whose sequences are made, or chosen, in one step
_AT_ONCE = 4_000_000  # sequences, or pairs, compared in one step: bounds the memory

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
    factor = np.uint64(np.random.default_rng(seed).integers(1 << 62, 1 << 63) | 1)
    keys = np.concatenate(
        [_keys(texts[low : low + _BLOCK], low, factor) for low in range(0, len(texts), _BLOCK)]
    )
    bounds = np.arange(len(texts) + 1, dtype=np.uint64) << np.uint64(32)
    return _Shingles(keys, np.searchsorted(keys, bounds))


def _keys(texts: list[str], number: int, factor: np.uint64) -> Keys:
    """Those of texts numbered from ``number`` on."""
    # One space before and after: the first and the last letters count like those between.
    padded = [f" {text} ".ljust(WIDTH) for text in texts]
    lengths = np.fromiter(map(len, padded), np.int64, len(padded))
    letters = np.frombuffer("".join(padded).encode("utf-32-le"), np.uint32).astype(np.uint64)
    hashes = letters[: -WIDTH + 1].copy()
    for shift in range(1, WIDTH):
        hashes = hashes * factor + letters[shift : len(letters) - WIDTH + 1 + shift]
    hashes ^= hashes >> np.uint64(29)
    hashes *= factor
    owner = np.repeat(np.arange(number, number + len(padded)), lengths)
    inside = owner[: -WIDTH + 1] == owner[WIDTH - 1 :]  # no sequence astride two texts
    keys: Keys = (owner[: -WIDTH + 1][inside].astype(np.uint64) << np.uint64(32)) | (
        hashes[inside] >> np.uint64(32)
    )
    keys.sort()
    first = np.ones(len(keys), bool)
    first[1:] = keys[1:] != keys[:-1]
    return keys[first]


def _alike(shingles: _Shingles, threshold: float) -> Iterator[tuple[int, int, float]]:
    for here, there in _candidates(shingles):
        yield from _compared(shingles, here, there, threshold)


def _compared(
    shingles: _Shingles, here: Counts, there: Counts, threshold: float
) -> Iterator[tuple[int, int, float]]:
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


def _candidates(shingles: _Shingles) -> Iterator[tuple[Counts, Counts]]:
    """Pairs of texts that have several of their rarest shared sequences in common."""
    count = len(shingles.sizes)
    whose, code, held = _rarest(shingles)
    by_code = np.argsort(code, kind="stable")
    whose, code = whose[by_code], code[by_code]
    edges = np.concatenate(([0], np.flatnonzero(np.diff(code)) + 1, [len(code)]))
    del by_code, code
    sizes = np.diff(edges)
    # Each text of a stretch meets those after it; of a crowd, its first meet all.
    rank = np.arange(len(whose)) - np.repeat(edges[:-1], sizes)
    size = np.repeat(sizes, sizes)
    met = np.where((size > _CROWD) & (rank >= _CROWD // 8), 0, size - rank - 1)
    del rank, size
    place = np.flatnonzero(met)
    place = place[np.argsort(whose[place], kind="stable")]  # all that one text meets, together
    ends = np.cumsum(met[place])
    texts_end = np.flatnonzero(np.diff(whose[place], append=-1)) + 1
    least = np.clip(held // _VOTES, 1, _RAREST // _VOTES)
    low = 0
    while low < len(place):
        told = ends[low - 1] if low else 0
        full = int(np.searchsorted(ends, told + _AT_ONCE, "right"))
        last = np.searchsorted(texts_end, full, "right") - 1
        high = int(texts_end[last]) if last >= 0 and texts_end[last] > low else None
        if high is None:  # one text that meets more than that
            high = int(texts_end[np.searchsorted(texts_end, low, "right")])
        some = place[low:high]
        begins = np.cumsum(met[some]) - met[some]
        after = np.arange(int(met[some].sum())) - np.repeat(begins - some - 1, met[some])
        pairs = np.repeat(whose[some], met[some]) * count + whose[after]
        found, votes = np.unique(pairs, return_counts=True)
        a, b = found // count, found % count
        enough = votes >= np.minimum(least[a], least[b])
        yield a[enough], b[enough]
        low = high


def _rarest(shingles: _Shingles) -> tuple[Counts, NDArray[np.uint64], Counts]:
    """The rarest sequences of each text: whose, which, and how many each had to choose from."""
    keys, low_bits = shingles.keys, np.uint64(0xFFFFFFFF)
    count = len(shingles.sizes)
    # How many texts have a sequence, counted in a table twice as large or more: two sequences in
    # one place count together, in every text alike.
    size = 1 << min(26, max(10, len(keys).bit_length() + 1))
    table = np.zeros(size, np.int32)
    blocks = [
        slice(int(shingles.starts[low]), int(shingles.starts[min(low + _BLOCK, count)]))
        for low in range(0, count, _BLOCK)
    ]
    for block in blocks:
        place = (keys[block] & np.uint64(size - 1)).astype(np.int64)
        found, times = np.unique(place, return_counts=True)
        table[found] += times.astype(np.int32)
    whose, codes = [], []
    held = np.zeros(count, np.int64)
    for block in blocks:
        owner, hashes = keys[block] >> np.uint64(32), keys[block] & low_bits
        frequency = table[(hashes & np.uint64(size - 1)).astype(np.int64)]
        kept = frequency > 1  # a sequence of one text alone brings nobody together
        # By text, then rarity; among equals by hash, the same in every text.
        rarity = np.minimum(frequency[kept], _COUNTED).astype(np.uint64)
        ranked = (
            owner[kept] << np.uint64(40) | rarity << np.uint64(30) | hashes[kept] >> np.uint64(2)
        )
        ranked.sort()
        at = (ranked >> np.uint64(40)).astype(np.int64)
        owners, starts, many = np.unique(at, return_index=True, return_counts=True)
        held[owners] = many
        chosen = np.arange(len(at)) - np.repeat(starts, many) < _RAREST
        whose.append(at[chosen])
        codes.append(ranked[chosen] & np.uint64((1 << 40) - 1))
    return np.concatenate(whose), np.concatenate(codes), held
