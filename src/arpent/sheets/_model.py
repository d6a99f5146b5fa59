"""The workshop sheet as plain data: what the participants agreed on, row by row."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    text: str
    highlighted: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    number: int | None
    title: str


@dataclass(frozen=True, slots=True)
class Account:
    """One testimony; ``text`` holds its paragraphs, joined by an empty line."""

    title: str
    text: str
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Retex:
    number: int | None
    place: str
    accounts: tuple[Account, ...] = ()


@dataclass(frozen=True, slots=True)
class DiagnosisRow:
    theme: str
    retex: tuple[int, ...] = ()
    irritants: tuple[Item, ...] = ()
    strengths: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectionRow:
    theme: str
    irritants: tuple[Item, ...] = ()
    needs: tuple[Item, ...] = ()
    levers: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanRow:
    theme: str
    levers: tuple[Item, ...] = ()
    steps: tuple[Item, ...] = ()
    actors: tuple[Item, ...] = ()
    horizon: tuple[Item, ...] = ()
    indicators: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetWarning:
    """Something the reader could not place, and where it stood."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Sheet:
    theme: Theme
    retex: tuple[Retex, ...] = ()
    diagnosis: tuple[DiagnosisRow, ...] = ()
    projections: tuple[ProjectionRow, ...] = ()
    plan: tuple[PlanRow, ...] = ()
    warnings: tuple[SheetWarning, ...] = ()
