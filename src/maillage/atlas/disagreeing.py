"""Where voices and maps do not say the same."""

from maillage.atlas import drawing, words
from maillage.atlas.enums import CLASSES
from maillage.territory.enums import About

MOST = 10


def of(told, heard):
    """([(code, name, what is said, share)] where many speak of no network and the map says that it
    is covered; the same where the map says that it is not, and few spoke)."""
    people = heard[About.COMMUNE]
    covered, silent = [], []
    for code, share in told.shares.items():
        name = drawing.class_of(share)
        if name == 0 and people.get(code):
            covered.append((-people[code], code, share))
        elif name == len(CLASSES) - 1 and not people.get(code):
            silent.append((-share, code, share))
    return _told(covered, told, people), _told(silent, told, people)


def _told(found, told, people):
    return [
        (code, told.names[code], words.voices(people.get(code)), words.percent(share))
        for _rank, code, share in sorted(found)[:MOST]
    ]
