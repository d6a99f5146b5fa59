"""Where to open places: gaps certified in so many seconds, beside HiGHS on the same problem.

python -m bench.geo_siting [coverage|large|median|travel|public] [--instances DIR] [--peer SECONDS]
    [--slack FACTOR]

On a machine that others use, FACTOR times the seconds are given: CPU is what is compared then.
Instances are made here. Public ones, which are not free to ship, are read from DIR where it is
given: pmed*.txt (OR-Library), SJC*.txt, ZDS*.txt (x, y, weight) and BDS*.txt (F and C lines).
"""

import argparse
import os
import re
import sys
import time
from pathlib import Path

import numpy as np

from arpent.geo import (
    Network,
    Reach,
    maximal_coverage,
    p_median,
    reach_within,
    straight,
    travel_times,
)

# Radius in metres: the gap aimed at within so many seconds, None where none was promised.
COVERAGE = {5_000: {5: 1e-3, 30: 1e-4}, 8_000: {5: None, 30: None}, 12_000: {30: None}}
GRAPHS = ((100, 5), (200, 20), (400, 5), (400, 133), (600, 60), (900, 90))
PUBLIC = {"SJC708": (800.0, 7), "SJC818": (800.0, 10), "ZDS1800": (3.5, 20), "BDS": (3.25, 20)}


def territory(sites, demands, *, side=100_000.0, towns=200, seed=0):
    """Towns by rank and size, people around them and a third anywhere, sites where people are."""
    draw = np.random.default_rng(seed)
    centres = draw.random((towns, 2)) * side
    size = 1 / np.arange(1, towns + 1) ** 0.9
    size /= size.sum()

    def around(many):
        town = draw.choice(towns, many, p=size)
        spread = 6000 * np.sqrt(size[town] / size[0])[:, None]
        points = centres[town] + draw.normal(size=(many, 2)) * spread
        points += draw.normal(size=(many, 2)) * 600
        anywhere = draw.random(many) < 0.35
        points[anywhere] = draw.random((anywhere.sum(), 2)) * side
        return np.clip(points, 0, side)

    people = around(demands)
    return around(sites), people, draw.integers(1, 30, demands).astype(float)


def near(people, sites, radius):
    return reach_within(straight(people, sites, limit=radius), radius)


def timed(function):
    began, cpu = time.perf_counter(), time.process_time()
    found = function()
    return found, time.perf_counter() - began, time.process_time() - cpu


def line(name, found, seconds, cpu, limit=None, most=np.inf):
    """One line of the report; whether the gap is within its limit, and the CPU within ``most``."""
    good = limit is None or (found.gap <= limit and cpu <= 1.05 * most)
    proof = "prouvé" if found.proved else f"écart {100 * found.gap:.4f} %"
    aimed = "" if limit is None else f", visé {100 * limit:g} %{'' if good else ' : DÉPASSÉ'}"
    share = f"{found.value:,.0f} ({found.reached / found.total:.0%} atteints)"
    load = os.getloadavg()[0]
    print(
        f"{name} : {share}, {proof}{aimed}, {seconds:.2f} s, {cpu:.2f} s de CPU, charge {load:.1f}"
    )
    return good


def highs(reach, weights, p, seconds):
    """The same problem written down and given to HiGHS: what it proves in that time."""
    import highspy

    rows = len(weights)
    solver = highspy.Highs()
    for name, value in (("output_flag", False), ("time_limit", float(seconds)), ("threads", 1)):
        solver.setOptionValue(name, value)
    model = highspy.HighsLp()
    columns = reach.candidates + rows
    model.num_col_, model.num_row_ = columns, rows + 1
    model.col_cost_ = np.concatenate((np.zeros(reach.candidates), -weights))
    model.col_lower_, model.col_upper_ = np.zeros(columns), np.ones(columns)
    model.row_lower_ = np.full(rows + 1, -np.inf)
    model.row_upper_ = np.concatenate((np.zeros(rows), [p]))
    whole = [highspy.HighsVarType.kInteger] * reach.candidates
    model.integrality_ = whole + [highspy.HighsVarType.kContinuous] * rows
    sizes = np.diff(reach.indptr)
    starts = np.concatenate((np.cumsum(np.concatenate(([0], sizes + 1))), np.zeros(rows)))
    starts[reach.candidates + 1 :] = starts[reach.candidates] + np.arange(1, rows + 1)
    ends = reach.indptr[1:]
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = starts.astype(np.int32)
    index = np.concatenate((np.insert(reach.demands, ends, rows), np.arange(rows)))
    value = np.concatenate((np.insert(np.full(len(reach.demands), -1.0), ends, 1.0), np.ones(rows)))
    model.a_matrix_.index_, model.a_matrix_.value_ = index.astype(np.int32), value
    solver.passModel(model)
    solver.run()
    info = solver.getInfo()
    return -info.objective_function_value, -info.mip_dual_bound


def coverage(options):
    """1,000 sites and 50,000 demands, 20 places."""
    sites, people, weights = territory(1_000, 50_000)
    good = True
    for radius, goals in COVERAGE.items():
        reach, seconds, _ = timed(lambda r=radius: near(people, sites, r))
        print(f"{radius / 1000:g} km : {len(reach.demands):,} paires, en {seconds:.2f} s")
        for limit, aimed in goals.items():
            found, took, cpu = timed(
                lambda n=limit, r=reach, a=aimed: maximal_coverage(
                    r, weights, 20, seconds=n * options.slack, gap=a or 1e-4
                )
            )
            good &= line(f"  au plus {limit} s", found, took, cpu, aimed, limit)
        if options.peer and radius == 5_000:
            (value, bound), took, cpu = timed(lambda r=reach: highs(r, weights, 20, options.peer))
            said = f"{value:,.0f}, au plus {bound:,.0f}" if np.isfinite(value) else "aucun choix"
            print(f"  HiGHS seul : {said} ; {took:.1f} s, {cpu:.1f} s de CPU")
    return good


def large(options):
    """5,000 sites and 500,000 demands, 50 and 300 places."""
    sites, people, weights = territory(5_000, 500_000, side=300_000.0, towns=1_000)
    reach, seconds, _ = timed(lambda: near(people, sites, 5_000))
    print(f"5 km : {len(reach.demands):,} paires, en {seconds:.2f} s")
    good = True
    for p in (50, 300):
        found, took, cpu = timed(
            lambda p=p: maximal_coverage(reach, weights, p, seconds=60 * options.slack, gap=1e-2)
        )
        good &= line(f"  {p} lieux, au plus 60 s", found, took, cpu, 1.5e-2, 60)
    return good


def graph(nodes, arcs, seed):
    """Shortest ways in a random graph with a ring, as the public p-median instances have."""
    draw = np.random.default_rng(seed)
    ways = np.full((nodes, nodes), np.inf)
    ring = np.roll(np.arange(nodes), -1)
    ends = draw.integers(0, nodes, (arcs - nodes, 2))
    one = np.concatenate((np.arange(nodes), ends[:, 0]))
    other = np.concatenate((ring, ends[:, 1]))
    long = draw.integers(1, 101, len(one))
    ways[one, other] = ways[other, one] = long
    return closed(ways)


def closed(ways):
    np.fill_diagonal(ways, 0)
    for k in range(len(ways)):
        np.minimum(ways, ways[:, k : k + 1] + ways[k], out=ways)
    return ways


def median(options):
    """Random graphs of the sizes of pmed1 to 40, made here."""
    total, good = 0.0, True
    for seed, (nodes, p) in enumerate(GRAPHS):
        ways = graph(nodes, nodes * nodes // 50, seed)
        found, took, cpu = timed(
            lambda w=ways, p=p: p_median(
                w, np.ones(len(w)), p, seconds=12 * options.slack, gap=1e-4
            )
        )
        total += cpu
        good &= line(f"  {nodes} nœuds, {p} lieux", found, took, cpu, 1e-4)
    print(f"  {total:.1f} s de CPU en tout")
    return good


def roads(side=100_000.0, across=388):
    """Streets of a département: a bent grid with holes, one in twenty fast."""
    draw = np.random.default_rng(0)
    columns, rows = np.meshgrid(np.arange(across), np.arange(across))
    xy = np.column_stack((columns.ravel(), rows.ravel())) * side / across
    xy += draw.normal(size=xy.shape) * 60
    at = np.arange(across * across).reshape(across, across)
    one = np.concatenate((at[:, :-1].ravel(), at[:-1].ravel()))
    other = np.concatenate((at[:, 1:].ravel(), at[1:].ravel()))
    kept = draw.random(len(one)) < 0.72
    one, other = one[kept], other[kept]
    fast = (one % across) % 20 == 0
    speed = np.where(fast, 25.0, draw.uniform(8, 16, len(one)))
    seconds = np.hypot(*(xy[one] - xy[other]).T) / speed
    ends = np.concatenate((one, other)), np.concatenate((other, one))
    return Network.of(xy, *ends, np.tile(seconds, 2), how="en voiture par la voirie")


def travel(options):
    """1,000 sites, 50,000 points, 15 minutes."""
    network = roads()
    draw = np.random.default_rng(1)
    sites, points = draw.random((1_000, 2)) * 100_000, draw.random((50_000, 2)) * 100_000
    travel_times(points[:10], sites[:1], network)
    found, took, cpu = timed(lambda: travel_times(points, sites, network))
    size = f"{len(network.xy):,} nœuds, {len(network.origins):,} arcs, {len(found.points):,} paires"
    print(f"  {size} : {took:.2f} s, {cpu:.2f} s de CPU (visé 1), charge {os.getloadavg()[0]:.1f}")
    _, alone, alone_cpu = timed(lambda: travel_times(points[:1], sites, network))
    print(f"  sans y attacher les points : {alone:.2f} s, {alone_cpu:.2f} s de CPU")
    return cpu <= 1.0


def public(options):
    """Public instances of a folder."""
    if options.instances is None:
        print("  sans objet : --instances DIR n’est pas donné")
        return True
    good, total = True, 0.0
    for path in sorted(options.instances.glob("*.txt"), key=by_number):
        if path.stem.startswith("pmed"):
            ways, p = pmed(path)
            found, took, cpu = timed(
                lambda w=ways, p=p: p_median(
                    w, np.ones(len(w)), p, seconds=12 * options.slack, gap=1e-4
                )
            )
            good &= line(f"  {path.stem}, {p} lieux", found, took, cpu, 1e-4)
        elif kind := next((kind for kind in PUBLIC if kind in path.stem), None):
            (radius, p), (reach, weights) = PUBLIC[kind], places(path, PUBLIC[kind][0])
            found, took, cpu = timed(
                lambda r=reach, w=weights, p=p: maximal_coverage(
                    r, w, p, seconds=10 * options.slack, gap=1e-5
                )
            )
            aimed = 0.0 if kind.startswith("SJC") else None
            good &= line(f"  {path.stem}, {radius:g}, {p} lieux", found, took, cpu, aimed, 10)
        else:
            continue
        total += cpu
    print(f"  {total:.1f} s de CPU en tout")
    return good


def by_number(path):
    return re.sub(r"\d+", lambda found: found.group().zfill(9), path.name)


def pmed(path):
    """OR-Library: nodes, edges, p; then edges, of which the last of two counts."""
    numbers = np.array(path.read_text().split(), dtype=np.int64)
    nodes, _, p = numbers[:3]
    edges = numbers[3:].reshape(-1, 3)
    ways = np.full((nodes, nodes), np.inf)
    for one, other, long in edges:
        ways[one - 1, other - 1] = ways[other - 1, one - 1] = long
    return closed(ways), int(p)


def places(path, radius):
    """x, y, weight a line, or F (facilities) and C (customers) lines; the first line is sizes."""
    rows = [text.split() for text in path.read_text().splitlines()[1:] if text.strip()]
    if rows[0][0] == "F":
        sites = np.array([row[2:4] for row in rows if row[0] == "F"], dtype=float)
        given = np.array([row[2:5] for row in rows if row[0] != "F"], dtype=float)
    else:
        given = np.array([row[:3] for row in rows], dtype=float)
        sites = given[:, :2]
    return near(given[:, :2], sites, radius), given[:, 2]


PARTS = {part.__name__: part for part in (coverage, large, median, travel, public)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("part", nargs="?", choices=PARTS)
    parser.add_argument("--instances", type=Path)
    parser.add_argument("--slack", type=float, default=1.0, help="sur une machine partagée")
    parser.add_argument("--peer", type=float, default=60.0, help="secondes données à HiGHS seul")
    options = parser.parse_args()
    # Kernels are compiled, or read from the disk, before anything is timed.
    maximal_coverage(Reach.of([[0], [1]], 3), [1, 1, 1], 1)
    p_median(np.ones((3, 4)), np.ones(4), 1)
    good = True
    for name, part in PARTS.items():
        if options.part in (None, name):
            print(f"{name} : {part.__doc__}")
            good &= part(options)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
