from typing import Any

import numpy as np
import pytest

from arpent.geo import SitingError, TravelError, reach_within, straight


@pytest.mark.parametrize("limit", [3.0, 25.0, np.inf])
@pytest.mark.parametrize("detour", [1.0, 1.4])
def test_every_pair_within_the_limit_is_there_and_no_other(limit: float, detour: float) -> None:
    generator = np.random.default_rng(1)
    points, sites = generator.random((200, 2)) * 100, generator.random((9, 2)) * 120 - 10
    found = straight(points, sites, limit=limit, detour=detour)
    ways = np.hypot(*(sites[:, None] - points[None]).transpose(2, 0, 1)) * detour
    for j in range(9):
        span = slice(found.indptr[j], found.indptr[j + 1])
        assert found.points[span].tolist() == np.flatnonzero(ways[j] <= limit).tolist()
        assert found.costs[span] == pytest.approx(ways[j][ways[j] <= limit])


def test_moving_everything_changes_no_distance() -> None:
    points, sites = np.array([[0.0, 0.0], [30.0, 40.0]]), np.array([[3.0, 4.0]])
    moved = straight(points + 6e6, sites + 6e6, limit=60)
    assert moved.costs.tolist() == straight(points, sites, limit=60).costs.tolist() == [5.0, 45.0]


def test_reach_says_how_far_and_how() -> None:
    travel = straight([(0, 0), (0, 1500)], [(0, 0)], limit=2000, detour=1.3)
    reach = reach_within(travel, 1000)
    assert reach.how == "1\u202f000 m à vol d’oiseau, détour de 1,3"
    assert (reach.size, reach.demands.tolist()) == (2, [0])
    assert "un fleuve" in travel.caveat
    with pytest.raises(SitingError, match="recalculez-les plus loin"):
        reach_within(travel, 2001)
    with pytest.raises(SitingError, match="positif"):
        reach_within(travel, 0)


REFUSED: dict[str, Any] = {
    "n° 1 manquent": lambda: straight([(0, 0), (1, np.nan)], [(0, 0)]),
    "couples": lambda: straight([(0, 0, 0)], [(0, 0)]),
    "nombres": lambda: straight([("a", "b")], [(0, 0)]),
    "limite": lambda: straight([(0, 0)], [(0, 0)], limit=-1),
    "détour": lambda: straight([(0, 0)], [(0, 0)], detour=0.5),
}


@pytest.mark.parametrize("message", REFUSED)
def test_what_cannot_be_is_refused_with_the_reason(message: str) -> None:
    with pytest.raises(TravelError, match=message):
        REFUSED[message]()


def test_nobody_and_nowhere_are_no_accident() -> None:
    assert straight([], [(0, 0)], limit=5).indptr.tolist() == [0, 0]
    assert straight([(0, 0)], []).indptr.tolist() == [0]
