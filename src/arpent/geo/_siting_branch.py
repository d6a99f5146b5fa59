"""Best first: a problem cut in two, with and without one candidate, again and again.

What cannot be passed is the highest bound of the parts not cut yet: each comes from its own prices.
"""

import heapq
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Protocol

from arpent.geo._siting_cover import Ints


@dataclass(eq=False)
class Choice:
    """Numbers of the candidates opened, and what they are worth: more is better."""

    opened: Ints
    value: float


class Part(Protocol):
    """A problem of which ``bound`` cannot be passed, and ``choice`` is one answer."""

    bound: float
    choice: Choice

    def cut(self, best: float, until: float) -> "Iterator[Part]":
        """Parts that hold every choice of this one that is better than ``best``."""
        ...


def branched(root: Part, best: Choice, *, until: float, gap: float) -> tuple[Choice, float]:
    """The best choice known at the end, and what no choice of ``root`` can pass."""
    order = count(0, -1)  # of equal bounds the last one first: it is the nearest to a choice
    parts = [(-root.bound, next(order), root)]
    while parts:
        bound = -parts[0][0]
        if bound - best.value <= gap * abs(bound) or time.monotonic() > until:
            return best, max(bound, best.value)
        part = heapq.heappop(parts)[2]
        for smaller in part.cut(best.value, until):
            if smaller.choice.value > best.value:
                best = smaller.choice
            # Nothing of a part is above the part that it was cut from.
            smaller.bound = min(smaller.bound, part.bound)
            if smaller.bound > best.value:
                heapq.heappush(parts, (-smaller.bound, next(order), smaller))
    return best, best.value
