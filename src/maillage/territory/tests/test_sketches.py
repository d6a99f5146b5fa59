"""What a map draws is made when a file is loaded, and pages read one row."""

import json

import pytest

from maillage.territory import queries
from maillage.territory.actions import load_dataset
from maillage.territory.models import Sketch

pytestmark = pytest.mark.django_db
NETWORKS = "techno;niveau;commune;" + ";".join(
    f"{what}_{count}" for what in ("pop", "couv") for count in range(6)
)


@pytest.fixture
def load(tmp_path):
    def write_and_load(name, text):
        path = tmp_path / name
        path.write_text(text)
        return load_dataset(path=path, acting_user=None)

    return write_and_load


def _contours(*communes):
    """Squares of a tenth of a degree, side by side."""
    features = []
    for number, code in enumerate(communes):
        x, y = -1.5 + number / 10, 47.2
        ring = [[x, y], [x + 0.1, y], [x + 0.1, y + 0.1], [x, y + 0.1], [x, y]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        properties = {"code": code, "nom": f"Commune {code}"}
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return json.dumps({"type": "FeatureCollection", "features": features})


def _libraries(*rows):
    head = "code_bib;libelle1;type_adresse;insee;latitude;longitude;connexion_wi_fi"
    return "\n".join([head, *rows])


def test_loading_contours_draws_the_department(load):
    load("contours.geojson", _contours("44001", "44002", "44003"))

    sketch = queries.sketch_of("44")

    assert sketch.communes.keys() == {"44001", "44002", "44003"}
    assert all(path.startswith("M") and path.endswith("z") for path in sketch.communes.values())
    assert sketch.frame["width"] == 1000
    assert sketch.around["neighbours"]["44002"] == ["44001", "44003"]


def test_places_join_the_drawing_when_they_are_loaded(load):
    load("contours.geojson", _contours("44001", "44002"))
    load(
        "bibliotheques.csv",
        _libraries(
            "B1;Le Phare;Bâtiment ouvert;44002;47.25;-1.35;Oui",
            "B2;La Réserve;Bâtiment fermé;44002;47.25;-1.35;Oui",
            "B3;Ailleurs;Bâtiment ouvert;44002;40;3;Oui",
        ),
    )

    sketch = Sketch.objects.get(department="44")

    assert [place[:3] for place in sketch.around["places"]] == [["library", "Le Phare", "44002"]]
    assert sketch.dots["library"].endswith("h0")


def test_a_former_commune_is_drawn_with_the_one_it_is_in(load):
    load("contours.geojson", _contours("44001", "44002"))
    load(
        "communes.json",
        json.dumps(
            [
                {"code": "44001", "nom": "La Grande", "type": "commune-actuelle",
                 "population": 900, "anciensCodes": ["44002"], "departement": "44"}
            ]
        ),
    )  # fmt: skip

    assert queries.sketch_of("44").communes.keys() == {"44001"}


def test_white_and_grey_shares_are_told_without_contours(load):
    shares = "1,5;2;10;20;30;36,5"
    load(
        "nbope.csv",
        "\n".join([NETWORKS, f"4G;BC;44001;{shares};{shares}", f"3G;BC;44002;{shares};{shares}"]),
    )

    sketch = queries.sketch_of("44")

    assert sketch.networks == {"44001": [1.5, 12.0, 86.5]}
    assert sketch.frame == {}


def test_a_file_that_draws_nothing_leaves_no_sketch(load):
    load("bibliotheques.csv", _libraries("B1;Le Phare;Bâtiment ouvert;44002;47.25;-1.35;Oui"))

    assert queries.sketch_of("44") is None
