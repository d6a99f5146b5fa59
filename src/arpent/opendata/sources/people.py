"""What Insee publishes of households, by squares of 200 m."""

from arpent.opendata import _departments as departments
from arpent.opendata import _fields as fields
from arpent.opendata._shape import OPEN_LICENCE, Source, Values, column, of_commune, optional


def _communes(cell: str) -> list[str]:
    """Codes one after the other, without anything between them when there are several."""
    packed = cell.replace(" ", "").replace("|", "").replace(",", "")
    if len(packed) % 5:
        packed = packed.zfill(len(packed) + 1) if len(packed) == 4 else packed
    if len(packed) % 5:
        raise ValueError(f"« {cell[:40]} » n’est pas une suite de codes de commune.")
    return [fields.commune(packed[at : at + 5]) for at in range(0, len(packed), 5)]


def _department(values: Values) -> str:
    return of_commune("first")({"first": values["communes"][0]}) if values["communes"] else ""


# An axis is measured against the département or the region, in files that keep one or the other.
_AROUND = ("departement 1", "departement", "region 1", "region")
_PEOPLE = fields.between(0, 100_000)
SQUARES = Source(
    "carreaux-200m",
    "Données carroyées à 200 m (Filosofi)",
    "Insee",
    OPEN_LICENCE,
    "https://www.insee.fr/fr/statistiques/7655475",
    (
        column("square", fields.cell_200m, "idcar 200m", "idinspire", "id inspire", filled=True),
        optional("imputed", fields.boolean, "i est 200", "i est cr"),
        column("people", _PEOPLE, "ind", filled=True),
        column("households", _PEOPLE, "men", filled=True),
        column("poor", _PEOPLE, "men pauv"),
        column("aged_6_10", _PEOPLE, "ind 6 10", filled=True),
        column("aged_11_17", _PEOPLE, "ind 11 17", filled=True),
        optional("communes", _communes, "lcog geo", "depcom"),
    ),
    _department,
)
_SCORE = fields.between(0, 1_000)
FRAGILITY = Source(
    "fragilite-numerique",
    "Indice de fragilité numérique",
    "La Mednum",
    OPEN_LICENCE,
    "https://lamednum.coop/actions/indice-de-fragilite-numerique/",
    (
        # It has no codes: a place is known by its name and that of its département.
        column("name", fields.text(), "libcom", filled=True),
        column("department", departments.named, "libdep", filled=True),
        optional("people", fields.count, "p16 pop", "p17 pop", "p18 pop"),
        column("score", _SCORE, "score global departement 1", "score global departement"),
        optional("score_region", _SCORE, "score global region 1", "score global region"),
        *(
            optional(ours, _SCORE, *(f"{theirs} {around}" for around in _AROUND))
            for ours, theirs in (
                ("information", "acces a l information"),
                ("interfaces", "acces aux interfaces numeriques"),
                # As its titles spell it.
                ("administrative", "competences administatives"),
                ("digital", "competences numeriques scolaires"),
            )
        ),
    ),
    lambda values: values["department"],
)
SOURCES = (SQUARES, FRAGILITY)
