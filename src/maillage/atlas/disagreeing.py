"""Where voices and maps do not say the same."""

from maillage.atlas import drawing, words
from maillage.atlas.enums import CLASSES

MOST = 10


def of(told, spoken):
    """([(code, name, what is said, share)] where people or workshops speak of no network and the
    map says that it is covered; the same where the map says that it is not, and few spoke).
    `spoken`: {code: (people, workshops)}."""
    covered, silent = [], []
    for code, share in told.shares.items():
        name = drawing.class_of(share)
        if name == 0 and code in spoken:
            people, workshops = spoken[code]
            covered.append(((-people, -workshops), code, share))
        elif name == len(CLASSES) - 1 and code not in spoken:
            silent.append((-share, code, share))
    return _told(covered, told, spoken), _told(silent, told, spoken)


def _told(found, told, spoken):
    return [
        (
            code,
            told.names[code],
            words.spoken(*spoken.get(code, (0, 0))),
            words.percent(share),
        )
        for _rank, code, share in sorted(found)[:MOST]
    ]
