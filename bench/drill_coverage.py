"""The coverage of a whole country by one operator, loaded into the base: how long, and how much of
the memory. It is the same for a file five times as long, but for its widest polygon.

    python -m bench.drill_coverage [sqlite|postgresql] [millions of points]

Contours of the country are loaded first: a hundred départements, each of a commune, on the land
that the file covers. By default 20 million points, 330 MB; each point is in one département or two.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import ground_coverage
from bench.ground_coverage import SIDE, SOUTH, WEST
from bench.installation import MAILLAGE, awake, server_answers

MILLIONS = 20
MOST_MEMORY = 1_000  # MB
CODES = [f"{number:02d}" for number in range(1, 96) if number != 20]


def contours(path):
    """Squares of 100 km, in degrees."""
    import numpy as np

    from arpent.geo._project import project

    step, features = SIDE / 10, []
    for rank, code in enumerate(CODES):
        west, south = WEST + step * (rank % 10), SOUTH + step * (rank // 10)
        x = west + step * np.array([0, 1, 1, 0, 0])
        y = south + step * np.array([0, 0, 1, 1, 0])
        ring = np.column_stack(project(x, y, source=2154, target=4326)).tolist()
        told = {"code": f"{code}001", "nom": f"Commune {code}"}
        area = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": told, "geometry": area})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def loaded(path):
    """(seconds on the clock, of processor, the most of the memory in MB) of one command."""
    began = time.monotonic()
    words = [MAILLAGE, "territory", "load", path, "--replace"]
    process = subprocess.Popen(words, env=dict(os.environ), stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{path.name} n’est pas chargé")
    taken = time.monotonic() - began
    return taken, used.ru_utime + used.ru_stime, used.ru_maxrss / 1_000


def held():
    from django.db.models import Sum

    from maillage.territory.models import DatasetPart

    parts = DatasetPart.objects.filter(dataset__source="couverture-mobile")
    rows = parts.aggregate(Sum("rows"))["rows__sum"] or 0
    return rows, parts.values("department").distinct().count()


def drill(folder, millions):
    loaded(contours(folder / "contours.geojson"))
    peaks = []
    for share in (0.2, 1):
        points = round(millions * 1e6 * share)
        path = folder / f"2026_T{round(1 + share)}_couv_Metropole_OF_4G_data.gpkg"
        ground_coverage.write(path, points)
        taken, busy, peak = loaded(path)
        peaks.append(peak)
        rows, departments = held()
        print(
            f"  {points / 1e6:g} millions de points, {path.stat().st_size / 1e6:.0f} Mo :"
            f" {taken:.0f} s dont {busy:.0f} s de processeur, {peak:.0f} Mo de mémoire au plus ;"
            f" {rows} morceaux gardés dans {departments} départements",
            flush=True,
        )
        path.unlink()
    return rows > 0 and max(peaks) <= MOST_MEMORY


def main():
    engine = "postgresql" if "postgresql" in sys.argv[1:] else "sqlite"
    millions = next((float(word) for word in sys.argv[1:] if word[0].isdigit()), MILLIONS)
    if engine == "postgresql" and not server_answers():
        print("PostgreSQL ne répond pas : rien n’y est essayé.")
        return 0
    print(f"  {engine}, charge {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="maillage-coverage-") as folder, awake(engine):
        return 0 if drill(Path(folder), millions) else 1


if __name__ == "__main__":
    sys.exit(main())
