"""Sheets, through the real command line."""

import json
import os
import subprocess
import sys
from pathlib import Path

CONTENT = Path(__file__).parents[2] / "src" / "maillage" / "demo" / "content" / "sheets"


def command_environment():
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAILLAGE_")}
    return {
        **kept,
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "maillage.config.settings.base",
        "LANG": "C.UTF-8",
        "LC_ALL": "",
        "PYTHONUNBUFFERED": "1",
    }


def maillage(*arguments):
    done = subprocess.run(
        [sys.executable, "-m", "maillage.config", *map(str, arguments)],
        env=command_environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def read_sheet(path):
    return json.loads(maillage("sheet", "read", path, "--json"))


# Nearly the same words from one part to the next: what the machine proposes, and a person decides.
TOLD_ELSEWHERE = {"diagnosis": "à la lande", "projections": "dans la lande", "plan": "sur la lande"}


def fictional_sheet(folder, slug="bout-de-la-digue"):
    """A sheet of the demonstration, told by another workshop: every wording is a new one."""
    told = read_sheet(CONTENT / f"{slug}.md")
    for part, place in TOLD_ELSEWHERE.items():
        cells = [cell for row in told[part] for cell in row.values() if isinstance(cell, list)]
        for item in [item for cell in cells for item in cell if isinstance(item, dict)]:
            item["text"] += f", {place}"
    source = folder / "feuille.json"
    source.write_text(json.dumps(told))
    written = folder / "Atelier de la lande.docx"
    maillage("sheet", "write", source, "-o", written)
    return written
