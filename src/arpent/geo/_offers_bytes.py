"""A file of eligibility read from its bytes: the longest of all by far, and of five words.

Only what is sure is read so: keys of letters and digits, known words, no quotation mark. At the
first byte that is not, everything is left to the readers that know accidents.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from arpent.geo._jit import numba
from arpent.geo._offers import CLASSES, TECHNOLOGIES, Offers, joined
from arpent.geo._offers_scan import DOWN, ID, OPERATOR, SATURATED, TECHNOLOGY, copy, scan

# Bytes that a thread reads at once.
_CHUNK = 32 << 20
_ROLES = {
    "id": ID,
    "technology": TECHNOLOGY,
    "down": DOWN,
    "saturated": SATURATED,
    "operator": OPERATOR,
}
_NEWLINE = ord("\n")


def offers_of_bytes(path: Path, headers: Sequence[str], names: dict[str, str]) -> Offers | None:
    """``names``: {our column: its header}. None where bytes do not tell it all."""
    if numba is None or not _ROLES.keys() - {"saturated"} <= names.keys():
        return None
    roles = np.zeros(len(headers), dtype=np.int64)
    for name, role in _ROLES.items():
        if name in names:
            roles[headers.index(names[name])] = role
    # Of a building, the columns before those of its offers are the same on every line.
    stem = int(np.flatnonzero(roles > ID)[0])
    if ID not in roles[:stem]:
        stem = 0
    content = np.memmap(path, dtype=np.uint8, mode="r")
    begin = _end_of_line(content, 0)
    ends = [begin]
    while ends[-1] < len(content):
        ends.append(_end_of_line(content, min(ends[-1] + _CHUNK, len(content))))
    words, lengths = _words()
    with ThreadPoolExecutor() as pool:
        chunks = list(
            pool.map(
                lambda span: _chunk(content[span[0] : span[1]], roles, stem, words, lengths),
                pairwise(ends),
            )
        )
    if any(chunk is None for chunk in chunks):
        return None
    return _together([chunk for chunk in chunks if chunk is not None])


def _end_of_line(content: Any, at: int) -> int:
    """The byte after the line that holds this one."""
    while at < len(content):
        block = np.flatnonzero(content[at : at + 65_536] == _NEWLINE)
        if len(block):
            return at + int(block[0]) + 1
        at += 65_536
    return len(content)


def _words() -> tuple[Any, Any]:
    """Technologies, then classes, as bytes side by side."""
    every = [word.encode() for word in (*TECHNOLOGIES, *CLASSES)]
    words = np.zeros((len(every), 8), dtype=np.uint8)
    for rank, word in enumerate(every):
        words[rank, : len(word)] = np.frombuffer(word, dtype=np.uint8)
    return words, np.array([len(word) for word in every])


def _chunk(
    content: Any, roles: Any, stem: int, words: Any, lengths: Any
) -> tuple[Any, Any, Any] | None:
    # A line has as many bytes as columns at least; what is not written to takes no memory.
    most = len(content) // len(roles) + 1
    begins, sizes = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int32)
    best = np.zeros((most, len(TECHNOLOGIES)), dtype=np.uint8)
    runs = scan(content, roles, stem, words, lengths, begins, sizes, best)
    if runs < 0:
        return None
    keys = np.empty(int(sizes[:runs].sum()), dtype=np.uint8)
    copy(content, begins[:runs], sizes[:runs], keys)
    return keys, sizes[:runs].copy(), best[:runs].copy()


def _together(chunks: list[tuple[Any, Any, Any]]) -> Offers:
    import pyarrow as pa

    sizes = np.concatenate([chunk[1] for chunk in chunks]) if chunks else np.zeros(0, np.int32)
    offsets = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).astype(np.int32)
    keys = np.concatenate([chunk[0] for chunk in chunks]) if chunks else np.zeros(0, np.uint8)
    ids = pa.StringArray.from_buffers(len(sizes), pa.py_buffer(offsets), pa.py_buffer(keys))
    none = np.zeros((0, len(TECHNOLOGIES)), dtype=np.uint8)
    # A building may end one chunk and begin the next.
    return joined(ids, np.concatenate([none, *(chunk[2] for chunk in chunks)]))
