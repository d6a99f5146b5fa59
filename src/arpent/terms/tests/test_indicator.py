from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.terms import Indicator, read_indicator

VOCABULARY = (
    "nombre d'élèves taux % de 40 80 1 200 12,5 passer à au moins de plus ( ) en jours hausse"
    " baisse sur 3 objectif : actuellement 4G 1er 2027 tous les rendus"
)
CELL_WORDS = st.lists(st.sampled_from(VOCABULARY.split()), max_size=9).map(" ".join)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("nombre d'élèves pouvant se connecter", "élèves"),
        ("Nombre de prêts de matériel", "prêts"),
        ("nombre de points d'accès ouverts", "points d'accès"),
        ("Nb de connexions par mois", "connexions"),
        ("Nombre", "nombre"),
        ("Taux de connexion à l'ENT", "%"),
        ("% de familles équipées", "%"),
        ("part des élèves équipés", "%"),
        ("Délai de réparation (en jours)", "jours"),
        ("fréquentation de ces lieux co-working ou lieux alternatifs", ""),
        ("devoirs rendus par tous les élèves", ""),
        ("Toutes les familles équipées", ""),
        ("2 élèves sur 3", ""),
        ("3 ateliers et 4 réunions", ""),
    ],
)
def test_what_can_be_measured_is_an_indicator(text: str, unit: str) -> None:
    read = read_indicator(text)
    assert (read.kind, read.direction, read.baseline, read.target) == (
        "indicator",
        None,
        None,
        None,
    )
    assert read.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "Essor de l'ENT du 1er degré e-primos",
        "Equipement adapté dans les familles",
        "Implication de tous les enseignants",
        "Sécurité de tous les élèves",
        "Accompagner toutes les familles",
        "Des ENT qui changent tous les 4 ans",
        "4G partout",
        "enquête en 2026",
        "Plus de lien avec les familles",
        "",
    ],
)
def test_what_is_only_hoped_for_is_a_success_factor(text: str) -> None:
    assert read_indicator(text) == Indicator(text)


@pytest.mark.parametrize(
    ("text", "unit", "direction", "baseline", "target"),
    [
        ("100 % des familles équipées", "%", None, None, "100"),
        ("12,5\u00a0% des classes", "%", None, None, "12.5"),
        ("1 200 élèves connectés", "élèves", None, None, "1200"),
        ("1\u202f200 prêts", "prêts", None, None, "1200"),
        ("2000 élèves", "élèves", None, None, "2000"),
        ("0 panne", "panne", None, None, "0"),
        ("10 nouveaux lieux", "lieux", None, None, "10"),
        ("48h de délai", "h", None, None, "48"),
        ("80 % des familles équipées d'ici 2027", "%", None, None, "80"),
        ("passer de 40 % à 80 %", "%", "up", "40", "80"),
        ("Passer de 3 à 10 lieux ouverts", "lieux", "up", "3", "10"),
        ("réduire le taux de 40 % à 20 %", "%", "down", "40", "20"),
        ("au moins 3 ateliers par an", "ateliers par an", "up", None, "3"),
        ("moins de 10 élèves sans connexion", "élèves", "down", None, "10"),
        ("5 ateliers maximum", "ateliers", "down", None, "5"),
        ("Taux de satisfaction > 80 %", "%", "up", None, "80"),
        ("délai de réparation inférieur à 5 jours", "jours", "down", None, "5"),
        ("Nombre de prêts (objectif : 300)", "prêts", None, None, "300"),
        ("Nombre d'élèves équipés : 80 %", "%", None, None, "80"),
        ("60 % actuellement, objectif 90 %", "%", None, "60", "90"),
        ("Baisse du nombre de pannes à moins de 5 par mois", "pannes", "down", None, "5"),
        ("au moins 3 ateliers pour 80 % des élèves", "ateliers", "up", None, "3"),
    ],
)
def test_levels_are_read(
    text: str, unit: str, direction: str | None, baseline: str | None, target: str
) -> None:
    assert read_indicator(text) == Indicator(
        text,
        "indicator",
        unit,
        direction,  # type: ignore[arg-type]
        Decimal(baseline) if baseline else None,
        Decimal(target),
    )


@pytest.mark.parametrize(
    ("text", "kind", "direction"),
    [
        ("Hausse de la fréquentation", "indicator", "up"),
        ("augmentation du nombre d'élèves connectés", "indicator", "up"),
        ("Hausse de 10 %", "indicator", "up"),
        ("Baisse de 20 % du décrochage", "indicator", "down"),
        ("diminution des pannes", "indicator", "down"),
        ("Réduire la fracture numérique", "success_factor", "down"),
        ("hausse des prêts et baisse des pannes", "indicator", None),
    ],
)
def test_a_change_gives_a_direction_and_no_target(
    text: str, kind: str, direction: str | None
) -> None:
    read = read_indicator(text)
    assert (read.kind, read.direction, read.target) == (kind, direction, None)


@pytest.mark.parametrize(
    "text", ["de 3 à 5 ateliers", "3 à 5 ateliers", "1.200 élèves", "2 élèves sur 3", "1er rang"]
)
def test_a_figure_that_could_be_read_two_ways_is_not_read(text: str) -> None:
    read = read_indicator(text)
    assert (read.baseline, read.target) == (None, None)


@given(st.text() | CELL_WORDS)
def test_any_text_is_kept_and_never_refused(text: str) -> None:
    read = read_indicator(text)
    assert read.text == text
    assert read.unit in text or read.unit in ("%", "nombre")
    if read.kind == "success_factor":
        assert (read.unit, read.baseline, read.target) == ("", None, None)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("part des messages envoyés après 20 heures", "%"),
        ("part des pages de moins de 500 ko", "%"),
        ("nombre d'élèves de plus de 15 ans accompagnés", "élèves"),
        ("nombre de mots de passe oubliés", "mots de passe"),
    ],
)
def test_a_figure_that_says_what_is_counted_is_no_target(text: str, unit: str) -> None:
    assert read_indicator(text) == Indicator(text, "indicator", unit)


def test_a_share_above_a_level_keeps_its_target() -> None:
    assert read_indicator("taux de rendu de plus de 80 %").target == Decimal("80")


def test_two_units_are_not_stored_as_one() -> None:
    read = read_indicator("passer de 11 mois à 4 semaines")
    assert (read.kind, read.baseline, read.target) == ("indicator", None, None)
