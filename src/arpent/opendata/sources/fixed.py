"""What ARCEP publishes of fixed networks."""

import re
from pathlib import PurePath

from arpent.opendata import _fields as fields
from arpent.opendata._shape import (
    OPEN_LICENCE,
    Source,
    Values,
    column,
    of_commune,
    of_department,
    optional,
)

_ARCEP = "Arcep"
_ADDRESS = "https://www.data.gouv.fr/fr/datasets/ma-connexion-internet/"
_COMMUNE = re.compile(r"(\d\d|2[AB])\d{3}[_/]")
_SATELLITE = (
    "ce fichier compte le satellite, qui dit tout le monde desservi : prenez commune_debit_filaire."
)


def _other_speed_file(name: str) -> str:
    stem = PurePath(name.lower()).name.replace("-", "_")
    return _SATELLITE if "commune_debit" in stem and "filaire" not in stem else ""


def _count_served(values: Values, seen: dict[str, int]) -> None:
    premises, served = values["premises"], values["at_30"]
    seen["rows"] = seen.get("rows", 0) + 1
    if served is not None and served >= premises:
        seen["all"] = seen.get("all", 0) + 1


def _all_served(name: str, seen: dict[str, int]) -> str:
    # By wire, 95.4 % of premises had 30 Mbit/s in 2026: not one commune of many is never short.
    everywhere = seen.get("rows", 0) >= 20 and seen.get("all") == seen["rows"]
    return _SATELLITE if everywhere and "filaire" not in name.lower() else ""


def _eligible_in(values: Values) -> str:
    """The file says it by codes that begin with the commune: 44001_0120_00012, IMB/44001/C/0001."""
    codes = values.get("address") or "", (values.get("building") or "").removeprefix("IMB/")
    found = next((code[:5] for code in codes if _COMMUNE.match(code)), None)
    return fields.department_of(found) if found else ""


SPEEDS = Source(
    "debit-filaire",
    "Débits filaires des communes",
    _ARCEP,
    OPEN_LICENCE,
    _ADDRESS,
    (
        column("commune", fields.commune, "code insee", filled=True),
        column("department", fields.department, "code dep"),
        column("premises", fields.count, "nbr", filled=True),
        column("kind", fields.text(20), "type", filled=True),
        column("none", fields.count, "inel hd"),
        column("at_05", fields.count, "elig hd05"),
        column("at_3", fields.count, "elig hd3"),
        column("at_8", fields.count, "elig bhd8", filled=True),
        column("at_30", fields.count, "elig thd30", filled=True),
        column("at_100", fields.count, "elig thd100"),
        column("at_1000", fields.count, "elig thd1g"),
        column("date", fields.date),
    ),
    of_department("department", "commune"),
    key=("commune",),
    edition="date",
    wanted=lambda values: values["kind"] == "all",
    refused_name=_other_speed_file,
    watch=_count_served,
    refused_content=_all_served,
)
BUILDINGS = Source(
    "immeubles",
    "Base des immeubles",
    _ARCEP,
    OPEN_LICENCE,
    _ADDRESS,
    (
        column("id", fields.text(40), "imb id", filled=True),
        column("x", fields.decimal, "imb x", filled=True),
        column("y", fields.decimal, "imb y", filled=True),
        column("commune", fields.commune, "imb code insee", filled=True),
        column("dwellings", fields.count, "imb nbr logloc", filled=True),
        optional("kind", fields.text(20), "imb type"),
        column("address", fields.text(60), "addr code"),
        optional("address_source", fields.text(20), "addr source"),
    ),
    of_commune("commune"),
)
ELIGIBILITY = Source(
    "eligibilite",
    "Éligibilité des immeubles",
    _ARCEP,
    OPEN_LICENCE,
    _ADDRESS,
    (
        column("id", fields.text(40), "imb id", filled=True),
        column("operator", fields.text(20), "code operateur", filled=True),
        column(
            "technology",
            fields.one_of("FO", "CU", "COAX", "4GF", "SAT", "THDR", "HDR"),
            "code techno",
            filled=True,
        ),
        column(
            "down",
            fields.one_of("INEL", "HD05", "HD3", "BHD8", "THD30", "THD100", "THD1G"),
            "classe debit descendant",
            filled=True,
        ),
        optional("saturated", fields.boolean, "saturation"),
        optional("address", fields.text(60), "addr code"),
        optional("building", fields.text(60), "imb code"),
    ),
    _eligible_in,
)


def _technologies(name: str, title: str, *counted: tuple[str, str]) -> Source:
    return Source(
        name,
        title,
        _ARCEP,
        OPEN_LICENCE,
        _ADDRESS,
        (
            column("commune", fields.commune, "code insee", filled=True),
            column("department", fields.department, "code dep"),
            column("premises", fields.count, "nbr", filled=True),
            column("kind", fields.text(20), "type", filled=True),
            *(column(ours, fields.count, theirs) for ours, theirs in counted),
            column("date", fields.date),
        ),
        of_department("department", "commune"),
        key=("commune",),
        edition="date",
        wanted=lambda values: values["kind"] == "all",
    )


TECHNOLOGIES = _technologies(
    "techno-communes",
    "Technologies fixes des communes",
    ("fibre", "elig ftth"),
    ("cable", "elig coax"),
    ("copper", "elig cu"),
    ("radio", "elig thdr"),
    ("mobile", "elig 4gf"),
    ("old_radio", "elig hdr"),
    ("satellite", "elig sat"),
)
# Each of the premises that have 8 Mbit/s is counted once, under the best of its technologies.
BEST_TECHNOLOGIES = _technologies(
    "meilleure-techno-communes",
    "Meilleure technologie fixe des communes",
    ("at_8", "nbr elig 8"),
    ("fibre", "elig ftth"),
    ("cable", "elig coax"),
    ("copper_30", "elig cu 30"),
    ("radio", "elig thdr"),
    ("copper_8", "elig cu 8"),
    ("mobile", "elig 4gf"),
    ("old_radio", "elig hdr"),
    ("satellite", "elig sat"),
)
FIBRE = Source(
    "fibre-immeubles",
    "Carte fibre, immeubles",
    _ARCEP,
    OPEN_LICENCE,
    "https://www.data.gouv.fr/fr/datasets/le-marche-du-haut-et-tres-haut-debit-fixe-deploiements/",
    (
        column("id", fields.text(60), "imb id", filled=True),
        # Degrees, whatever their names suggest.
        column("longitude", fields.longitude, "x", filled=True),
        column("latitude", fields.latitude, "y", filled=True),
        column("commune", fields.commune, "code insee", filled=True),
        column(
            "state",
            fields.one_of(
                "deploye", "en cours de deploiement", "cible", "signe", "raccordable demande",
                "abandonne",
            ),
            "imb etat",
            filled=True,
        ),
        column("size", fields.text(40), "catg loc imb"),
        optional("kind", fields.text(40), "type imb"),
        optional("date", fields.date, "date completude"),
    ),
    of_commune("commune"),
)  # fmt: skip
SOURCES = (SPEEDS, BEST_TECHNOLOGIES, TECHNOLOGIES, BUILDINGS, ELIGIBILITY, FIBRE)
