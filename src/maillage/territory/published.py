"""Where the open data of a département is published: what `maillage territory load 44` fetches."""

from dataclasses import dataclass
from urllib.parse import quote

from maillage.territory.errors import UnknownSource

EDUCATION = "https://data.education.gouv.fr/api/explore/v2.1/catalog/datasets/{}/exports/csv"
CULTURE = "https://data.culture.gouv.fr/api/explore/v2.1/catalog/datasets/{}/exports/csv"
DATASETS = "https://www.data.gouv.fr/api/1/datasets/{}/"
ARCEP_FIXED = "https://data.arcep.fr/fixe/maconnexioninternet/"
ARCEP_MOBILE = "https://data.arcep.fr/mobile/"
_LAST = "last/departement"
_COMMUNES = "statistiques/last/commune/commune_"
_BEST = _COMMUNES + "meilleure_techno_thd.csv"
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Published:
    """A file at an address. Where the address changes with each edition, `listed` is what its links
    look like on the page (or in the answer of data.gouv) that is at `address` instead."""

    name: str
    title: str
    address: str
    file_name: str
    listed: str = ""
    # How large it may be: several times what it was when this was written.
    most: int = 200 * MEGABYTE
    # Gigabytes, of the whole country: fetched only by whoever names it.
    on_demand: bool = False


def wanted(code, names=()):
    """What is fetched unasked, or what is named and nothing else."""
    found = of_department(code)
    unknown = set(names) - {one.name for one in found}
    if unknown:
        raise UnknownSource(sorted(unknown), [one.name for one in found])
    return [one for one in found if one.name in names or not (names or one.on_demand)]


def of_department(code):
    """In the order in which they load: schools lie in communes, coverage is kept by contours."""
    return [
        Published(
            "communes",
            "Communes, codes et populations",
            "https://unpkg.com/@etalab/decoupage-administratif/data/communes.json",
            "communes.json",
        ),
        Published(
            "contours-communes",
            "Contours des communes",
            "https://etalab-datasets.geo.data.gouv.fr/contours-administratifs/latest/geojson/"
            "communes-100m.geojson.gz",
            "communes-100m.geojson.gz",
        ),
        _education("annuaire-education", "Annuaire de l’éducation", code),
        _education("carte-scolaire-colleges-publics", "Carte scolaire des collèges", code),
        _education("ips-colleges-ap2023", "IPS des collèges", code, "code_du_departement"),
        _education("ips-lycees-ap2023", "IPS des lycées", code, "code_du_departement"),
        _education("ecoles-effectifs-nb_classes", "Effectifs des écoles", code),
        _education("college-effectifs-niveau-sexe-lv", "Effectifs des collèges", code, "code_dept"),
        Published(
            "bibliotheques",
            "Bibliothèques publiques",
            CULTURE.format("adresses-des-bibliotheques-publiques") + "?delimiter=%3B",
            "bibliotheques.csv",
        ),
        _listed("france-services", "France services", "liste-des-structures-france-services"),
        _listed(
            "mediation-numerique",
            "Lieux de médiation numérique",
            "lieux-de-mediation-numerique-cartographie-nationale",
        ),
        Published(
            "adresses",
            "Base adresse nationale",
            "https://adresse.data.gouv.fr/data/ban/adresses/latest/csv/"
            f"adresses-{code}.csv.gz",
            f"adresses-{code}.csv.gz",
        ),
        _fixed("debit-filaire", "Débits filaires", _COMMUNES + "debit_filaire.csv"),
        _fixed("meilleure-techno-communes", "Meilleure technologie fixe", _BEST),
        _fixed("immeubles", "Base des immeubles", f"base_imb/{_LAST}/base_imb_{code}.csv.gz"),
        _fixed("eligibilite", "Éligibilité", f"eligibilite/{_LAST}/actuel_{code}.csv.gz"),
        Published(
            "couverture-mobile",
            "Couverture mobile théorique (4G)",
            ARCEP_MOBILE + f"couvertures_theoriques/last/{_coverage_folder(code)}/index.html",
            "",
            listed=r"[^\"'\s<>]*_4G_[^\"'\s<>]*\.gpkg\.7z",
            most=2_000 * MEGABYTE,
            on_demand=True,
        ),
    ]  # fmt: skip


def _education(dataset, title, code, column="code_departement"):
    # The ministry writes "044" or "44", and has numbers of its own for Corsica.
    spelled = {code, code.zfill(3), *({"2A": ["620"], "2B": ["720"]}.get(code, []))}
    where = f"{column} in ({', '.join(f'{chr(34)}{one}{chr(34)}' for one in sorted(spelled))})"
    return Published(
        f"fr-en-{dataset}",
        title,
        EDUCATION.format(f"fr-en-{dataset}") + f"?delimiter=%3B&where={quote(where)}",
        f"fr-en-{dataset}_{code}.csv",
    )


def _listed(name, title, dataset):
    return Published(
        name, title, DATASETS.format(dataset), f"{name}.csv", listed=r"https://[^\"\s]+\.csv"
    )


def _fixed(name, title, path):
    file_name = path.rpartition("/")[2]
    return Published(name, title, ARCEP_FIXED + path, file_name, most=500 * MEGABYTE)


_OVERSEAS = {
    "971": "Guadeloupe", "972": "Martinique", "973": "Guyane", "974": "La_Reunion",
    "976": "Mayotte",
}  # fmt: skip


def _coverage_folder(code):
    return _OVERSEAS.get(code, "Metropole/00_Metropole")
