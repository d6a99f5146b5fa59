"""The sheet of theme 1 that the ministry published; it stands beside the project, not in it."""

from pathlib import Path

import pytest

from maillage.synthesis.analysis import read
from maillage.synthesis.tests.examples import imported
from maillage.voices.actions import publish_workshop

FILE = Path(__file__).resolve().parents[5] / "shared" / "seeds" / "thematique-1.md"
needs_the_file = pytest.mark.skipif(
    not FILE.exists(), reason="the national sheet (shared/seeds/thematique-1.md) is not here"
)
# 70 items in three tables, 4 accounts and the title: what a first import says it added.
ITEMS, ADDED = 70, 75


def national_sheet():
    return read(FILE.read_bytes(), name=FILE.name)


def national_workshop(consultation):
    """Imported and published."""
    workshop = imported(consultation, national_sheet(), title="Thématique 1")
    return publish_workshop(workshop=workshop, acting_user=None)
