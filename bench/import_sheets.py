"""From files to the five stages: `maillage sheet import` on a year's worth of sheets.

    python -m bench.import_sheets [sqlite|postgresql] [sheets]

Distinct sheets of the size of the one that was published (3 RETEX, 2 + 3 + 2 rows), in docx, odt
and md in turn, imported by the real command into an empty installation; then the same files again,
which must change nothing.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.consultation import THEMES, open_consultation
from bench.installation import MAILLAGE, awake, server_answers, verdict
from bench.words import ACTORS, PLACES, Words

SECONDS = 60
FORMATS = ("docx", "odt", "md")
# How many items stand in each cell of the published sheet.
DIAGNOSIS = ((9, 12), (4, 5))
PROJECTIONS = ((1, 1, 2), (1, 1, 1), (1, 3, 1))
PLAN = ((1, 6, 4, 3, 3), (2, 3, 2, 2, 2))


def sheet(number):
    words = Words(f"sheet {number}")
    theme = number % len(THEMES) + 1

    def items(count, texts=None):
        said = texts or (words.sentence() for _ in range(count))
        return [
            {"text": text.rstrip("."), "highlighted": at == 1 and number % 7 == 0}
            for at, text in zip(range(count), said, strict=False)
        ]

    def account():
        return {
            "title": words.sentence()[:80],
            "text": " ".join(words.sentence() for _ in range(3)),
            "links": [f"https://ressources.example/{number}/{words.draw.randrange(10**6)}"],
        }

    place = f"Val-de-Brume {number % 101 + 1}"
    return {
        "format": "maillage-sheet/1",
        "theme": {"number": theme, "title": THEMES[theme - 1]},
        "retex": [
            {
                "number": n,
                "place": place if n > 1 else "",
                "accounts": [account()] * (n != 2) or [account(), account()],
            }
            for n in (1, 2, 3)
        ],
        "diagnosis": [
            {
                "theme": THEMES[theme - 1],
                "retex": [n],
                "irritants": items(bad),
                "strengths": items(good),
            }
            for n, (bad, good) in enumerate(DIAGNOSIS, 1)
        ],
        "projections": [
            {
                "theme": THEMES[theme - 1],
                "irritants": items(a),
                "needs": items(b),
                "levers": items(c),
            }
            for a, b, c in PROJECTIONS
        ],
        "plan": [
            {
                "theme": THEMES[theme - 1],
                "levers": items(levers),
                "steps": items(steps),
                "actors": items(actors, ACTORS),
                "horizon": items(horizons, ("Pendant les congés", "Le soir", "Mercredi")),
                "indicators": items(indicators),
            }
            for levers, steps, actors, horizons, indicators in PLAN
        ],
        "warnings": [],
    }


def write_sheets(folder, count):
    from arpent.sheets import sheet_from_dict, write_sheet

    def write(number):
        file_format = FORMATS[number % len(FORMATS)]
        file = folder / f"atelier_{PLACES[number % 7].split()[-1]}_{number:03}.{file_format}"
        file.write_bytes(write_sheet(sheet_from_dict(sheet(number)), file_format))
        return file

    with ThreadPoolExecutor(os.cpu_count()) as writers:
        return list(writers.map(write, range(count)))


def counts():
    from maillage.diagnosis.models import Finding
    from maillage.plan.models import Action, Indicator, Step
    from maillage.projections.models import Lever, ProjectionRow
    from maillage.voices.models import Retex, Workshop

    models = (Workshop, Retex, Finding, ProjectionRow, Lever, Action, Step, Indicator)
    return {model.__name__: model.objects.count() for model in models}


def processor():
    """CPU seconds of the processes that ended, and of theirs."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def run(files):
    """Seconds of the whole process, from the shell to the shell."""
    before = time.monotonic()
    command = [MAILLAGE, "sheet", "import", "--publish", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:] or done.stdout[-2000:])
    return time.monotonic() - before


def measure(engine, count):
    with awake(engine), tempfile.TemporaryDirectory() as folder:
        open_consultation()
        files = write_sheets(Path(folder), count)
        clock = processor()
        first, held = run(files), counts()
        spent, clock = processor() - clock, processor()
        again, held_again = run(files), counts()
        spent_again = processor() - clock
    expected = {
        "Workshop": count,
        "Retex": 4 * count,
        "Finding": 30 * count,
        "ProjectionRow": 3 * count,
        "Lever": 4 * count,
        "Action": 2 * count,
        "Step": 9 * count,
        "Indicator": 5 * count,
    }
    print(f"{engine}, {count} feuilles : {held}")
    ok = True
    for what, good in (("tout y est", held == expected), ("rien de doublé", held_again == held)):
        print(f"  {what:38} {'OK' if good else 'FAUX'}")
        ok &= good
    runs = (
        ("premier versement", first, spent),
        ("les mêmes une seconde fois", again, spent_again),
    )
    for what, seconds, cpu in runs:
        limit = SECONDS * count / 350
        said = verdict(seconds, limit)
        print(
            f"  {what:38} {seconds:5.1f} s, dont {cpu:.1f} s de CPU  (limite {limit:.0f} s) {said}"
        )
        ok &= said == "OK"
    return ok


def main():
    engine = "postgresql" if "postgresql" in sys.argv[1:] else "sqlite"
    count = next((int(word) for word in sys.argv[1:] if word.isdigit()), 350)
    if engine == "postgresql" and not server_answers():
        print("PostgreSQL ne répond pas : rien n’est mesuré sur lui.")
        return 0
    return 0 if measure(engine, count) else 1


if __name__ == "__main__":
    sys.exit(main())
