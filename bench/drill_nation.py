"""A nation that is generated, from its files to the tables of its départements: time, and memory.

    python -m bench.drill_nation [share] [départements]

Whole (`1`): 35,000 communes, 28 million buildings, 300 million offers, 20 GB of files, written
département by département and counted as soon as they are. Promised: 3 minutes of counting from
files, 8 GB. By default a hundredth of it.
"""

import resource
import shutil
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.ground_files import Size, write

MOST_TIME = 180
MOST_MEMORY = 8_000  # MB
DEPARTMENTS = [f"{number:02d}" for number in range(1, 96) if number != 20]
NATION = Size(35_000, 4_000, 5_300, 25_500_000, 28_000_000, 68_000_000)
PROCESSES = 2
# How many départements wait on the disk: 250 MB each, when the nation is whole.
BATCH = 8


def share_of(nation, share, many):
    """One département of it."""
    return Size(
        *(max(least, round(getattr(nation, name) * share / many)) for name, least in (
            ("communes", 6), ("split", 2), ("colleges", 4), ("addresses", 400), ("buildings", 500),
            ("people", 2_000),
        ))
    )  # fmt: skip


def made(folder, department, size, seed):
    files = write(folder / department, department, size, seed)
    return department, [str(path) for path in files.values()]


def peak():
    own, others = (
        resource.getrusage(who).ru_maxrss / 1_000
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    # Each of the processes at its highest: never less than what was really held.
    return own + PROCESSES * others


def processor():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def drill(share, many, folder):
    from arpent.geo import pupils_without_in

    departments = DEPARTMENTS[:many]
    size = share_of(NATION, share, len(DEPARTMENTS))
    taken = busy = pupils = lines = weight = 0.0
    for begin in range(0, len(departments), BATCH):
        batch = departments[begin : begin + BATCH]
        with ProcessPoolExecutor(PROCESSES) as pool:
            files = dict(
                pool.map(
                    made,
                    [folder] * len(batch),
                    batch,
                    [size] * len(batch),
                    range(begin, begin + len(batch)),
                )
            )
        weight += sum(Path(path).stat().st_size for own in files.values() for path in own) / 1e9
        began, before = time.perf_counter(), processor()
        for _, found in pupils_without_in(files, processes=PROCESSES):
            pupils += found.total.without or 0
            lines += len(found.schools) + len(found.communes)
        taken += time.perf_counter() - began
        busy += processor() - before
        print(f"  {begin + len(batch):3} départements, {taken:6.1f} s", flush=True)
        for code in batch:
            shutil.rmtree(folder / code)
    print(
        f"  {len(departments)} départements, {size.buildings * len(departments)} immeubles,"
        f" {weight:.1f} Go de fichiers ; {lines:.0f} lignes, {pupils:.0f} élèves sans solution\n"
        f"  {taken:.0f} s du fichier au tableau, {busy:.0f} s de processeur,"
        f" {peak():.0f} Mo au plus"
        f" (promis pour la nation : {MOST_TIME} s et {MOST_MEMORY} Mo)"
    )
    return taken <= MOST_TIME and peak() <= MOST_MEMORY and lines > 0


def main():
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 0.01
    many = int(sys.argv[2]) if len(sys.argv) > 2 else len(DEPARTMENTS)
    with tempfile.TemporaryDirectory(prefix="maillage-nation-") as folder:
        return 0 if drill(share, many, Path(folder)) else 1


if __name__ == "__main__":
    sys.exit(main())
