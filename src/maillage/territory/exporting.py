"""What the base holds of a département, in the schemas that others read."""

import os
from pathlib import Path

from maillage.territory.analysis import mediation_rows, write_mediation
from maillage.territory.errors import NothingToExport
from maillage.territory.loading_datasets import rows_of
from maillage.territory.models import Dataset

PLACES = ("bibliotheques", "france-services", "mediation-numerique")


def export_mediation(department, path):
    """Libraries, France services and places of mediation, each once. (how many, those left out)"""
    libraries, services, places = (rows_of(source, department) for source in PLACES)
    rows, left = mediation_rows(libraries, services, places, updated=_dates())
    if not rows:
        raise NothingToExport(department)
    path = Path(path)
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            write_mediation(rows, file)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return len(rows), left


def _dates():
    """The day of the edition where the file says it, else the day when it was loaded."""
    dates = dict.fromkeys(PLACES, "")
    for dataset in Dataset.objects.filter(source__in=PLACES).order_by("pk"):
        is_day = len(dataset.edition) == len("2026-03-31")
        dates[dataset.source] = dataset.edition if is_day else dataset.loaded_at.date().isoformat()
    return dates
