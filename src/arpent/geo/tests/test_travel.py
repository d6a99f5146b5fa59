from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from arpent.geo import (
    Network,
    SitingError,
    TravelError,
    load_network,
    reach_within,
    straight,
    travel_times,
)


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
    "« to » n° 1": lambda: Network.of([(0, 0)], [0, 0], [0, 1], [1, 1]),
    "1 départs, 1 arrivées et 2": lambda: Network.of([(0, 0)], [0], [0], [1, 1]),
    r"n° 0 \(-1 s\)": lambda: Network.of([(0, 0)], [0], [0], [-1]),
    "240 minutes": lambda: travel_times([], [], Network.of([], [], [], []), minutes=0),
    "approach": lambda: travel_times([], [], Network.of([], [], [], []), approach=0),
}


@pytest.mark.parametrize("message", REFUSED)
def test_what_cannot_be_is_refused_with_the_reason(message: str) -> None:
    with pytest.raises(TravelError, match=message):
        REFUSED[message]()


def test_nobody_and_nowhere_are_no_accident() -> None:
    assert straight([], [(0, 0)], limit=5).indptr.tolist() == [0, 0]
    assert straight([(0, 0)], []).indptr.tolist() == [0]
    nowhere = Network.of([], [], [], [])
    assert travel_times([(0, 0)], [(0, 0)], nowhere).indptr.tolist() == [0, 0]
    assert travel_times([], [], nowhere).indptr.tolist() == [0]


def a_network(seed: int, nodes: int = 60, arcs: int = 200) -> tuple[Any, Any, Any, Any]:
    generator = np.random.default_rng(seed)
    xy = generator.random((nodes, 2)) * 5000
    seconds = generator.integers(0, 300, arcs) / 2
    return xy, generator.integers(0, nodes, arcs), generator.integers(0, nodes, arcs), seconds


def shortest(xy: Any, origins: Any, ends: Any, seconds: Any) -> Any:
    """Floyd and Warshall: nothing in common with the buckets."""
    times = np.full((len(xy), len(xy)), np.inf)
    np.fill_diagonal(times, 0)
    np.minimum.at(times, (origins, ends), seconds)
    for k in range(len(xy)):
        times = np.minimum(times, times[:, k : k + 1] + times[k : k + 1])
    return times


@pytest.mark.parametrize("seed", range(3))
def test_minutes_along_roads_are_the_shortest_and_go_towards_the_place(seed: int) -> None:
    xy, origins, ends, seconds = a_network(seed)
    network = Network.of(xy, origins, ends, seconds)
    found = travel_times(xy, xy[:7], network, minutes=5)
    times = shortest(xy, origins, ends, seconds)
    for j in range(7):
        span = slice(found.indptr[j], found.indptr[j + 1])
        assert found.points[span].tolist() == np.flatnonzero(times[:, j] <= 300).tolist()
        assert found.costs[span] == pytest.approx(times[found.points[span], j] / 60)


def test_the_way_to_the_road_is_walked_and_who_is_far_is_told() -> None:
    network = Network.of([(0, 0), (1000, 0)], [0, 1], [1, 0], [60, 60], how="à pied par la voirie")
    points = [(0, 100), (0, 1001), (1000, 0)]
    found = travel_times(points, [(1000, 200)], network, approach=6, minutes=9)
    assert (found.points.tolist(), found.costs.tolist()) == ([0, 2], [4.0, 2.0])
    assert found.left_out == (1,)
    assert reach_within(found, 3).demands.tolist() == [2]
    assert reach_within(found, 3).how == "3 min à pied par la voirie"


def written(folder: Path, nodes: str, arcs: str) -> Path:
    (folder / "nodes.csv").write_text(nodes, encoding="utf-8-sig")
    (folder / "arcs.csv").write_text(arcs)
    return folder


NODES, ARCS = "id;x;y\n007;0,5;0\nB;1000,5;0\n", "from,to,seconds\n007,B,30.5\nB,007,40\n"


def test_roads_are_read_from_csv_and_from_parquet_alike(tmp_path: Path) -> None:
    one = load_network(written(tmp_path, NODES, ARCS), how="à vélo par la voirie")
    other = tmp_path / "parquet"
    other.mkdir()
    nodes = pa.table({"id": ["007", "B"], "x": [0.5, 1000.5], "y": [0, 0]})
    parquet.write_table(nodes, other / "nodes.parquet")
    parquet.write_table(
        pa.table({"from": ["007", "B"], "to": ["B", "007"], "seconds": [30.5, 40.0]}),
        other / "arcs.parquet",
    )
    for network in (one, load_network(other)):
        assert network.xy.tolist() == [[0.5, 0], [1000.5, 0]]
        assert (network.origins.tolist(), network.tenths.tolist()) == ([1, 0], [400, 305])
    assert one.how == "à vélo par la voirie"


@pytest.mark.parametrize(
    ("nodes", "arcs", "message"),
    [
        (NODES, "from,to,seconds\n007,C,1\n", "arcs, ligne 2, « to » : le nœud C"),
        (NODES, "from,to,seconds\n007,B,1\n007,B,\n", "arcs, ligne 3, « seconds »"),
        (NODES, "from,to,seconds\n007,B,-1\n", "arcs, ligne 2 : une durée"),
        (NODES, "from,to\n007,B\n", "arcs.csv : il manque la colonne « seconds »"),
        (NODES, "from,to,seconds\n007,B\n", "arcs.csv : illisible"),
        ("id,x,y\nA,un,0\n", ARCS, "nodes, ligne 2, « x » : un n’est pas un nombre"),
        ("id,x,y\nA,1,0\nA,1,0\n", ARCS, "nodes, ligne 3 : le nœud A est déjà donné"),
    ],
)
def test_a_wrong_road_file_is_refused_with_its_line(
    tmp_path: Path, nodes: str, arcs: str, message: str
) -> None:
    with pytest.raises(TravelError, match=message):
        load_network(written(tmp_path, nodes, arcs))


def test_a_folder_without_roads_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TravelError, match=r"il y faut nodes.csv ou nodes.parquet"):
        load_network(tmp_path)
