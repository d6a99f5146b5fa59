"""What the demonstration tells: files that an editor opens, read in the order of the story."""

import csv
import json
from pathlib import Path

CONTENT = Path(__file__).parent / "content"


def territories():
    """Parents before children."""
    return _rows("territories.csv")


def schools():
    """Under UAI codes that no département has: 991 and 992, with the letter that they call for."""
    return _rows("schools.csv")


def headcounts():
    """Of each school: our own figures, of the size of real ones."""
    return _rows("headcounts.csv")


def postcodes():
    """One serves several communes, and the city has two, as anywhere."""
    return _rows("postcodes.csv")


def contacts():
    """Whom to ask about digital education, by a function: under numbers kept for fiction."""
    return _rows("contacts.csv")


def land_files():
    """What ministries would publish of these places; in an order that nothing depends on."""
    found = (CONTENT / "land").iterdir()
    return sorted(path for path in found if path.suffix != ".md")


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


def scenarios():
    """What the territory's lead asked, to know where access points could open."""
    return _read("scenarios.json")


def voices():
    """What other people said, in several languages; a few still wait to be read."""
    return _read("voices.json")


def cited_voices():
    """What a few people said for themselves, and the findings that rest on their words."""
    return _read("cited_voices.json")


def sorting():
    """What those who sort have already gathered of theme 1; the rest is left to the visitor."""
    return _read("sorting.json")


def people():
    return _read("people.json")


def sheet_file(workshop):
    return CONTENT / workshop["sheet"]


def _rows(name):
    with (CONTENT / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read(name):
    return json.loads((CONTENT / name).read_text(encoding="utf-8"))
