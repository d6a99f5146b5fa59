"""What the demonstration tells: files that an editor opens, read in the order of the story."""

import csv
import json
from pathlib import Path

CONTENT = Path(__file__).parent / "content"


def territories():
    """Parents before children."""
    with (CONTENT / "territories.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def consultation():
    return _read("consultation.json")


def workshops():
    return _read("workshops.json")


def followup():
    """Actions by workshop and row of its plan, indicators by rank in the row, all from 1."""
    return _read("followup.json")


def decisions():
    """What the facilitator answered where the machine saw a likeness, or missed one."""
    return _read("decisions.json")


def cited_voices():
    """What a few people said for themselves, and the findings that rest on their words."""
    return _read("cited_voices.json")


def people():
    return _read("people.json")


def sheet_file(workshop):
    return CONTENT / workshop["sheet"]


def _read(name):
    return json.loads((CONTENT / name).read_text(encoding="utf-8"))
