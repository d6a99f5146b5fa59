"""What Insee publishes of households, by squares of 200 m."""

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


_PEOPLE = fields.between(0, 100_000)
SQUARES = Source(
    "carreaux-200m",
    "Données carroyées à 200 m (Filosofi)",
    "Insee",
    OPEN_LICENCE,
    "https://www.insee.fr/fr/statistiques/7655475",
    (
        column("square", fields.cell_200m, "idcar 200m", "idinspire", "id inspire", filled=True),
        # 2015 does not say which are imputed.
        optional("imputed", fields.boolean, "i est 200"),
        column("people", _PEOPLE, "ind", filled=True),
        column("households", _PEOPLE, "men", filled=True),
        column("poor", _PEOPLE, "men pauv"),
        column("aged_6_10", _PEOPLE, "ind 6 10", filled=True),
        column("aged_11_17", _PEOPLE, "ind 11 17", filled=True),
        optional("communes", _communes, "lcog geo", "depcom"),
    ),
    _department,
    key=(),
)
SOURCES = (SQUARES,)
