"""What ARCEP publishes of mobile networks."""

from arpent.opendata import _fields as fields
from arpent.opendata._shape import Source, Values, column, of_commune, of_department, optional

_ARCEP = "Arcep"
_LICENCE = "Licence Ouverte 1.0"
_ADDRESS = "https://www.data.gouv.fr/fr/datasets/mon-reseau-mobile/"
_FOUR = ("20801", "20810", "20815", "20820")
_TECHNOLOGY = fields.one_of("2G", "2G3G", "3G", "4G", "5G")
_LEVEL = fields.one_of("CL", "BC", "TBC")


def _operator(cell: str) -> int:
    code = fields.integer(cell)
    if not 20_800 <= code <= 64_799:
        raise ValueError(f"« {cell[:40]} » n’est pas un code d’opérateur.")
    return code


def _nowhere(_values: Values) -> str:
    return ""


SITES = Source(
    "sites-mobiles",
    "Sites mobiles",
    _ARCEP,
    _LICENCE,
    _ADDRESS,
    (
        column("operator", _operator, "code op", filled=True),
        column("site", fields.text(60), "num site", filled=True),
        optional("shared", fields.text(60), "id site partage"),
        column("x", fields.decimal, filled=True),
        column("y", fields.decimal, filled=True),
        column("latitude", fields.latitude, filled=True),
        column("longitude", fields.longitude, filled=True),
        column("department", fields.department, "insee dep"),
        column("commune", fields.commune, "insee com"),
        *(column(f"site_{g}g", fields.boolean, filled=True) for g in (2, 3, 4)),
        optional("site_5g", fields.boolean),
        optional("white_zone", fields.boolean, "site zb"),
        optional("targeted", fields.boolean, "site dcc"),
    ),
    of_department("department", "commune"),
)
SITES_2018 = Source(
    "sites-mobiles-2018",
    "Sites mobiles, édition de 2018",
    _ARCEP,
    _LICENCE,
    _ADDRESS,
    (
        column("operator", _operator, "operateur", filled=True),
        column("x", fields.decimal, filled=True),
        column("y", fields.decimal, filled=True),
        *(column(f"site_{g}g", fields.boolean, f"{g}g", filled=True) for g in (2, 3, 4)),
    ),
    _nowhere,
)
_SHARES = ("nc", "cl", "bc", "tbc")
BY_OPERATOR = Source(
    "couverture-mobile-operateurs",
    "Couverture mobile des communes, par opérateur",
    _ARCEP,
    _LICENCE,
    _ADDRESS,
    (
        column("technology", _TECHNOLOGY, "techno", filled=True),
        column("operator", _operator, "mcc mnc", filled=True),
        column("commune", fields.commune, filled=True),
        *(
            column(f"{what}_{level}", fields.percent)
            for what in ("couv", "pop")
            for level in _SHARES
        ),
    ),
    of_commune("commune"),
    key=("technology", "operator", "commune"),
)
BY_NUMBER = Source(
    "couverture-mobile-nombre",
    "Couverture mobile des communes, par nombre d’opérateurs",
    _ARCEP,
    _LICENCE,
    _ADDRESS,
    (
        column("technology", _TECHNOLOGY, "techno", filled=True),
        # 3G data knows one level alone, that some editions leave empty.
        column("level", _LEVEL, "niveau"),
        column("commune", fields.commune, filled=True),
        *(
            column(f"{what}_{count}", fields.percent)
            for what in ("pop", "couv")
            for count in range(6)
        ),
    ),
    of_commune("commune"),
    key=("technology", "level", "commune"),
)
TARGETED = Source(
    "couverture-ciblee",
    "Zones à couvrir (dispositif de couverture ciblée)",
    _ARCEP,
    _LICENCE,
    _ADDRESS,
    (
        column("id", fields.text(40), "id point", filled=True),
        column("decree", fields.text(40), "num arrete"),
        column("published", fields.date, "date publication arrete"),
        column("commune", fields.commune, "code insee", filled=True),
        column("department", fields.department, "insee dep"),
        column("x", fields.decimal, "x lambert 93", filled=True),
        column("y", fields.decimal, "y lambert 93", filled=True),
        *(
            column(f"operator_{code}", fields.boolean, code)
            for code in ("20801", "20810", "20815", "20820")
        ),
        column("origin", fields.text(80), "origine zone"),
    ),
    of_department("department", "commune"),
    key=("id",),
)


def _declared(cell: str) -> str:
    """The département of a polygon, where it is of one: files of the country say all sorts."""
    try:
        return fields.department(cell)
    except ValueError:
        return ""


TARGETED_SITES = Source(
    "sites-couverture-ciblee",
    "Sites du dispositif de couverture ciblée",
    _ARCEP,
    _LICENCE,
    _ADDRESS,
    (
        column("decree", fields.text(40), "num arrete", filled=True),
        column("published", fields.date, "date publication arrete"),
        column("site", fields.text(60), "numero site", filled=True),
        column("department", fields.department, "insee dep", filled=True),
        column("x", fields.decimal, "x lambert 93"),
        column("y", fields.decimal, "y lambert 93"),
        column("asked", fields.count, "sites demandes"),
        column("running", fields.count, "sites mes"),
        optional("zone", fields.text(40), "origine zone"),
        *(optional(f"op_{code}", fields.boolean, code) for code in _FOUR),
    ),
    of_department("department"),
)
COVERAGE = Source(
    "couverture-mobile",
    "Couverture mobile théorique",
    _ARCEP,
    _LICENCE,
    _ADDRESS,
    (
        column("operator", _operator, "operateur", filled=True),
        # The network that a customer sees, and the one that carries it: both are mandatory.
        column("brand", fields.text(40), "operateur commercial", filled=True),
        column("network", fields.text(40), "operateur infra", filled=True),
        column("date", fields.date, filled=True),
        column("technology", _TECHNOLOGY, "techno", filled=True),
        column("usage", fields.one_of("voix", "data"), filled=True),
        # 3G data knows one level alone, that some editions leave empty.
        optional("level", _LEVEL, "niveau"),
        optional("department", _declared, "dept"),
    ),
    of_department("department"),
    form="pieces",
    series=("operator", "technology", "usage"),
    edition="date",
)
SOURCES = (SITES, TARGETED, BY_OPERATOR, BY_NUMBER, SITES_2018, TARGETED_SITES, COVERAGE)
