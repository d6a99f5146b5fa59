"""Places of digital mediation in the national schema (v1.0.2), from what public files say."""

import csv
import re
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from arpent.opendata import _hours as hours
from arpent.opendata.sources.places import MEDIATION, MEDIATION_COLUMNS
from arpent.text import fold

Values = Mapping[str, Any]
CONNECTS = "Accès internet et matériel informatique"
# Mandatory, and unknown of most libraries: what the schema's own tools write then.
NO_PIVOT = "00000000000000"
_MANDATORY = ("id", "pivot", "name", "town", "postcode", "address", "updated")
_MOST_OF_A_SUMMARY = 280
_PREFIXES = "33|590|594|262|596|269|687|689|508|681"
# The words of the schema; another word would refuse the whole file.
_WORDS = {
    "itinerant": "Itinérant|Fixe",
    "services": (
        "Aide aux démarches administratives|Maîtrise des outils numériques du quotidien|"
        "Insertion professionnelle via le numérique|Utilisation sécurisée du numérique|"
        "Parentalité et éducation avec le numérique|Loisirs et créations numériques|"
        f"Compréhension du monde numérique|{CONNECTS}|"
        "Acquisition de matériel informatique à prix solidaire"
    ),
    "public": "Jeunes|Étudiants|Familles et/ou enfants|Seniors|Femmes",
    "care": (
        "Surdité|Handicaps moteurs|Handicaps mentaux|Illettrisme|Langues étrangères (anglais)|"
        "Langues étrangères (autres)|Déficience visuelle"
    ),
    "fees": "Gratuit|Gratuit sous condition|Payant",
    "programmes": (
        "Aidants Connect|Bibliothèques numérique de référence|Certification PIX|"
        "Conseillers numériques|Emmaüs Connect|France Services|Grande école du numérique|"
        "La Croix Rouge|Point d'accès numérique CAF|Promeneurs du net|"
        "Relais numérique (Emmaüs Connect)"
    ),
    "trainings": (
        "Formé à « Mon Espace Santé »|Formé à « DUPLEX » (illettrisme)|"
        "Arnia/MedNum BFC (Bourgogne-Franche-Comté)|"
        "Collectif ressources et acteurs réemploi (Normandie)|Étapes numériques(La Poste)|"
        "Fabriques de Territoire|Les Éclaireurs du numérique (Drôme)|"
        "Mes Papiers (Métropole de Lyon)|ORDI 3.0|SUD LABS (PACA)"
    ),
    "access": (
        "Se présenter|Téléphoner|Contacter par mail|Prendre un RDV en ligne|"
        "Ce lieu n'accueille pas de public|Envoyer un mail avec une fiche de prescription"
    ),
    "help": "En autonomie|Accompagnement individuel|Dans un atelier collectif|À distance",
}
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday")


def mediation_rows(
    libraries: Iterable[Values] = (),
    services: Iterable[Values] = (),
    places: Iterable[Values] = (),
    *,
    updated: Mapping[str, str],
) -> tuple[list[dict[str, Any]], list[str]]:
    """Places by the columns of ``mediation-numerique``, each once, and the names of those left out.

    ``updated``: the date (ISO 8601) of each of the sources, by its name, since libraries and France
    services say none. Left out: a place without what the schema makes mandatory (address, postcode,
    town), a library that is not an open building. An identifier that comes twice is that of
    ``places``, which knows more of it.
    """
    found: dict[str, dict[str, Any]] = {}
    left: list[str] = []
    told = (
        *(dict(place) for place in places),
        *(_library(row, updated["bibliotheques"]) for row in libraries if _is_open(row)),
        *(_service(row, updated["france-services"]) for row in services),
    )
    for place in told:
        row = {column.name: place.get(column.name) for column in MEDIATION.columns}
        if any(not row[name] for name in _MANDATORY):
            left.append(str(row["name"] or row["id"]))
            continue
        found.setdefault(str(row["id"]), _of_schema(row))
    return list(found.values()), left


def write_mediation(rows: Iterable[Values], file: TextIO) -> None:
    """CSV as the schema asks: its 32 columns in its order, commas, everything quoted."""
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(MEDIATION_COLUMNS.values())
    for row in rows:
        writer.writerow(["" if row[name] is None else row[name] for name in MEDIATION_COLUMNS])


def _is_open(row: Values) -> bool:
    return fold(row.get("kind") or "") == "batiment ouvert"


def _library(row: Values, updated: str) -> dict[str, Any]:
    return {
        **{name: row.get(name) for name in ("name", "town", "postcode", "address")},
        **{name: row.get(name) for name in ("latitude", "longitude")},
        "id": f"bib-{row['id']}",
        "pivot": NO_PIVOT,
        "insee": row.get("commune"),
        "kinds": "BIB",
        "source": "Ministère de la Culture",
        "itinerant": "Fixe",
        "updated": updated,
        "services": CONNECTS if row.get("wifi") else None,
    }


def _service(row: Values, updated: str) -> dict[str, Any]:
    moves = any(word in fold(row.get("format") or "") for word in ("itinerante", "bus"))
    days = dict(zip(hours.DAYS, (row.get(day) for day in _WEEK), strict=False))
    return {
        **{name: row.get(name) for name in ("name", "town", "postcode", "address")},
        **{name: row.get(name) for name in ("latitude", "longitude", "mails", "phone")},
        "id": f"fs-{row['id']}",
        "pivot": NO_PIVOT,
        "insee": row.get("commune"),
        "kinds": "RFS",
        "hours": hours.written(days) or None,
        "source": "Agence nationale de la cohésion des territoires",
        "itinerant": "Itinérant" if moves else "Fixe",
        "updated": updated,
        # What the charter of the label asks of each of them.
        "services": f"Aide aux démarches administratives|{CONNECTS}",
        "fees": "Gratuit",
        "programmes": "France Services",
    }


def _of_schema(row: dict[str, Any]) -> dict[str, Any]:
    """The same place, without the words that the schema does not know."""
    for name, words in _WORDS.items():
        known = dict.fromkeys(words.split("|"))
        kept = [word for word in (row[name] or "").split("|") if word in known]
        row[name] = "|".join(dict.fromkeys(kept)) or None
    if not re.fullmatch(r"[a-zA-Z0-9]{9,14}", row["pivot"]):
        row["pivot"] = NO_PIVOT
    row["phone"] = _phone(row["phone"] or "")
    summary = row["summary"] or ""
    if len(summary) > _MOST_OF_A_SUMMARY:
        row["summary"] = summary[: _MOST_OF_A_SUMMARY - 1] + "…"
    return row


def _phone(written: str) -> str | None:
    digits = re.sub(r"[\s.()-]", "", written)
    if re.fullmatch(r"0[1-9]\d{8}", digits):
        digits = f"+33{digits[1:]}"
    return digits if re.fullmatch(rf"\+({_PREFIXES})\d{{6,9}}", digits) else None
