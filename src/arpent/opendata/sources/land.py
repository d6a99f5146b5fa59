"""Communes: their names, their populations and their contours; addresses."""

from arpent.opendata import _fields as fields
from arpent.opendata._shape import OPEN_LICENCE, Source, Values, column, of_commune, optional
from arpent.text import fold

# How the code of geography and IGN say what a row is, and what that makes of it.
_KINDS = {
    "commune actuelle": "commune",
    "com": "commune",
    "commune simple": "commune",
    "commune deleguee": "former",
    "commune associee": "former",
    "comd": "former",
    "coma": "former",
    "arrondissement municipal": "district",
    "arm": "district",
}


def _kind(cell: str) -> str:
    # IGN tells prefectures by their rank: all of them are communes.
    words = fold(cell)
    if words in _KINDS:
        return _KINDS[words]
    if words.startswith(("prefecture", "sous prefecture", "capitale")):
        return "commune"
    raise ValueError(f"« {cell[:40]} » n’est pas une sorte de commune.")


def _codes(cell: str) -> list[str]:
    return [fields.commune(code) for code in cell.split("|") if code.strip()]


def _commune_department(values: Values) -> str:
    return values.get("department") or of_commune("code")(values)


COMMUNES = Source(
    "communes",
    "Communes, code officiel géographique et populations",
    "Insee",
    OPEN_LICENCE,
    "https://www.insee.fr/fr/information/2560452",
    (
        column("code", fields.commune, "insee com", "com", filled=True),
        column("name", fields.text(), "nom", "libelle", filled=True),
        column("kind", _kind, "type", "statut", "typecom", filled=True),
        optional("department", fields.department, "departement", "insee dep", "dep"),
        column("population", fields.count, "population municipale"),
        optional("head", fields.commune, "chef lieu", "cheflieu", "comparent", "commune"),
        optional("former", _codes, "anciens codes", "ancienscodes"),
        optional("epci", fields.text(20), "siren epci"),
    ),
    _commune_department,
    key=("code", "kind"),
)
CONTOURS = Source(
    "contours-communes",
    "Contours des communes",
    "IGN",
    OPEN_LICENCE,
    "https://geoservices.ign.fr/adminexpress",
    (
        column("code", fields.commune, "insee com", "insee", "code insee", filled=True),
        optional("name", fields.text(), "nom", "nom com", "nom officiel"),
    ),
    of_commune("code"),
    form="areas",
)
ADDRESSES = Source(
    "adresses",
    "Base adresse nationale",
    "Direction interministérielle du numérique, IGN",
    OPEN_LICENCE,
    "https://adresse.data.gouv.fr/data/ban/adresses/latest/csv/",
    (
        column("id", fields.text(60), "cle interop", filled=True),
        column("number", fields.count, "numero"),
        optional("suffix", fields.text(40), "rep", "suffixe"),
        column("street", fields.text(), "nom voie", "voie nom", filled=True),
        column("commune", fields.commune, "code insee", "commune insee", filled=True),
        optional("postcode", fields.postcode, "code postal"),
        optional("former", fields.commune, "code insee ancienne commune"),
        column("x", fields.decimal),
        column("y", fields.decimal),
        column("longitude", fields.longitude, "lon", "long"),
        column("latitude", fields.latitude, "lat"),
    ),
    of_commune("commune"),
)
CODES = Source(
    "codes-communes",
    "Code officiel géographique des communes",
    "Insee",
    OPEN_LICENCE,
    "https://www.insee.fr/fr/information/2560452",
    (
        column("code", fields.commune, "com", filled=True),
        column("name", fields.text(), "libelle", filled=True),
        column("kind", _kind, "typecom", filled=True),
        # Former communes have none of their own.
        column("department", fields.department, "dep"),
        column("head", fields.commune, "comparent"),
    ),
    _commune_department,
    key=("code", "kind"),
)
POPULATIONS = Source(
    "populations",
    "Populations légales des communes",
    "Insee",
    OPEN_LICENCE,
    "https://www.insee.fr/fr/information/2008354",
    (
        column("code", fields.commune, "depcom", "codgeo", "code insee", "com", filled=True),
        column("population", fields.count, "pmun", "population municipale", filled=True),
        optional("name", fields.text(), "libgeo", "libelle"),
    ),
    of_commune("code"),
    key=("code",),
)
SOURCES = (CONTOURS, COMMUNES, CODES, POPULATIONS, ADDRESSES)
