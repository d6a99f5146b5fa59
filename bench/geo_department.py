"""A département of the size of Loire-Atlantique, from its files to the table of its pupils.

    python -m bench.geo_department [share] [folder]

`share` of the size, 1 by default; `folder` keeps the files that are made, and finds them again.
Beside it, where geopandas is installed: its spatial join of the same buildings to the communes.
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.ground_files import Size, write

GOAL = 2.0
DEPARTMENT = "44"
ROUNDS = 3


class Clock:
    """Seconds on the wall and of the processors, by step."""

    def __init__(self):
        self.steps = {}

    def run(self, name, function, *given, **named):
        wall, processor = time.perf_counter(), time.process_time()
        found = function(*given, **named)
        taken = time.perf_counter() - wall, time.process_time() - processor
        self.steps.setdefault(name, []).append(taken)
        return found

    def tell(self):
        for name, taken in self.steps.items():
            wall, processor = (
                sorted(column)[len(column) // 2] for column in zip(*taken, strict=True)
            )
            print(f"  {name:28} {wall:6.2f} s, dont {processor:6.2f} s de processeur")


def given(files, clock):
    from arpent.geo._files import read_columns, read_offers, read_rows
    from arpent.geo._nation import _headcounts

    rows = {}
    narrow = {
        "communes": "communes", "schools": "annuaire-education",
        "sectors": "carte-scolaire-colleges", "wired": "debit-filaire",
        "mobile": "couverture-mobile-nombre", "operators": "couverture-mobile-operateurs",
    }  # fmt: skip
    for name, source in narrow.items():
        rows[name] = clock.run("lire les petits fichiers", read_rows, files[source])
    rows["headcounts"] = _headcounts(files["effectifs"])
    rows["addresses"] = clock.run("lire les adresses", read_columns, files["adresses"])
    rows["buildings"] = clock.run("lire les immeubles", read_columns, files["immeubles"])
    rows["eligibility"] = clock.run("lire l’éligibilité", read_offers, files["eligibilite"])
    return rows


def step_by_step(files, clock):
    from arpent.geo import pupils_without

    return clock.run("calculer", pupils_without, DEPARTMENT, **given(files, clock))


def whole(files):
    from arpent.geo import pupils_without_in
    from arpent.geo._streets import plain_of

    # Names of streets are kept from one time to the next: each time is a first one.
    plain_of.cache_clear()
    return dict(pupils_without_in({DEPARTMENT: list(files.values())}))[DEPARTMENT]


def peer(files):
    try:
        import geopandas
        import pandas
    except ModuleNotFoundError:
        print("  geopandas n’est pas installé : pas de comparable dans ce passage")
        return
    from shapely.geometry import box

    buildings = pandas.read_csv(files["immeubles"], sep=";", usecols=["imb_x", "imb_y"])
    began = time.perf_counter()
    points = geopandas.GeoDataFrame(
        geometry=geopandas.points_from_xy(buildings.imb_x, buildings.imb_y), crs=3857
    )
    west, south, east, north = points.total_bounds
    side = (east - west) / 15
    cells = [
        box(west + side * x, south + side * y, west + side * (x + 1), south + side * (y + 1))
        for x in range(15)
        for y in range(int((north - south) / side) + 1)
    ]
    geopandas.sjoin(points, geopandas.GeoDataFrame(geometry=cells, crs=3857))
    taken = time.perf_counter() - began
    print(f"  geopandas.sjoin, {len(points)} points dans {len(cells)} carrés : {taken:.2f} s")


def measure(share, folder):
    size = Size() if share == 1 else Size().of(share)
    marked = folder / f"{share:g}"
    files = write(marked, DEPARTMENT, size, seed=44)
    weight = sum(path.stat().st_size for path in files.values()) / 1e6
    print(
        f"  {size.communes} communes, {size.colleges} collèges, {size.addresses} adresses,"
        f" {size.buildings} immeubles ; {weight:.0f} Mo de fichiers"
    )
    clock = Clock()
    # The first time compiles.
    found = whole(files)
    for _ in range(ROUNDS):
        assert step_by_step(files, clock) == found
        clock.run("du fichier au tableau", whole, files)
    clock.tell()
    methods = Counter(line.method for line in found.schools)
    print(f"  {len(found.schools)} collèges : {dict(methods)} ; {len(found.reported)} remarques")
    taken = sorted(wall for wall, _ in clock.steps["du fichier au tableau"])[ROUNDS // 2]
    print(f"  du fichier au tableau : {taken:.2f} s (but : {GOAL:g} s pour la taille entière)")
    peer(files)
    return found


def main():
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    if len(sys.argv) > 2:
        measure(share, Path(sys.argv[2]))
        return 0
    with tempfile.TemporaryDirectory(prefix="maillage-geo-") as folder:
        measure(share, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
