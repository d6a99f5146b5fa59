"""Public files of a département of two communes, small enough to be read whole."""

import json

from tests import public_packages as packages

from maillage.territory.actions import load_dataset

_WEST = [[-1.6, 47.2], [-1.5, 47.2], [-1.5, 47.3], [-1.6, 47.3], [-1.6, 47.2]]
_EAST = [[-1.5, 47.2], [-1.4, 47.2], [-1.4, 47.3], [-1.5, 47.3], [-1.5, 47.2]]
COMMUNES = {"99101": ("Étierville", _WEST), "99102": ("Zénobie <b>", _EAST)}
COLLEGE, OTHER = "9810001V", "9810002W"


def load_land(folder):
    """Two communes; one goes whole to a collège, the other is split between two by its streets."""
    files = {
        "communes.json": json.dumps([
            {"code": code, "nom": name, "type": "commune-actuelle", "population": 900}
            for code, (name, _ring) in COMMUNES.items()
        ]),
        "communes.geojson": json.dumps({
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"code": code, "nom": name},
                    "geometry": {"type": "Polygon", "coordinates": [ring]},
                }
                for code, (name, ring) in COMMUNES.items()
            ],
        }),
        "annuaire.csv": _table(
            "identifiant_de_l_etablissement;nom_etablissement;type_etablissement;"
            "statut_public_prive;code_commune;code_departement;etat;latitude;longitude",
            f"{COLLEGE};Collège du Marais;Collège;Public;99101;099;OUVERT;47.25;-1.55",
            f"{OTHER};Collège du Pont;Collège;Public;99102;099;OUVERT;47.22;-1.42",
        ),
        "sectors.csv": _table(
            "code_departement;code_insee;type_et_libelle;n_de_voie_debut;n_de_voie_fin;parite;"
            "code_rne;secteur_unique",
            f"099;99101;;;;;{COLLEGE};O",
            f"099;99102;RUE DU PONT;1.0;9999.0;PI;{OTHER};N",
            f"099;99102;RUE DU MARAIS;1.0;9999.0;PI;{COLLEGE};N",
        ),
        "addresses.csv": _table(
            "id;numero;nom_voie;code_insee;x;y;lon;lat",
            "99102_1_1;1;Rue du Pont;99102;362000;6690000;-1.42;47.22",
            "99102_2_1;1;Rue du Marais;99102;358000;6690000;-1.48;47.22",
        ),
        "libraries.csv": _table(
            "code_bib;nom_de_l_etablissement;type_adresse;code_departement;latitude;longitude;"
            "connexion_wi_fi",
            "B1;Médiathèque d’Étierville;Bâtiment ouvert;99;47.26;-1.56;Oui",
        ),
    }  # fmt: skip
    for name, content in files.items():
        path = folder / name
        path.write_text(content, encoding="utf-8")
        load_dataset(path=path, acting_user=None)


def load_coverage(folder, operator=20801, brand="OF", levels=("TBC", "BC", "CL")):
    """An operator that covers the west of Étierville, as well as it can for its best level, and
    all of both communes for its worst."""
    path = folder / f"2026_T1_couv_{operator}.gpkg"
    wide = (330_000, 380_000)
    spans = [(330_000, 356_050), wide, wide][: len(levels)]
    geometries = [packages.blob(packages.multipolygon(packages.polygon(_box(*x)))) for x in spans]
    about = (operator, brand, brand, "2026-03-31", "4G", "data")
    rows = [(*about, level, "99") for level in levels]
    path.write_bytes(packages.package(rows, geometries))
    load_dataset(path=path, acting_user=None)


def _box(west, east, south=6_650_000, north=6_720_000):
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def _table(*lines):
    return "\n".join(lines) + "\n"
