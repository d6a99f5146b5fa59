"""A département that does not exist: four communes in a row, eight kilometres apart."""

import json

import pytest

from maillage.territory.actions import load_dataset
from maillage.territory.enums import Kind
from maillage.territory.tests.factories import (
    EstimateFactory,
    EstimateLineFactory,
    SchoolFactory,
    TerritoryFactory,
)

NAMES = {"99001": "Sauvelle", "99002": "Brumeval", "99003": "Lanterres", "99004": "Rochevive"}
WEST = {"99001": -1.0, "99002": -0.9, "99003": -0.8, "99004": -0.7}
LIBRARIES = {
    # Declared Wi-Fi; nothing said; declared none; nothing said, and no seat told.
    "L1": ("99001", "Médiathèque de Sauvelle", 12, "Oui"),
    "L2": ("99002", "Bibliothèque de Brumeval", 8, ""),
    "L3": ("99003", "=Bibliothèque de Lanterres", 20, "Non"),
    "L4": ("99004", "Bibliothèque de Rochevive", "", ""),
}


def _square(west):
    ring = [[west, 47.0], [west + 0.1, 47.0], [west + 0.1, 47.1], [west, 47.1], [west, 47.0]]
    return {"type": "Polygon", "coordinates": [ring]}


def _files():
    yield (
        "communes.csv",
        "code;nom;type;departement;population municipale\n"
        + "".join(f"{code};{name};commune-actuelle;99;1200\n" for code, name in NAMES.items()),
    )
    features = [
        {"type": "Feature", "properties": {"code": code, "nom": name}, "geometry": _square(west)}
        for (code, name), west in zip(NAMES.items(), WEST.values(), strict=True)
    ]
    yield "contours.geojson", json.dumps({"type": "FeatureCollection", "features": features})
    head = "code bib;libelle1;type adresse;code departement;latitude;longitude;nombre de places;"
    yield (
        "bibliotheques.csv",
        f"{head}connexion wi fi\n"
        + "".join(
            f"{key};{name};Bâtiment ouvert;99;47.06;{WEST[code] + 0.05};{seats};{wifi}\n"
            for key, (code, name, seats, wifi) in LIBRARIES.items()
        ),
    )


@pytest.fixture
def department(db):
    """The département, around which hats are worn."""
    return TerritoryFactory(kind=Kind.DEPARTMENT, code="99", name="Val-de-Brume")


@pytest.fixture
def estimate(department, tmp_path):
    """30 pupils without in Sauvelle, 40 in Brumeval, 20 in Lanterres; hidden in Rochevive."""
    for name, text in _files():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        load_dataset(path=path, acting_user=None)
    return estimated(department, {"99001": 30.0, "99002": 40.0, "99003": 20.0, "99004": None})


def estimated(department, figures):
    """An estimate whose communes have so many pupils without; None: hidden."""
    estimate = EstimateFactory(territory=department)
    for rank, (code, without) in enumerate(figures.items()):
        told = {"estimate": estimate, "code": code, "name": NAMES[code], "rank": rank}
        told["territory"] = None
        if without is None:
            EstimateLineFactory(hidden=True, **told)
        else:
            bounds = {"without": without, "low": without - 10, "high": without + 20}
            EstimateLineFactory(**told, **bounds)
    return estimate


@pytest.fixture
def school(estimate):
    """A collège whose pupils live where nobody said."""
    return EstimateLineFactory(estimate=estimate, school=SchoolFactory(), rank=0)
