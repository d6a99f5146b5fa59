"""kill -9 of `territory load FOLDER` and of `territory compute`: nothing is held by halves.

    python -m bench.drill_loading [sqlite|postgresql] [rounds]

Files are loaded one by one first, and what is held after each is remembered. Each round begins
with an empty base; the command is killed at a random moment: what is held then is what some of the
files give, whole, and nothing of the next one. The command again ends, and gives what it gives
when nobody kills it.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import ground_coverage, ground_files
from bench.editing import is_sound
from bench.installation import MAILLAGE, awake, server_answers
from tests import public_files

from arpent.opendata import BY_NAME

ROUNDS = 20
TILES_DRAWN = "atlas.tiles.drawn"
DEPARTMENT = "44"
SIZE = ground_files.Size(12, 3, 5, 4_000, 5_000, 40_000)
draw = random.Random(20)


def files_in(folder):
    """The files of a département, its contours and the coverage of the country around it."""
    made = ground_files.write(folder, DEPARTMENT, SIZE, seed=44)
    codes = [row["code"] for row in json.loads(made["communes"].read_text())]
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "nom": code},
            "geometry": {"type": "Polygon", "coordinates": [_square(-1.5 + rank / 20, 47.0)]},
        }
        for rank, code in enumerate(codes)
    ]
    drawn = {"type": "FeatureCollection", "features": features}
    (folder / "communes-contours.geojson").write_text(json.dumps(drawn))
    for source in ("bibliotheques", "france-services"):
        small = public_files.table(BY_NAME[source]).replace(public_files.DEPARTMENT, DEPARTMENT)
        (folder / f"{source}.csv").write_text(small)
    # After the contours, by its name: it is kept where they are.
    ground_coverage.write(folder / "couv_Metropole_OF_4G_data.gpkg", 60_000)
    return sorted(folder.iterdir())


def _square(west, south):
    east, north = west + 0.05, south + 0.05
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def command(*words):
    return subprocess.Popen(
        [MAILLAGE, "territory", *map(str, words)],
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def ends(*words):
    """How long it took; whatever it says of a failure is shown."""
    began = time.monotonic()
    process = command(*words)
    _, said = process.communicate(timeout=600)
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, words))} : {said.decode()}")
    return time.monotonic() - began


def held():
    """All that loading and computing write, without numbers of rows nor hours: a print of each
    table."""
    from maillage.audit.models import Entry
    from maillage.territory import models
    from maillage.territory.enums import Event

    once = (Event.DATASET_LOADED, Event.ESTIMATE_MADE)

    def rows(model, *names):
        return sorted(map(repr, model.objects.values_list(*names)))

    def packed(content):
        return hashlib.sha256(content).hexdigest()

    parts = models.DatasetPart.objects.values_list(
        "dataset__digest", "department", "rank", "rows", "content"
    )
    told = {
        "fichiers": rows(
            models.Dataset, "source", "series", "digest", "edition", "rows", "rejected"
        ),
        "contenus": sorted(repr((*row[:-1], packed(row[-1]))) for row in parts),
        "défauts": rows(models.DatasetFlaw, "dataset__digest", "line", "column", "reason"),
        "territoires": rows(models.Territory, "kind", "code", "name", "parent__code"),
        "établissements": rows(models.School, "uai", "name", "territory__code", "is_open"),
        "codes postaux": rows(models.Postcode, "code", "territory__code"),
        "effectifs": rows(models.Headcount, "school__uai", "year", "people", "part", "count"),
        "comptages": rows(models.HeadcountEdition, "source", "part", "year", "digest"),
        "croquis": rows(
            models.Sketch, "department", "frame", "communes", "lines", "dots", "networks"
        ),
        "estimations": rows(models.Estimate, "territory__code", "digest", "sources"),
        "lignes": rows(models.EstimateLine, "about", "code", "rank", "without", "low", "high"),
        # Each public file once; headcounts given again are told again.
        "journal": sorted(
            Entry.objects.filter(event__in=once).values_list("event", "data__digest")
        ),
        # The map is drawn after the estimate, which does not wait for it.
        "événements": sorted(
            set(Entry.objects.exclude(event=TILES_DRAWN).values_list("event", flat=True))
        ),
    }
    return tuple(
        (name, hashlib.sha256(repr(own).encode()).hexdigest()) for name, own in told.items()
    )


def apart(found, known):
    """The tables that are not those of the nearest of what is known."""
    differing = [[name for name, print_ in found if (name, print_) not in one] for one in known]
    return ", ".join(min(differing, key=len))


def map_in_force():
    from maillage.atlas.tiles import drawn_of

    drawn = drawn_of(DEPARTMENT)
    return drawn and drawn.name


def forget():
    from django.conf import settings
    from django.core.management import call_command

    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(settings.DATA / "tiles", ignore_errors=True)


def rehearsed(files, folder):
    """(what is held after each file, then after the estimate; seconds that each command takes)."""
    known = {held(): 0}
    for rank, path in enumerate(files, start=1):
        ends("load", "--leave-unknown", path)
        known.setdefault(held(), rank)
    loading = held()
    computing = ends("compute", DEPARTMENT)
    known.setdefault(held(), len(files) + 1)
    last = held(), map_in_force()
    forget()
    seconds = ends("load", folder), computing
    if held() != loading:
        raise SystemExit("le dossier ne donne pas ce que donnent ses fichiers un par un")
    return known, last, seconds


def killed(seconds, *words):
    """Was it killed on its way?"""
    process = command(*words)
    time.sleep(draw.uniform(0.05, 1) * seconds)
    on_its_way = process.poll() is None
    if on_its_way:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    return on_its_way


def one_round(number, folder, known, last, seconds):
    """(how far each kill let it go, what went wrong)."""
    forget()
    reached, faults = [], []
    for took, words in zip(seconds, (("load", folder), ("compute", DEPARTMENT)), strict=True):
        if killed(took, *words):
            found = held()
            reached.append(known.get(found))
            if found not in known:
                faults.append(f"tour {number}, {words[0]} : à moitié, {apart(found, known)}")
        ends(*words)
    found, drawn = held(), map_in_force()
    if (found, drawn) != last:
        other = apart(found, [last[0]]) or f"la carte, {drawn}"
        faults.append(f"tour {number} : autre chose qu’une fois sans rien tuer, {other}")
    if not is_sound():
        faults.append(f"tour {number} : base ou journal abîmés")
    return reached, faults


def main():
    engine = "postgresql" if "postgresql" in sys.argv[1:] else "sqlite"
    rounds = next((int(word) for word in sys.argv[1:] if word.isdigit()), ROUNDS)
    if engine == "postgresql" and not server_answers():
        print("PostgreSQL ne répond pas : rien n’y est essayé.")
        return 0
    with tempfile.TemporaryDirectory(prefix="maillage-land-") as place, awake(engine):
        folder = Path(place)
        files = files_in(folder)
        known, last, seconds = rehearsed(files, folder)
        print(
            f"  {engine}, {len(files)} fichiers : {seconds[0]:.1f} s de chargement,"
            f" {seconds[1]:.1f} s de calcul sans rien tuer",
            flush=True,
        )
        at, faults = [], []
        for number in range(1, rounds + 1):
            reached, wrong = one_round(number, folder, known, last, seconds)
            print(f"  tour {number} : tuée après {reached} fichiers", *wrong, flush=True)
            at, faults = at + reached, faults + wrong
    print(f"  {rounds} tours, {len(at)} commandes tuées en route, à {len(set(at))} endroits")
    for fault in faults:
        print("  FAUTE", fault)
    print("  rien à moitié, et la suite fait le reste" if not faults else f"  {len(faults)} fautes")
    return 1 if faults or not at else 0


if __name__ == "__main__":
    sys.exit(main())
