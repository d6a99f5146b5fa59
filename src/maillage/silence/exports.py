"""All that is published, as a table: what is hidden is said hidden, what is unknown is empty."""

import json

from maillage.silence.enums import ALL
from maillage.toolbox.delimited import CONTENT_TYPE, delimited
from maillage.toolbox.guard import neutralised
from maillage.voices.enums import FEW

NAMES = (
    "profil", "territoire", "territoire_nom", "thematique", "etat", "voix", "attendu", "population",
    "pour_1000", "pour_1000_bas", "pour_1000_haut", "source", "compte_le",
)  # fmt: skip
CONTENT_TYPES = {"csv": CONTENT_TYPE, "json": "application/json"}
TOLD, HIDDEN = "dit", "masque"


def written(counted, file_format):
    rows = rows_of(counted)
    if file_format == "csv":
        return delimited(NAMES, ([neutralised(str(each)) for each in row] for row in rows))
    about = {
        "compte_le": counted.counted_at.isoformat(),
        "seuil": FEW,
        "intervalle": "Wilson, 95 %",
        "sources": counted.sources,
        "etablissements_sans_effectif": counted.uncounted,
        "lignes": [dict(zip(NAMES[:-1], row[:-1], strict=True)) for row in rows],
    }
    return [json.dumps(about, ensure_ascii=False, indent=1).encode()]


def rows_of(counted):
    day = counted.counted_at.date().isoformat()
    for cell in counted.everything():
        rate = cell.rate
        yield [
            "" if cell.profile == ALL else str(cell.profile),
            cell.place.key,
            cell.place.name,
            "" if cell.theme == ALL else cell.theme,
            HIDDEN if cell.is_hidden else TOLD,
            "" if cell.is_hidden else cell.count,
            "" if cell.expected is None else round(cell.expected, 2),
            "" if cell.population is None else cell.population,
            *_rounded(rate),
            " ; ".join(sorted({_source(each) for each in _sources(counted, cell)})),
            day,
        ]


def _rounded(rate):
    return [round(each, 4) for each in (rate.value, rate.low, rate.high)] if rate else ("",) * 3


def _sources(counted, cell):
    if cell.population is None:
        return []
    if cell.profile == ALL:
        return [each for sources in counted.sources.values() for each in sources]
    return counted.sources[cell.profile]


def _source(told):
    return f"{told['source']}, {told['year']}, {told['licence']}"
