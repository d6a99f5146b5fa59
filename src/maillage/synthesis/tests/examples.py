"""A small sheet, as a workshop could have written it, and the files in which it may arrive."""

import copy

from django.core.files.uploadedfile import SimpleUploadedFile

from maillage.synthesis import analysis
from maillage.synthesis.actions import Destination, import_sheet

THEME = "Garantir un égal accès au numérique"
SHEET = {
    "format": "maillage-sheet/1",
    "theme": {"number": 1, "title": THEME},
    "retex": [
        {
            "number": 1,
            "place": "Bourg-la-Digue",
            "accounts": [
                {
                    "title": "La classe depuis le car",
                    "text": "Le téléphone ne capte qu’au bout de la digue.",
                    "links": ["https://exemple.fr/digue"],
                }
            ],
        }
    ],
    "diagnosis": [
        {
            "theme": THEME,
            "retex": [1],
            "irritants": [
                {"text": "Zones blanches autour du bourg", "highlighted": True},
                {"text": "Un seul ordinateur pour toute la fratrie", "highlighted": False},
            ],
            "strengths": [{"text": "Prêt de tablettes par le collège", "highlighted": False}],
        }
    ],
    "projections": [
        {
            "theme": THEME,
            "irritants": [{"text": "Zones blanches autour du bourg", "highlighted": False}],
            "needs": [{"text": "Se connecter à moins de dix minutes", "highlighted": False}],
            "levers": [{"text": "Ouvrir un point d’accès par commune", "highlighted": False}],
        }
    ],
    "plan": [
        {
            "theme": THEME,
            "levers": [{"text": "Ouvrir un point d’accès par commune", "highlighted": True}],
            "steps": [{"text": "Recenser les salles chauffées", "highlighted": False}],
            "actors": [{"text": "La mairie", "highlighted": False}],
            "horizon": [{"text": "Court terme", "highlighted": False}],
            "indicators": [{"text": "Nombre de salles ouvertes le soir", "highlighted": False}],
        }
    ],
    "warnings": [],
}
ITEMS = 11


def sheet(**changes):
    return {**copy.deepcopy(SHEET), **changes}


def corrected():
    """The same, with a need mended and a step more."""
    mended = sheet()
    mended["projections"][0]["needs"][0]["text"] = "Se connecter à moins de cinq minutes"
    mended["plan"][0]["steps"].append({"text": "Signer les conventions", "highlighted": False})
    return mended


def grown(rows):
    """The same, with rows more in each table: lists grow, their cost must not."""
    long = sheet()
    for part in ("diagnosis", "projections", "plan"):
        for n in range(rows):
            row = copy.deepcopy(SHEET[part][0])
            for items in row.values():
                for item in items:
                    if isinstance(item, dict):
                        item["text"] = f"{item['text']} {n + 2}"
            long[part].append(row)
    return long


def as_bytes(told=None, file_format="md"):
    return analysis.write(told or sheet(), file_format)


def as_file(told=None, name="atelier-du-bourg.md", file_format="md"):
    return SimpleUploadedFile(name, as_bytes(told, file_format))


def imported(consultation, told=None, *, title="Atelier du bourg", territory=None, workshop=None):
    """The workshop that importing this sheet made, or corrected."""
    destination = Destination(
        consultation=consultation, title=title, territory=territory, workshop=workshop
    )
    report = import_sheet(
        sheet=told or sheet(), file_name="feuille.md", destination=destination, acting_user=None
    )
    return report.workshop
