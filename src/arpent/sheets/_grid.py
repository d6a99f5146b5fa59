"""A table of the tree as a grid, whatever was merged in it; and a cell as a list of items."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from arpent.sheets._pandoc import Node
from arpent.sheets._text import (
    JOINER,
    clean,
    glyph_length,
    inline_bullets,
    marker_length,
    number_marker,
)
from arpent.sheets._tree import Rich, blocks_text, nested, paragraphs, rich


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and the place of its first corner; the grid repeats it wherever it reaches."""

    blocks: tuple[Node, ...]
    row: int
    column: int
    width: int

    def text(self) -> str:
        return clean(blocks_text(self.blocks))

    def has_list(self) -> bool:
        return any(_holds_list(block) for block in self.blocks)


Grid = list[list[Cell]]
_MAX_COLUMNS = 60  # the template has six; more is a layout, or an attack


def _holds_list(block: Node) -> bool:
    if block["t"] in {"BulletList", "OrderedList"}:
        return True
    return any(_holds_list(child) for children in nested(block) for child in children)


def build_grid(table: list[Any]) -> Grid:
    """Rows of equal length; a merged cell stands in every place it covers."""
    _, _, _, head, bodies, foot = table
    sources = list(head[1])
    for body in bodies:
        sources.extend([*body[2], *body[3]])
    sources.extend(foot[1])
    grid: list[dict[int, Cell]] = [{} for _ in sources]
    for rank, source in enumerate(sources):
        column = 0
        for _, _, height, width, blocks in source[1]:
            while column in grid[rank]:
                column += 1
            width = min(width, _MAX_COLUMNS)
            cell = Cell(tuple(blocks), rank, column, width)
            for covered in grid[rank : rank + max(1, height)]:
                for offset in range(width):
                    covered.setdefault(column + offset, cell)
            column += width
    size = max((max(row, default=-1) + 1 for row in grid), default=0)
    return [
        [row.get(at) or Cell((), rank, at, 1) for at in range(size)]
        for rank, row in enumerate(grid)
    ]


def caption_text(table: list[Any]) -> str:
    return clean(blocks_text(table[1][1]))


def cell_notes(cell: Cell) -> Iterator[str]:
    """What must be told of a cell beside its items: changes, comments, links it hides."""
    for line in paragraphs(cell.blocks):
        yield from line.notes
        for _, url in line.links:
            if url not in line.text:
                yield f"Lien gardé ici : {url}"


def items(cell: Cell) -> list[Rich]:
    """The items of a cell, in reading order, without their bullets."""
    found: list[Rich] = []
    loose: list[Rich] = []

    def flush() -> None:
        found.extend(_loose_items(loose))
        loose.clear()

    def visit(blocks: list[Node] | tuple[Node, ...]) -> None:
        for block in blocks:
            if block["t"] in {"BulletList", "OrderedList"}:
                flush()
                for children in nested(block):
                    listed(children)
            elif block["t"] in {"Div", "BlockQuote", "Figure"}:
                for children in nested(block):
                    visit(children)
            else:
                loose.extend(part for line in paragraphs([block]) for part in line.lines())

    def listed(blocks: list[Node]) -> None:
        # The paragraphs of one item are one item; the lists inside it are items of their own.
        own: list[Rich] = []
        for block in blocks:
            if block["t"] in {"Para", "Plain"}:
                own.append(rich(block["c"]))
                continue
            found.extend(_listed_items(own))
            own = []
            visit([block])
            flush()
        found.extend(_listed_items(own))

    visit(cell.blocks)
    flush()
    return [item for item in found if clean(item.text)]


def _listed_items(own: list[Rich]) -> list[Rich]:
    lines = [line.stripped() for text in own for line in text.lines()]
    lines = [line for line in lines if clean(line.text)]
    if not lines:
        return []
    if len(lines) > 1 and all(_marked(line) for line in lines):
        return [_without_marker(line) for line in lines]
    whole = _join(lines)
    # One bullet only: what follows it belongs to the text, even when it looks like a dash.
    return [whole.cut(glyph_length(whole.text)).stripped()]


def _loose_items(lines: list[Rich]) -> list[Rich]:
    """Lines typed one under the other, with or without dashes."""
    lines = [line.stripped() for line in lines]
    lines = [line for line in lines if clean(line.text)]
    if len(lines) == 1 and (cuts := inline_bullets(lines[0].text)):
        bounds = [0, *cuts, len(lines[0].text)]
        parts = pairwise(bounds)
        lines = [lines[0].cut(start, end).stripped() for start, end in parts]
    lines = _without_numbers(lines)
    result: list[Rich] = []
    after_marker = False
    for line in lines:
        if _marked(line):
            result.append(_without_marker(line))
            after_marker = True
        elif after_marker and line.text[:1].islower():
            result[-1] = _join([result[-1], line])  # a marked line that goes on below
        else:
            result.append(line)
    return result


def _marked(line: Rich) -> bool:
    return marker_length(line.text) > 0


def _without_marker(line: Rich) -> Rich:
    return line.cut(marker_length(line.text)).stripped()


def _without_numbers(lines: list[Rich]) -> list[Rich]:
    """Lines without 1. 2. 3. typed before them; one number alone may be part of a text."""
    marks = [number_marker(line.text) for line in lines]
    numbered = [mark for mark in marks if mark]
    if len(numbered) < 2 or numbered[0][0] not in {"1", "a"}:
        return lines
    return [
        line.cut(mark[1]).stripped() if mark else line
        for line, mark in zip(lines, marks, strict=True)
    ]


def _join(lines: list[Rich]) -> Rich:
    text = " ".join(line.text for line in lines)
    flags = b"\0".join(line.flags for line in lines)
    return Rich(text, flags)


def is_literal(text: str) -> bool:
    """Whether the writer said that a text is no heading and no mark."""
    return text.lstrip().startswith(JOINER)
