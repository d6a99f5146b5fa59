"""The same search from several starts, here one after the other, or on a cluster at once.

Each start has its own seed, counted from the one given, and all its time: the best choice and the
tightest bound of all do not depend on who looks. Every bound is above every choice, whoever
found it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from arpent._cluster import spread


class Answer(Protocol):
    value: float
    bound: float
    certificate: str


A = TypeVar("A", bound=Answer)


@dataclass(frozen=True)
class Chances:
    """How long each start looks, from which gap it stops, which seeds there are, and where."""

    seconds: float
    gap: float
    seed: int
    starts: int
    scheduler: str | None


def most(solve: Callable[[int], A], chances: Chances) -> A:
    """Of what more is better of; of equal choices the first."""
    return _best(solve, chances, 1.0)


def least(solve: Callable[[int], A], chances: Chances) -> A:
    return _best(solve, chances, -1.0)


def _best(solve: Callable[[int], A], chances: Chances, sign: float) -> A:
    seeds = range(chances.seed, chances.seed + chances.starts)
    with spread(chances.scheduler) as mapper:
        answers: list[A] = list(mapper(solve, seeds))
    best = max(answers, key=lambda answer: sign * answer.value)
    tightest = min(answers, key=lambda answer: sign * answer.bound)
    best.bound, best.certificate = tightest.bound, tightest.certificate
    return best
