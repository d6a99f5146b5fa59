"""The address that is taken for a building's own: the nearest of its commune, within 70 m."""

import random

import pytest

np = pytest.importorskip("numpy")

from arpent.geo._homes import nearest  # noqa: E402 - without numpy there is nothing to test

MOST = 70.0


def by_all(to, asked):
    """Compared to every point: as near, the westernmost, then the southernmost."""
    found = []
    for x, y, commune in asked:
        near = [
            ((px - x) ** 2 + (py - y) ** 2, px, py, rank)
            for rank, (px, py, other) in enumerate(to)
            if other == commune and (px - x) ** 2 + (py - y) ** 2 <= MOST**2
        ]
        found.append(min(near)[3] if near else -1)
    return found


def asked_of(points):
    x, y, commune = (np.array(column, dtype=float) for column in zip(*points, strict=True))
    return x, y, commune.astype(np.int64)


def test_the_nearest_is_the_one_that_comparing_to_all_gives():
    chance = random.Random(44)

    def some(many):
        # On a lattice of 10 m, many are as near as others; places are told once.
        places = {(10.0 * chance.randint(-40, 40), 10.0 * chance.randint(-40, 40))
                  for _ in range(many)}  # fmt: skip
        return [(x, y, chance.randint(0, 2)) for x, y in sorted(places)]

    for _ in range(20):
        to, asked = some(120), some(120)
        found = nearest(*asked_of(to), *asked_of(asked), MOST)
        assert found.tolist() == by_all(to, asked)
        assert 0 < np.count_nonzero(found >= 0) < len(asked)


def test_what_is_nowhere_is_near_nothing():
    to = [(float("nan"), 0, 0), (0, 0, 0), (70, 0, 0)]
    asked = [(0, 1, 0), (float("nan"), 0, 0), (0, 0, 1), (140, 0, 0), (140.5, 0, 0)]
    assert nearest(*asked_of(to), *asked_of(asked), MOST).tolist() == [1, -1, -1, 2, -1]
    assert nearest(*asked_of(to[:1]), *asked_of(asked), MOST).tolist() == [-1] * 5
