"""What the départements are called: the files of communes tell their codes alone."""

import csv
from functools import cache
from pathlib import Path

# Insee, code officiel géographique, 2026.
FILE = Path(__file__).with_suffix(".csv")


@cache
def names():
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}
