"""A scenario as files: rows for spreadsheets, points for maps, a document for a meeting.

Column names are French in every language, as files of public data are.
"""

import json
from collections.abc import Callable
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maillage.scenarios import analysis, telling, words
from maillage.scenarios.models import Question
from maillage.toolbox.delimited import CONTENT_TYPE, delimited
from maillage.toolbox.guard import neutralised

NAMES = (
    "quoi", "code", "nom", "sorte", "commune", "longitude", "latitude", "etat", "eleves",
    "eleves_bas", "eleves_haut", "eleves_atteints", "lieu_le_plus_proche", "distance_m",
    "duree_min", "trajet", "wifi_ou_postes", "places", "mercredi", "soir", "samedi", "dimanche",
    "vacances", "heures_par_semaine", "cout", "source", "edition",
)  # fmt: skip
SLOTS = {
    "mercredi": "wednesday",
    "soir": "evening",
    "samedi": "saturday",
    "dimanche": "sunday",
    "vacances": "holidays",
}
NUMBERS = (
    "longitude", "latitude", "eleves", "eleves_bas", "eleves_haut", "eleves_atteints",
    "distance_m", "duree_min", "heures_par_semaine", "cout",
)  # fmt: skip


class Format(NamedTuple):
    label: str
    content_type: str
    write: Callable[[object], bytes]


def rows_of(scenario):
    """Every place and every commune, as a dictionary by `NAMES`; None is what nobody knows."""
    outcome, way = scenario.outcome, words.way_of(Question.of(scenario.question))
    for place in outcome["places"]:
        yield _row(_place(place))
    for one in outcome["communes"]:
        yield _row({**_commune(one, outcome), "trajet": way})


def _row(told):
    return {name: told.get(name) for name in NAMES}


def _place(place):
    longitude, latitude = place["at"]
    return {
        "quoi": "lieu",
        "code": place["key"],
        "nom": place["name"],
        "sorte": place["kind"],
        "commune": place["commune"],
        "longitude": longitude,
        "latitude": latitude,
        "etat": "deja_ouvert" if place["was_open"] else "a_ouvrir",
        "eleves": place["pupils"],
        "wifi_ou_postes": place["connects"],
        "places": place["seats"],
        **{name: place["slots"].get(slot) for name, slot in SLOTS.items()},
        "heures_par_semaine": place["hours"],
        "cout": place["cost"],
        "source": place["source"],
        "edition": place["edition"],
    }


def _commune(one, outcome):
    longitude, latitude = one["at"]
    place = None if one["place"] is None else outcome["places"][one["place"]]
    return {
        "quoi": "commune",
        "code": one["code"],
        "nom": one["name"],
        "commune": one["code"],
        "longitude": longitude,
        "latitude": latitude,
        "etat": _state(one),
        "eleves": one["without"],
        "eleves_bas": one["low"],
        "eleves_haut": one["high"],
        "eleves_atteints": one["reached"],
        "lieu_le_plus_proche": place and place["key"],
        "distance_m": one["metres"] and round(one["metres"], 1),
        "duree_min": one["minutes"] and round(one["minutes"], 1),
        "source": "estimation",
        "edition": outcome["edition"],
    }


def _state(one):
    if one["is_reached"]:
        return "atteinte"
    return "en_partie" if one["reached"] else "reste"


def _csv(scenario):
    rows = ([_written(value) for value in row.values()] for row in rows_of(scenario))
    return b"".join(delimited(NAMES, rows))


def _written(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    # A decimal comma: a spreadsheet of this country takes the other for a text.
    return str(value).replace(".", ",") if isinstance(value, float) else neutralised(str(value))


def _geojson(scenario):
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]},
            "properties": {
                name: value for name, value in row.items() if name not in {"longitude", "latitude"}
            },
        }
        for row in rows_of(scenario)
    ]
    about = {"type": "FeatureCollection", "name": scenario.name, **_about(scenario)}
    return json.dumps({**about, "features": features}, ensure_ascii=False).encode()


def _about(scenario):
    outcome = scenario.outcome
    return {
        "scenario": scenario.get_absolute_url(),
        "demande": scenario.question,
        "preuve": outcome["proof"],
        "totaux": outcome["totals"],
        "masquees": outcome["hidden"],
        "sources": outcome["sources"],
    }


def _geoparquet(scenario):
    rows = list(rows_of(scenario))
    columns = {
        name: [_float(row[name]) if name in NUMBERS else row[name] for row in rows]
        for name in NAMES
    }
    points = [(row["longitude"], row["latitude"]) for row in rows]
    return analysis.geoparquet(columns, points)


def _float(value):
    return None if value is None else float(value)


def _document(file_format):
    return lambda scenario: analysis.write_report(_report(scenario), file_format)


def _report(scenario):
    told = telling.told(scenario)
    totals = told["totals"]
    parts = [
        analysis.ReportPart(
            _("Ce qui en sort"),
            (
                _("Élèves sans solution : %(without)s.") % totals,
                _("Élèves atteints : %(reached)s, dont %(newly)s grâce aux lieux à ouvrir.")
                % totals,
                _("Élèves qui restent : %(left)s.") % totals,
                told["proof"],
                *filter(None, [scenario.note]),
            ),
        ),
        _places_part(told),
        _communes_part(_("Communes qui restent"), told["left"]),
        _communes_part(_("Communes atteintes"), told["reached"]),
        analysis.ReportPart(_("Ce que cela vaut"), tuple(told["warnings"])),
        analysis.ReportPart(
            _("Ce qui a été demandé"),
            (),
            (_("Demande"), _("Réponse")),
            tuple((str(name), str(value)) for name, value in told["question"]),
        ),
        analysis.ReportPart(_("Sources"), tuple(_sources(scenario))),
    ]
    return analysis.Report(scenario.name, tuple(parts))


def _places_part(told):
    columns = ("N°", _("Lieu"), _("Commune"), _("Élèves"), _("Wi-Fi ou postes"), _("Ouvert"))
    rows = tuple(
        (
            str(number), place["name"], place["commune_name"], place["pupils"],
            place["connects"], place["slots"],
        )
        for number, place in enumerate(told["opened"], 1)
    )  # fmt: skip
    return analysis.ReportPart(_("Lieux à ouvrir"), (), columns, rows)


def _communes_part(title, communes):
    columns = (_("Commune"), _("Élèves"), _("Lieu"), _("Trajet"))
    rows = tuple(
        (one["name"], one["pupils"], one["nearest"] or "–", one["distance"] or "–")
        for one in communes
    )
    return analysis.ReportPart(title, (), columns, rows)


def _sources(scenario):
    yield _("Scénario calculé le %(day)s ; estimation du %(other)s.") % {
        "day": date_format(scenario.made_at),
        "other": date_format(scenario.estimate.made_at),
    }
    yield from map(words.source, scenario.outcome["sources"])


OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = {
    "csv": Format("CSV", CONTENT_TYPE, _csv),
    "geojson": Format("GeoJSON", "application/geo+json", _geojson),
    "parquet": Format("GeoParquet", "application/vnd.apache.parquet", _geoparquet),
    "docx": Format("Word", OFFICE, _document("docx")),
    "pdf": Format("PDF", "application/pdf", _document("pdf")),
}
