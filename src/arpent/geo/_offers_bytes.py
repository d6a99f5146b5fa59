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

from arpent.geo._jit import njit, numba
from arpent.geo._offers import CLASSES, TECHNOLOGIES, Offers

# Bytes that a thread reads at once.
_CHUNK = 32 << 20
_LONGEST_KEY = 40
_COLUMNS = ("id", "technology", "down", "saturated", "operator")
_ID, _TECHNOLOGY, _DOWN, _SATURATED, _OPERATOR = range(1, 6)
_SEMICOLON, _NEWLINE, _RETURN, _QUOTE = ord(";"), ord("\n"), ord("\r"), ord('"')
_LOW, _SLASH = ord("_"), ord("/")


def offers_of_bytes(path: Path, headers: Sequence[str], names: dict[str, str]) -> Offers | None:
    """``names``: {our column: its header}. None where bytes do not tell it all."""
    if numba is None or not set(_COLUMNS[:3]) | {"operator"} <= names.keys():
        return None
    roles = np.zeros(len(headers), dtype=np.int64)
    for role, name in enumerate(_COLUMNS, start=1):
        if name in names:
            roles[headers.index(names[name])] = role
    content = np.memmap(path, dtype=np.uint8, mode="r")
    begin = _end_of_line(content, 0)
    ends = [begin]
    while ends[-1] < len(content):
        ends.append(_end_of_line(content, min(ends[-1] + _CHUNK, len(content))))
    words, lengths = _words()
    with ThreadPoolExecutor() as pool:
        chunks = list(
            pool.map(
                lambda span: _chunk(content[span[0] : span[1]], roles, words, lengths),
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


def _chunk(content: Any, roles: Any, words: Any, lengths: Any) -> tuple[Any, Any, Any] | None:
    most = int(np.count_nonzero(content == _NEWLINE)) + 1
    begins, sizes = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int32)
    best = np.zeros((most, len(TECHNOLOGIES)), dtype=np.uint8)
    runs = _scan(content, roles, words, lengths, begins, sizes, best)
    if runs < 0:
        return None
    total = int(sizes[:runs].sum())
    keys = np.empty(total, dtype=np.uint8)
    _copy(content, begins[:runs], sizes[:runs], keys)
    return keys, sizes[:runs].copy(), best[:runs].copy()


def _together(chunks: list[tuple[Any, Any, Any]]) -> Offers:
    import pyarrow as pa

    sizes = np.concatenate([chunk[1] for chunk in chunks]) if chunks else np.zeros(0, np.int32)
    offsets = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).astype(np.int32)
    keys = np.concatenate([chunk[0] for chunk in chunks]) if chunks else np.zeros(0, np.uint8)
    ids = pa.StringArray.from_buffers(len(sizes), pa.py_buffer(offsets), pa.py_buffer(keys))
    none = np.zeros((0, len(TECHNOLOGIES)), dtype=np.uint8)
    return Offers(ids, np.concatenate([none, *(chunk[2] for chunk in chunks)]))


@njit(nogil=True, cache=True)
def _copy(content: Any, begins: Any, sizes: Any, keys: Any) -> None:
    at = 0
    for run in range(len(begins)):
        for place in range(sizes[run]):
            keys[at] = content[begins[run] + place]
            at += 1


@njit(nogil=True, cache=True)
def _rank(
    content: Any, begin: int, size: int, words: Any, lengths: Any, first: int, last: int
) -> int:
    """Which of the words it is; -1, none of them."""
    for word in range(first, last):
        if lengths[word] == size:
            same = True
            for place in range(size):
                if content[begin + place] != words[word, place]:
                    same = False
                    break
            if same:
                return word - first
    return -1


@njit(nogil=True, cache=True)
def _is_key(content: Any, begin: int, size: int) -> bool:
    if size < 1 or size > 40:
        return False
    for place in range(begin, begin + size):
        byte = content[place]
        digit = 48 <= byte <= 57
        if (
            not digit
            and not 65 <= byte <= 90
            and not 97 <= byte <= 122
            and byte != 95
            and byte != 47
        ):
            return False
    return True


@njit(nogil=True, cache=True)
def _is_yes(content: Any, begin: int, size: int) -> bool:
    """1, or "true"."""
    if size == 1:
        return bool(content[begin] == 49)
    return size == 4 and content[begin] == 116 and content[begin + 3] == 101


@njit(nogil=True, cache=True)
def _is_no(content: Any, begin: int, size: int) -> bool:
    """Nothing, 0, or "false"."""
    if size == 1:
        return bool(content[begin] == 48)
    return size == 0 or (size == 5 and content[begin] == 102 and content[begin + 4] == 101)


@njit(nogil=True, cache=True)
def _scan(
    content: Any, roles: Any, words: Any, lengths: Any, begins: Any, sizes: Any, best: Any
) -> int:
    """How many runs of one building there are; -1 at the first thing that is not sure."""
    runs, column, begin, last = 0, 0, 0, len(roles) - 1
    technology, speed, full = -1, 0, False
    many, end = len(words), len(content)
    # Most bytes are asked one question.
    ordinary = np.ones(256, dtype=np.bool_)
    for byte in (_SEMICOLON, _NEWLINE, _QUOTE, _RETURN, 0):
        ordinary[byte] = False
    for at in range(end + 1):
        byte = content[at] if at < end else _NEWLINE
        if ordinary[byte]:
            continue
        if byte == _QUOTE or byte == 0:
            return -1
        if byte == _RETURN:
            if at + 1 >= end or content[at + 1] != _NEWLINE:
                return -1
            continue
        if column == 0 and at == begin:
            # Nothing on the line, or after the last one.
            begin = at + 1
            continue
        size = at - begin
        if byte == _NEWLINE:
            if size > 0 and content[at - 1] == _RETURN:
                size -= 1
            if column != last:
                return -1
        elif column >= last:
            return -1
        role = roles[column]
        if role == _ID:
            if not _is_key(content, begin, size):
                return -1
            new = runs == 0 or sizes[runs - 1] != size
            if not new:
                before = begins[runs - 1]
                for place in range(size):
                    if content[before + place] != content[begin + place]:
                        new = True
                        break
            if new:
                begins[runs], sizes[runs] = begin, size
                runs += 1
        elif role == _TECHNOLOGY:
            technology = _rank(content, begin, size, words, lengths, 0, 7)
            if technology < 0:
                return -1
        elif role == _DOWN:
            speed = 1 + _rank(content, begin, size, words, lengths, 7, many)
            if speed < 1:
                return -1
        elif role == _SATURATED:
            full = _is_yes(content, begin, size)
            if not full and not _is_no(content, begin, size):
                return -1
        elif role == _OPERATOR:
            if size > 20 or not _is_key(content, begin, size):
                return -1
            # What stands for nothing begins so: na, nd, nan, n/a, none, null.
            second = content[begin + 1] | 32 if size > 1 else 0
            if size <= 4 and (content[begin] | 32) == 110 and second != 111:
                return -1
            if size == 4 and (content[begin] | 32) == 110 and (content[begin + 2] | 32) == 110:
                return -1
        if byte == _NEWLINE:
            if not full and speed > best[runs - 1, technology]:
                best[runs - 1, technology] = speed
            technology, speed, full, column = -1, 0, False, 0
        else:
            column += 1
        begin = at + 1
    return runs
