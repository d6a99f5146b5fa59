"""The rows of the three tables."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from arpent.sheets._bounds import MAX_ITEMS, MAX_NUMBER, MAX_ROWS
from arpent.sheets._columns import Mapping, find_header, template_mapping, transpose
from arpent.sheets._errors import SheetError
from arpent.sheets._grid import Cell, Grid, cell_notes, items
from arpent.sheets._highlights import R, bold_columns, without_highlight
from arpent.sheets._model import DiagnosisRow, Item, PlanRow, ProjectionRow
from arpent.sheets._text import clean
from arpent.sheets._words import COLUMNS, PLACE_NAMES, SECTIONS, heading_part, is_instruction

Warn = Callable[[str, str], None]
_RANGE = re.compile(r"(\d{1,4})(?:\s*(?:à|a|-|–|—|au|jusqu[’']à)\s*(\d{1,4}))?")
_MAX_RANGE = 50
_MAX_REFERENCE = 300


@dataclass(slots=True)
class Tables:
    """What the tables met so far gave, and the header each section was last read with."""

    warn: Warn
    diagnosis: list[DiagnosisRow] = field(default_factory=list)
    projections: list[ProjectionRow] = field(default_factory=list)
    plan: list[PlanRow] = field(default_factory=list)
    headers: dict[str, Mapping] = field(default_factory=dict)
    counted: int = 0
    seen: set[int] = field(default_factory=set)

    def read(self, grid: Grid, part: str | None) -> str | None:
        """Read one table; the section it ends in, or none when nothing in it could be placed."""
        mapping: Mapping | None = None
        self.seen.clear()
        section = part if part in SECTIONS else None
        if _is_sideways(grid, part):
            grid = transpose(grid)
        waiting: list[list[Cell]] = []
        for row in grid:
            if not any(cell.text() for cell in row):
                self._tell_notes(row, section)
                continue
            named = _title_row(row, below=mapping is not None)
            if named is not None:
                section = named or section
                continue
            if mapping and mapping.repeats(row):
                continue
            header = find_header(row, mapping.section if mapping else section, first=not mapping)
            if header and header.section in SECTIONS:
                mapping = self.headers[header.section] = header
                section = header.section
                self._tell_all(waiting, section)
                waiting = []
            elif mapping:
                self._row(row, mapping)
            else:
                waiting.append(row)
        if waiting:
            mapping = self._without_header(waiting, section)
        return mapping.section if mapping else None

    def _without_header(self, rows: list[list[Cell]], section: str | None) -> Mapping | None:
        width = len(rows[0])
        known = self.headers.get(section or "")
        mapping: Mapping | None = None
        if section and known and len(known.fields) == width:
            mapping = known
        elif section:
            mapping = template_mapping(section, width)
            if mapping:
                self.warn(
                    PLACE_NAMES[section],
                    "Les titres des colonnes n'ont pas été reconnus ; les colonnes ont été lues"
                    " dans l'ordre du modèle : vérifiez.",
                )
        if mapping is None:
            self._tell_all(rows, section)
            return None
        for row in rows:
            self._row(row, mapping)
        return mapping

    def _tell_all(self, rows: Sequence[Sequence[Cell]], section: str | None) -> None:
        where = PLACE_NAMES.get(section or "", "Document")
        for row in rows:
            for cell in row_cells(row):
                if text := cell.text():
                    self.warn(
                        f"{where}, tableau non reconnu",
                        f"Cellule non placée, gardée ici : « {text} ».",
                    )

    def _tell_notes(self, row: Sequence[Cell], section: str | None) -> None:
        where = PLACE_NAMES.get(section or "", "Document")
        for cell in row_cells(row):
            for note in cell_notes(cell):
                self.warn(f"{where}, tableau", note)

    def _row(self, row: Sequence[Cell], mapping: Mapping) -> None:
        # A row that only repeats cells merged from above holds nothing of its own.
        own = [cell for cell in row_cells(row) if id(cell) not in self.seen]
        self.seen.update(map(id, own))
        if not any(cell.text() for cell in own):
            return
        section = mapping.section
        number = len(getattr(self, section)) + 1
        if number > MAX_ROWS:
            raise SheetError(f"Le document compte plus de {MAX_ROWS} lignes ; scindez-le.")
        where = f"{PLACE_NAMES[section]}, ligne {number}"
        found: dict[str, list[Item]] = {name: [] for name in COLUMNS[section]}
        theme: list[str] = []
        numbers: list[int] = []
        for cell in row_cells(row):
            column = row.index(cell)
            name, title = mapping.fields[column], mapping.titles[column]
            at = f"{where}, colonne « {title} »" if title else f"{where}, colonne {column + 1}"
            if cell in own:
                for note in cell_notes(cell):
                    self.warn(at, note)
            if name is None:
                self._extra(cell, at)
            elif name == "theme":
                theme.extend(clean(line.text) for line in items(cell))
            elif name == "retex":
                numbers.extend(self._numbers(cell, at))
            else:
                self._check_width(cell, row, mapping, at)
                found[name].extend(Item(clean(line.text), line.is_bold()) for line in items(cell))
        self._keep(section, " ".join(theme), numbers, found)

    def _keep(
        self, section: str, theme: str, numbers: list[int], found: dict[str, list[Item]]
    ) -> None:
        self.counted += sum(map(len, found.values()))
        if self.counted > MAX_ITEMS:
            raise SheetError(f"Le document compte plus de {MAX_ITEMS} éléments ; scindez-le.")
        if section == "diagnosis":
            self.diagnosis.append(
                DiagnosisRow(
                    theme,
                    tuple(numbers),
                    tuple(found["irritants"]),
                    tuple(found["strengths"]),
                )
            )
        elif section == "projections":
            self.projections.append(
                ProjectionRow(
                    theme, tuple(found["irritants"]), tuple(found["needs"]), tuple(found["levers"])
                )
            )
        else:
            names = ("levers", "steps", "actors", "horizon", "indicators")
            self.plan.append(PlanRow(theme, *(tuple(found[name]) for name in names)))

    def _extra(self, cell: Cell, at: str) -> None:
        if text := cell.text():
            self.warn(at, f"Colonne hors du modèle, contenu gardé ici : « {text} ».")

    def _check_width(self, cell: Cell, row: Sequence[Cell], mapping: Mapping, at: str) -> None:
        covered = {mapping.fields[rank] for rank, other in enumerate(row) if other is cell}
        if len(covered) > 1 and cell.text():
            self.warn(at, "Cellule fusionnée sur plusieurs colonnes, lue dans la première.")

    def _numbers(self, cell: Cell, at: str) -> list[int]:
        text = " , ".join(clean(line.text) for line in items(cell))
        numbers, rest = retex_numbers(text)
        if rest:
            self.warn(at, f"Référence de RETEX non comprise : « {text} ».")
        return numbers

    def settle_highlights(self, *, explicit: bool) -> None:
        """Once every row is read, take bold columns for what they are: a way of typing."""
        if explicit:
            return
        self.diagnosis = self._settled("diagnosis", self.diagnosis)
        self.projections = self._settled("projections", self.projections)
        self.plan = self._settled("plan", self.plan)

    def _settled(self, section: str, rows: list[R]) -> list[R]:
        columns = bold_columns(rows)
        for name in columns:
            self.warn(
                f"{PLACE_NAMES[section]}, colonne « {COLUMNS[section][name]} »",
                "Toute la colonne est en gras : aucun élément n'y a été lu comme souligné.",
            )
        return without_highlight(rows, columns)


def _title_row(row: Sequence[Cell], *, below: bool) -> str | None:
    """For a row that is one line of title: the part it announces, or "" for an instruction."""
    filled = [cell for cell in row_cells(row) if cell.text()]
    if len(filled) != 1 or filled[0].has_list():
        return None
    spanning = filled[0].width == len(row)
    if below and not spanning:
        return None  # below a header, a cell alone in its row is a row begun
    text = filled[0].text()
    if part := heading_part(text, strict=not spanning):
        return part
    return "" if is_instruction(text) else None


def _is_sideways(grid: Grid, part: str | None) -> bool:
    """Whether the titles stand in the first column instead of the first row."""
    if len(grid) < 2 or len(grid[0]) < 2 or find_header(grid[0], part, first=True):
        return False
    header = find_header([row[0] for row in grid], part, first=True)
    return bool(header and header.section in SECTIONS and header.score() >= 3)


def row_cells(row: Sequence[Cell]) -> list[Cell]:
    """Each cell of a row once, in order, however many columns it covers."""
    seen: set[int] = set()
    cells = []
    for cell in row:
        if id(cell) not in seen:
            seen.add(id(cell))
            cells.append(cell)
    return cells


def retex_numbers(text: str) -> tuple[list[int], str]:
    """The numbers a reference such as "1, 2", "2 et 3" or "1 à 3" names, and what is left of it."""
    if len(text) > _MAX_REFERENCE:
        return [], text
    numbers: list[int] = []
    rest = text
    for match in _RANGE.finditer(text):
        first, last = int(match[1]), int(match[2] or match[1])
        if first <= last <= first + _MAX_RANGE and last <= MAX_NUMBER:
            numbers.extend(range(first, last + 1))
            rest = rest.replace(match.group(), " ", 1)
    words = r"\b(?:retex|retours?|d|exp[eé]riences?|fiches?|num[eé]ros?|nos?|n|et|les?|des?)\b"
    rest = re.sub(words, " ", rest, flags=re.IGNORECASE)
    return numbers, re.sub(r"[\s,;:.°º&/+’'()\-–—n]+", "", rest, flags=re.IGNORECASE)
