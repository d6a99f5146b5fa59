"""Kernels over the bytes of a file of eligibility: lines that begin, or end, as others did are
compared with them instead of being read again."""

from typing import Any

import numpy as np

from arpent.geo._jit import njit

ID, TECHNOLOGY, DOWN, SATURATED, OPERATOR = range(1, 6)
_SEMICOLON, _NEWLINE, _RETURN, _QUOTE = ord(";"), ord("\n"), ord("\r"), ord('"')
# How many different ends of lines are remembered: operators, technologies and classes.
_KNOWN = 128


@njit(nogil=True, cache=True)
def copy(content: Any, begins: Any, sizes: Any, keys: Any) -> None:
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
def _same(content: Any, one: int, other: int, many: int) -> bool:
    """Whole, so that it is compared by words of many bytes."""
    left, right = content[one : one + many], content[other : other + many]
    differs = np.uint8(0)
    for place in range(many):
        differs |= left[place] ^ right[place]
    return bool(differs == 0)


@njit(nogil=True, cache=True)
def _known_end(content: Any, at: int, ends: Any, many: int, guess: int) -> int:
    """Which of the ends of line that were read is the one that begins here; -1, none of them."""
    size = len(content)
    for rank in range(-1, many):
        own = guess if rank < 0 else rank
        begin, length = ends[own, 0], ends[own, 1]
        may_be = own < many and at + length <= size and content[at] == content[begin]
        if may_be and _same(content, begin, at, length):
            return own
    return -1


@njit(nogil=True, cache=True)
def scan(
    content: Any,
    roles: Any,
    stem_columns: int,
    words: Any,
    lengths: Any,
    begins: Any,
    sizes: Any,
    best: Any,
) -> int:
    """How many runs of one building there are; -1 at the first thing that is not sure.

    ``stem_columns``: how many columns stand before the first that tells of an offer, the building
    among them. They are those of the line before, as long as it is the same building; what follows
    them is one of a hundred ends. 0: nothing is compared.
    """
    runs, column, begin, last = 0, 0, 0, len(roles) - 1
    technology, speed, full = -1, 0, False
    many, size_of_all = len(words), len(content)
    # Where the line begins, and how long its stem is.
    line, stem = 0, 0
    # Where each end of line is, how long, its technology, its class, and which came after it.
    ends, known, before = np.zeros((_KNOWN, 5), dtype=np.int64), 0, 0
    # Most bytes are asked one question.
    ordinary = np.ones(256, dtype=np.bool_)
    for byte in (_SEMICOLON, _NEWLINE, _QUOTE, _RETURN, 0):
        ordinary[byte] = False
    at = 0
    while at <= size_of_all:
        byte = content[at] if at < size_of_all else _NEWLINE
        if ordinary[byte]:
            at += 1
            continue
        if byte == _QUOTE or byte == 0:
            return -1
        if byte == _RETURN:
            if at + 1 >= size_of_all or content[at + 1] != _NEWLINE:
                return -1
            at += 1
            continue
        if column == 0 and at == begin:
            # Nothing on the line, or after the last one.
            at += 1
            begin, line, stem = at, at, 0
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
        if role == ID:
            if not _is_key(content, begin, size):
                return -1
            new = runs == 0 or sizes[runs - 1] != size
            if new or not _same(content, begins[runs - 1], begin, size):
                begins[runs], sizes[runs] = begin, size
                runs += 1
        elif role == TECHNOLOGY:
            technology = _rank(content, begin, size, words, lengths, 0, 7)
            if technology < 0:
                return -1
        elif role == DOWN:
            speed = 1 + _rank(content, begin, size, words, lengths, 7, many)
            if speed < 1:
                return -1
        elif role == SATURATED:
            full = _is_yes(content, begin, size)
            if not full and not _is_no(content, begin, size):
                return -1
        elif role == OPERATOR:
            if size > 20 or not _is_key(content, begin, size):
                return -1
            # What stands for nothing begins so: na, nd, nan, n/a, none, null.
            second = content[begin + 1] | 32 if size > 1 else 0
            if size <= 4 and (content[begin] | 32) == 110 and second != 111:
                return -1
            if size == 4 and (content[begin] | 32) == 110 and (content[begin + 2] | 32) == 110:
                return -1
        at += 1
        begin = at
        if byte != _NEWLINE:
            column += 1
            if column != stem_columns:
                continue
            stem = at - line
        else:
            told = 0 if full else speed
            best[runs - 1, technology] = max(best[runs - 1, technology], told)
            # The last line may have no end: nothing is compared with it.
            if stem > 0 and known < _KNOWN and at <= size_of_all:
                ends[known, 0], ends[known, 1] = line + stem, at - line - stem
                ends[known, 2], ends[known, 3] = technology, told
                ends[before, 4] = known
                before = known
                known += 1
            technology, speed, full, column = -1, 0, False, 0
            if stem == 0 or at + stem >= size_of_all or not _same(content, line, at, stem):
                line, stem = at, 0
                continue
            line, column = at, stem_columns
            at += stem
            begin = at
        # The stem of a line ends here.
        while column == stem_columns:
            found = _known_end(content, at, ends, known, ends[before, 4])
            if found < 0:
                break
            best[runs - 1, ends[found, 2]] = max(best[runs - 1, ends[found, 2]], ends[found, 3])
            ends[before, 4] = found
            before = found
            at += ends[found, 1]
            if at + stem < size_of_all and _same(content, line, at, stem):
                line = at
                at += stem
            else:
                line, stem, column = at, 0, 0
            begin = at
    return runs
