"""From the blocks of a document to the sheet: what each line and each table is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from arpent.sheets._accounts import Line, split_accounts
from arpent.sheets._bounds import MAX_NUMBER, MAX_WARNINGS
from arpent.sheets._columns import find_header
from arpent.sheets._errors import SheetError
from arpent.sheets._grid import Cell, Grid, build_grid, caption_text, is_literal
from arpent.sheets._headings import RetexHeading, retex_heading, theme_heading
from arpent.sheets._highlights import Row
from arpent.sheets._model import Retex, Sheet, SheetWarning, Theme
from arpent.sheets._pandoc import Node
from arpent.sheets._rows import Tables, retex_numbers, row_cells
from arpent.sheets._text import clean
from arpent.sheets._tree import Rich, nested, paragraphs, rich
from arpent.sheets._words import (
    PLACE_NAMES,
    SECTIONS,
    THEMES,
    heading_part,
    is_instruction,
    known_theme,
)

NO_PART = (
    "Ce n'est pas une fiche d'atelier : aucune des trois parties n'a été trouvée (retour"
    " d'expérience, projections, plan d'action) ; vérifiez que vous avez choisi le bon fichier."
)


@dataclass(slots=True)
class _OpenRetex:
    heading: RetexHeading
    level: int
    lines: list[Line] = field(default_factory=list)

    def retex(self) -> Retex:
        return Retex(self.heading.number, self.heading.place, split_accounts(self.lines))


@dataclass(slots=True)
class _Placer:
    warnings: list[SheetWarning] = field(default_factory=list)
    theme: tuple[int | None, str] | None = None
    part: str | None = None
    parts: set[str] = field(default_factory=set)
    open: _OpenRetex | None = None
    retex: list[Retex] = field(default_factory=list)
    loose: list[Line] = field(default_factory=list)
    tables: Tables = field(init=False)

    def __post_init__(self) -> None:
        self.tables = Tables(self.warn)

    def warn(self, where: str, message: str) -> None:
        if len(self.warnings) < MAX_WARNINGS:
            self.warnings.append(SheetWarning(where, message))
        elif len(self.warnings) == MAX_WARNINGS:
            self.warnings.append(
                SheetWarning(
                    "Document", f"Plus de {MAX_WARNINGS} remarques : les suivantes sont omises."
                )
            )

    def where(self) -> str:
        if self.open:
            number = self.open.heading.number
            return f"RETEX {number}" if number is not None else "RETEX"
        return PLACE_NAMES.get(self.part or "", "Début du document")

    # Blocks

    def blocks(self, blocks: Sequence[Node], *, bullet: bool = False) -> None:
        for block in blocks:
            kind: str = block["t"]
            content: Any = block.get("c")
            if kind == "Header":
                self._line(rich(content[2]), level=content[0])
            elif kind in {"Para", "Plain", "LineBlock", "CodeBlock"}:
                for line in paragraphs([block]):
                    self._line(line, bullet=bullet)
            elif kind == "Table":
                self._table(content)
            elif kind in {"BulletList", "OrderedList"}:
                for children in nested(block):
                    self.blocks(children, bullet=True)
            else:
                for children in nested(block):
                    self.blocks(children, bullet=bullet)

    def _line(self, line: Rich, *, level: int = 0, bullet: bool = False) -> None:
        for note in line.notes:
            self.warn(self.where(), note)
        text = clean(line.text)
        if not text:
            return
        bold = line.is_bold()
        if not is_literal(line.text) and self._heading(line.text, level=level, bold=bold):
            return
        if not is_literal(line.text) and is_instruction(text):
            return
        title = bool(level) or (bold and not bullet and len(text) <= 300)
        if level and self.open and 0 < level < self.open.level:
            self._close()
            self.part = None
        if self.open:
            self._account_lines(line, title=title)
        elif self.part == "retex":
            self.loose.append(Line(line, title))
        else:
            self._unplaced(text, level)

    def _unplaced(self, text: str, level: int) -> None:
        number = known_theme(text)
        if number and self.theme is None and not self.parts:
            self.theme = (number, text)
        elif level:
            self.warn(self.where(), f"Titre hors du modèle, gardé ici : « {text} ».")
        else:
            self.warn(self.where(), f"Texte hors des tableaux, gardé ici : « {text} ».")

    def _account_lines(self, line: Rich, *, title: bool) -> None:
        if self.open is None:
            return
        for part in line.lines():
            part = part.stripped()
            if clean(part.text):
                self.open.lines.append(Line(part, title))

    # Headings

    def _heading(self, raw: str, *, level: int, bold: bool) -> bool:
        plain = not level and not bold
        text = raw.strip()
        if "\n" in text:
            return False
        part = heading_part(text, strict=not level and (plain or self.open is not None))
        retex = retex_heading(text, plain=plain)
        if part == "retex" and retex and retex.number is not None:
            part = None  # "Retour d'expérience n° 2"
        if part:
            self._enter(part)
            return True
        if retex:
            self._close()
            self._enter("retex")
            self._open(retex, level)
            return True
        theme = theme_heading(text, plain=plain)
        if theme is None or (self.open and plain):
            return False
        if self.theme is None:
            self.theme = theme
        elif self.theme != theme:
            self.warn(self.where(), f"Autre thématique annoncée, gardée ici : « {clean(text)} ».")
        return True

    def _enter(self, part: str) -> None:
        self._close()
        self.part = part
        self.parts.add(part)

    def _open(self, heading: RetexHeading, level: int) -> None:
        self.open = _OpenRetex(heading, level)
        if heading.title:
            flags = bytes(len(heading.title))
            self.open.lines.append(Line(Rich(heading.title, flags), title=True))

    def _close(self) -> None:
        if self.open:
            self.retex.append(self.open.retex())
            self.open = None

    # Tables

    def _table(self, table: list[Any]) -> None:
        caption = caption_text(table)
        if caption and not self._heading(caption, level=6, bold=True):
            self.warn(self.where(), f"Légende de tableau, gardée ici : « {caption} ».")
        grid = build_grid(table)
        if not grid:
            return
        if self.part == "retex" and self._retex_table(grid):
            return
        cells = [cell for row in grid for cell in row_cells(row) if cell.text()]
        if len(grid[0]) == 1 or len({id(cell) for cell in cells}) == 1:
            # A frame drawn around some text, not a table.
            for cell in dict.fromkeys(map(id, cells)):
                self.blocks(next(one for one in cells if id(one) == cell).blocks)
            return
        section = self.tables.read(grid, self.part)
        if section:
            self._enter(section)

    def _retex_table(self, grid: Grid) -> bool:
        """RETEX laid out as a table: one a row, under titles or not."""
        if len(grid[0]) < 2:
            return False
        if (found := find_header(grid[0], None, first=True)) and found.section in SECTIONS:
            return False
        header = find_header(grid[0], "retex", first=True)
        rows = [row_cells(row) for row in grid]
        if header:
            for cells, row in zip(rows[1:], grid[1:], strict=True):
                names = [header.fields[row.index(cell)] for cell in cells]
                self._retex_row(list(zip(names, cells, strict=True)))
            return True
        headings = [retex_heading(cells[0].text(), plain=False) for cells in rows]
        if not any(headings):
            return False
        for heading, cells in zip(headings, rows, strict=True):
            if heading:
                self._close()
                self._open(heading, 0)
            for cell in cells[1:] if heading else cells:
                self.blocks(cell.blocks)
        self._close()
        return True

    def _retex_row(self, cells: list[tuple[str | None, Cell]]) -> None:
        number, place, titles, texts, links = _retex_cells(cells)
        heading = retex_heading(number, plain=False) if number else None
        if heading is None:
            found = retex_numbers(number)[0] if number else []
            heading = RetexHeading(found[0] if found else None, "")
        if not (number or place or titles or texts or links):
            return
        self._open(RetexHeading(heading.number, place or heading.place, heading.title), 0)
        for lines, title in ((titles, True), (texts, False), (links, False)):
            for line in lines:
                for note in line.notes:
                    self.warn(self.where(), note)
                self._account_lines(line, title=title)
        for name, cell in cells:
            if name is None and cell.text():
                self.warn(
                    self.where(), f"Colonne hors du modèle, contenu gardé ici : « {cell.text()} »."
                )
        self._close()

    # The end

    def sheet(self, *, explicit: bool) -> Sheet:
        self._close()
        tables = self.tables
        if not (self.parts or self.retex or tables.diagnosis or tables.projections or tables.plan):
            raise SheetError(NO_PART)
        self._settle_loose()
        tables.settle_highlights(explicit=explicit)
        return Sheet(
            self._settled_theme(),
            tuple(self.retex),
            tuple(tables.diagnosis),
            tuple(tables.projections),
            tuple(tables.plan),
            tuple(self.warnings),
        )

    def _settle_loose(self) -> None:
        if not self.loose:
            return
        if not self.retex:
            self.retex.append(Retex(None, "", split_accounts(self.loose)))
            self.warn(
                PLACE_NAMES["retex"], "Aucun titre « RETEX 1 » : les retours ont été lus ensemble."
            )
            return
        for line in self.loose:
            self.warn(
                PLACE_NAMES["retex"],
                f"Texte hors d'un RETEX, gardé ici : « {clean(line.rich.text)} ».",
            )

    def _settled_theme(self) -> Theme:
        if self.theme:
            number, title = self.theme
            if number is not None and number > MAX_NUMBER:
                number = None
            return Theme(number, title)
        tables = self.tables
        rows: list[Row] = [*tables.diagnosis, *tables.projections, *tables.plan]
        named = [row.theme for row in rows]
        for name in named:
            if number := known_theme(name):
                return Theme(number, THEMES[number - 1])
        self.warn("Début du document", "La thématique n'a pas été trouvée ; complétez-la.")
        return Theme(None, next(filter(None, named), ""))


def _retex_cells(
    cells: list[tuple[str | None, Cell]],
) -> tuple[str, str, list[Rich], list[Rich], list[Rich]]:
    by_name: dict[str, list[Cell]] = {}
    for name, cell in cells:
        by_name.setdefault(name or "", []).append(cell)

    def lines(name: str) -> list[Rich]:
        blocks = [block for cell in by_name.get(name, []) for block in cell.blocks]
        return [line for line in paragraphs(blocks) if clean(line.text)]

    def words(name: str) -> str:
        return " ".join(clean(line.text) for line in lines(name))

    return words("number"), words("place"), lines("title"), lines("text"), lines("links")


def place(meta: Node, blocks: Sequence[Node], *, explicit: bool, titled: bool) -> Sheet:
    """The sheet a document holds.

    ``explicit`` when the document marks its highlights by name, so that bold is to be believed;
    ``titled`` when its metadata were lines of the text (a paragraph of style "Titre").
    """
    placer = _Placer()
    if titled:
        placer.blocks(_title_lines(meta))
    placer.blocks(blocks)
    return placer.sheet(explicit=explicit)


def _title_lines(meta: Node) -> list[Node]:
    lines: list[Node] = []
    for name in ("title", "subtitle", "author", "date", "abstract"):
        value = meta.get(name)
        values = value["c"] if value and value["t"] == "MetaList" else [value] if value else []
        for one in values:
            if one["t"] == "MetaInlines":
                lines.append({"t": "Header", "c": [1, ["", [], []], one["c"]]})
            elif one["t"] == "MetaBlocks":
                lines.extend(one["c"])
    return lines
