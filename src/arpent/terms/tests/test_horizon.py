from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.terms import SLOTS, TERMS, Horizon, read_horizon

VOCABULARY = (
    "court moyen long terme CT d'ici avant fin dès rentrée 2026 2027 - / à au 31/02/2027"
    " 29/02/2027 1er trimestre juin sept. 30 été année scolaire mercredi sauf hors vacances"
    " sur 3 ans"
)
CELL_WORDS = st.lists(st.sampled_from(VOCABULARY.split()), max_size=8).map(" ".join)


def days(starts_on: str | None, ends_on: str | None) -> tuple[date | None, date | None]:
    return (
        date.fromisoformat(starts_on) if starts_on else None,
        date.fromisoformat(ends_on) if ends_on else None,
    )


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("court terme", ("short",)),
        ("À moyen terme", ("medium",)),
        ("Long-terme", ("long",)),
        ("À court et moyen terme", ("short", "medium")),
        ("court, moyen et long terme", ("short", "medium", "long")),
        ("moyen/court termes", ("short", "medium")),
        ("CT", ("short",)),
        ("MT / LT", ("medium", "long")),
        ("Moyen", ("medium",)),
        ("dès maintenant", ("short",)),
        ("Immédiatement", ("short",)),
        ("dans 6 mois", ("short",)),
        ("d'ici un an", ("short",)),
        ("sur 3 ans", ("medium",)),
        ("sous 18 mois", ("medium",)),
        ("sur 2 à 3 ans", ("medium",)),
        ("d'ici 5 ans", ("long",)),
        ("des ateliers tous les 4 ans", ()),
        ("le plus long possible", ()),
        ("500 mt de câble", ()),
        ("1er conseil d'école, CE", ()),
    ],
)
def test_terms_are_read(text: str, terms: tuple[str, ...]) -> None:
    assert read_horizon(text) == Horizon(text, terms=terms)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "starts_on", "ends_on"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("d'ici 2026", None, "2026-12-31"),
        ("avant 2027", None, "2026-12-31"),
        ("après 2027", "2028-01-01", None),
        ("début 2027", "2027-01-01", None),
        ("fin 2026", None, "2026-12-31"),
        ("rentrée 2026", "2026-09-01", None),
        ("Rentrée scolaire de septembre 2026", "2026-09-01", None),
        ("d'ici la rentrée 2026", None, "2026-09-01"),
        ("avant la rentrée 2026", None, "2026-08-31"),
        ("avant le 30/06/2027", None, "2027-06-30"),
        ("le 30.06.27", "2027-06-30", "2027-06-30"),
        ("mercredi 30 juin 2027", "2027-06-30", "2027-06-30"),
        ("du 1er au 15 mars 2027", "2027-03-01", "2027-03-15"),
        ("1er trimestre 2027", "2027-01-01", "2027-03-31"),
        ("T3 2026", "2026-07-01", "2026-09-30"),
        ("2e semestre 2027", "2027-07-01", "2027-12-31"),
        ("septembre 2026", "2026-09-01", "2026-09-30"),
        ("sept. 2026", "2026-09-01", "2026-09-30"),
        ("dès septembre 2026", "2026-09-01", None),
        ("d’ici fin juin 2027", None, "2027-06-30"),
        ("d'ici la fin de l'année 2026", None, "2026-12-31"),
        ("février 2028", "2028-02-01", "2028-02-29"),
        ("de septembre à décembre 2026", "2026-09-01", "2026-12-31"),
        ("entre octobre et juin 2027", "2026-10-01", "2027-06-30"),
        ("De la rentrée 2026 à fin juin 2027", "2026-09-01", "2027-06-30"),
        ("année scolaire 2026-2027", "2026-09-01", "2027-08-31"),
        ("2026/27", "2026-09-01", "2027-08-31"),
        ("2026-2028", "2026-01-01", "2028-12-31"),
        ("été 2027", "2027-07-01", "2027-08-31"),
        ("juin", None, None),
        ("rentrée prochaine", None, None),
        ("31/02/2027", None, None),
        ("2026 familles", None, None),
        ("sept élèves", None, None),
        ("avant juin 2026, après 2027", None, None),
        ("Dans la dynamique de ces états généraux", None, None),
    ],
)
def test_dates_are_read(text: str, starts_on: str | None, ends_on: str | None) -> None:
    read = read_horizon(text)
    assert (read.starts_on, read.ends_on) == days(starts_on, ends_on)
    assert (read.text, read.terms, read.slots) == (text, (), ())


@pytest.mark.parametrize(
    ("text", "starts_on", "ends_on"),
    [
        ("juin", "2027-06-01", "2027-06-30"),
        ("octobre", "2026-10-01", "2026-10-31"),
        ("avant le 30 juin", None, "2027-06-30"),
        ("rentrée prochaine", "2027-09-01", None),
        ("fin de l'année scolaire", None, "2027-08-31"),
        ("à la rentrée", None, None),
        ("sept élèves", None, None),
        ("29 février", None, None),
    ],
)
def test_a_school_year_dates_what_has_no_year(
    text: str, starts_on: str | None, ends_on: str | None
) -> None:
    read = read_horizon(text, school_year=2026)
    assert (read.starts_on, read.ends_on) == days(starts_on, ends_on)


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("mercredi", ("wednesday",)),
        ("les mercredis", ("wednesday",)),
        ("le mercredi après-midi", ("wednesday", "afternoon")),
        ("Le soir", ("evening",)),
        ("en soirée", ("evening",)),
        ("Pendant les congés", ("holidays",)),
        ("vacances scolaires", ("holidays",)),
        ("hors vacances scolaires", ("term_time",)),
        ("sur le temps scolaire", ("term_time",)),
        ("hors temps scolaire", ()),
        ("week-end", ("weekend",)),
        ("entre midi et deux", ("noon",)),
        ("le samedi matin et le dimanche", ("saturday", "sunday", "morning")),
        (
            "du lundi au vendredi, sauf le mercredi",
            ("monday", "tuesday", "thursday", "friday"),
        ),
        ("hors vacances, le mardi", ("tuesday", "term_time")),
        ("tous les jours", ("daily",)),
        ("une fois par semaine", ("weekly",)),
        ("réunion mensuelle", ("monthly",)),
        ("avant les vacances de Noël", ()),
        ("congé de maternité", ()),
    ],
)
def test_recurring_slots_are_read(text: str, slots: tuple[str, ...]) -> None:
    assert read_horizon(text) == Horizon(text, slots=slots)  # type: ignore[arg-type]


@given(st.text() | CELL_WORDS, st.none() | st.integers())
def test_any_text_is_kept_and_never_refused(text: str, school_year: int | None) -> None:
    read = read_horizon(text, school_year=school_year)
    assert read.text == text
    assert list(read.terms) == [term for term in TERMS if term in read.terms]
    assert list(read.slots) == [slot for slot in SLOTS if slot in read.slots]
    assert not (read.starts_on and read.ends_on) or read.starts_on <= read.ends_on
    assert read == read_horizon(text, school_year=school_year)


def test_a_document_pasted_in_a_cell_stays_text() -> None:
    text = "court terme " * 1_000
    assert read_horizon(text) == Horizon(text)
