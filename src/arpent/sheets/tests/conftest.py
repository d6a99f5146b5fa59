"""The national template as published (kept out of the repository), and a fictional sheet."""

from pathlib import Path

import pytest

from arpent.sheets import (
    Account,
    DiagnosisRow,
    Item,
    PlanRow,
    ProjectionRow,
    Retex,
    Sheet,
    Theme,
    read_sheet,
)


def _seed_path() -> Path | None:
    for folder in Path(__file__).resolve().parents:
        if (folder / "pyproject.toml").is_file():
            path = folder.parent / "shared" / "seeds" / "thematique-1.md"
            return path if path.is_file() else None
    return None


@pytest.fixture(scope="session")
def seed_bytes() -> bytes:
    path = _seed_path()
    if path is None:
        pytest.skip("the published sheet is not beside this checkout (../shared/seeds)")
    return path.read_bytes()


@pytest.fixture(scope="session")
def seed(seed_bytes: bytes) -> Sheet:
    return read_sheet(seed_bytes)


@pytest.fixture(scope="session")
def sheet() -> Sheet:
    theme = "Travailler ensemble autrement"
    return Sheet(
        Theme(3, theme),
        (
            Retex(
                1,
                "Vendée",
                (
                    Account(
                        "Une salle ouverte le soir",
                        "Le collège ouvre sa salle.\n\nTrente familles viennent.",
                        ("https://exemple.fr/salle?a=1&b=2",),
                    ),
                    Account("", "Un tuteur par classe.", ()),
                ),
            ),
            Retex(2, "", ()),
        ),
        (
            DiagnosisRow(
                theme,
                (1, 2),
                (Item("Débit faible"), Item("Peu de prises", True)),
                (Item("L’entraide entre pairs"),),
            ),
        ),
        (ProjectionRow(theme, (Item("Débit"),), (Item("Se connecter"),), (Item("Un relais"),)),),
        (
            PlanRow(
                theme,
                (Item("Ouvrir un lieu", True),),
                (Item("Trouver une salle"), Item("Former des tuteurs")),
                (Item("Mairie"),),
                (Item("Le mercredi"),),
                (Item("Nombre de familles"),),
            ),
        ),
    )
