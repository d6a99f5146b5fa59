"""What the ministry of education publishes."""

from arpent.opendata import _fields as fields
from arpent.opendata._shape import (
    EDUCATION,
    OPEN_LICENCE,
    Source,
    column,
    of_department,
    optional,
)

_MINISTRY = "Ministère de l’éducation nationale"

SCHOOLS = Source(
    "annuaire-education",
    "Annuaire de l’éducation",
    _MINISTRY,
    OPEN_LICENCE,
    EDUCATION + "fr-en-annuaire-education/",
    (
        column("uai", fields.uai, "identifiant de l etablissement", "numero uai", filled=True),
        column("name", fields.text(), "nom etablissement", "appellation officielle"),
        column("kind", fields.text(80), "type etablissement", "denomination principale"),
        column("sector", fields.text(40), "statut public prive", "secteur public prive libe"),
        column("commune", fields.commune, "code commune", "code commune insee"),
        optional("department", fields.department, "code departement"),
        optional("postcode", fields.postcode, "code postal", "code postal uai"),
        optional("state", fields.text(40), "etat", "etat etablissement libe"),
        optional("latitude", fields.latitude),
        optional("longitude", fields.longitude),
    ),
    of_department("department", "commune"),
)


def _number(cell: str) -> int:
    """A street number, in a column of decimals: "1.0", "9999.0"."""
    value = fields.integer(cell)
    if not 0 <= value <= 99_999:
        raise ValueError(f"« {cell[:40]} » n’est pas un numéro de voie.")
    return value


CATCHMENTS = Source(
    "carte-scolaire-colleges",
    "Carte scolaire des collèges publics",
    _MINISTRY,
    OPEN_LICENCE,
    EDUCATION + "fr-en-carte-scolaire-colleges-publics/",
    (
        column("department", fields.department, "code departement", filled=True),
        column("commune", fields.commune, "code insee", filled=True),
        optional("name", fields.text(), "libelle commune"),
        optional("hamlet", fields.text(), "lieu dit"),
        column("street", fields.text(), "type et libelle"),
        column("first", _number, "n de voie debut"),
        optional("first_suffix", fields.text(20), "indice de repetition debut"),
        column("last", _number, "n de voie fin"),
        optional("last_suffix", fields.text(20), "indice de repetition fin"),
        column("parity", fields.one_of("P", "I", "PI"), "parite"),
        column("uai", fields.uai, "code rne", "code uai", filled=True),
        column("whole", fields.boolean, "secteur unique", filled=True),
    ),
    of_department("department"),
)


def _privilege(name: str, title: str, address: str, value: str, *names: str) -> Source:
    return Source(
        name,
        title,
        _MINISTRY,
        OPEN_LICENCE,
        EDUCATION + address,
        (
            column("year", fields.text(20), "rentree scolaire", filled=True),
            column("uai", fields.uai, filled=True),
            column("department", fields.department, "code du departement"),
            column("commune", fields.commune, "code insee de la commune"),
            column(value, fields.between(20, 220), *names, filled=False),
        ),
        of_department("department", "commune"),
        key=("year", "uai"),
        edition="year",
    )


SOURCES = (
    CATCHMENTS,
    SCHOOLS,
    _privilege(
        "ips-lycees", "IPS des lycées", "fr-en-ips-lycees-ap2023/", "ips_school", "ips etab"
    ),
    _privilege(
        "ips-colleges", "IPS des collèges et des écoles", "fr-en-ips-colleges-ap2023/", "ips"
    ),
)
