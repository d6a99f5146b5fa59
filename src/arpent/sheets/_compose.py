"""From the sheet to a syntax tree: the template, filled in, with no line a reader could mistake."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from arpent.sheets._accounts import UNTITLED, is_link_list
from arpent.sheets._headings import balanced, retex_heading, theme_heading
from arpent.sheets._highlights import Row
from arpent.sheets._model import Account, Item, Retex, Sheet
from arpent.sheets._pandoc import Node
from arpent.sheets._text import JOINER, find_urls, protect
from arpent.sheets._tree import Rich
from arpent.sheets._words import (
    COLUMNS,
    INSTRUCTIONS,
    PARTS,
    RETEX_TITLE,
    TABLE_TITLES,
    heading_part,
    is_instruction,
    known_theme,
)

STYLE = "Souligné"
CSS_CLASS = "souligne"
_ATTR: list[object] = ["", [], []]
TableWriter = Callable[[str, Sequence[Row]], Node]


def words(text: str) -> list[Node]:
    """A text as inlines, its spaces apart so that a writer may break lines there."""
    inlines: list[Node] = []
    for rank, word in enumerate(text.split(" ")):
        if rank:
            inlines.append({"t": "Space"})
        if word:
            inlines.append({"t": "Str", "c": word})
    return inlines


# Pandoc 3.9 drops the character after a backslash, and leaves "&amp;" as it is.
_ESCAPED_HERE = re.compile(r"(\\|&(?=[A-Za-z#]))")


def own_escapes(node: Any) -> Any:
    """The tree with what pandoc's Markdown writer does not escape written by us."""
    if isinstance(node, list):
        result: list[Any] = []
        for one in node:
            if isinstance(one, dict) and one.get("t") == "Str":
                for rank, part in enumerate(_ESCAPED_HERE.split(one["c"])):
                    if part:
                        text: Node = {"t": "Str", "c": part}
                        result.append(raw("markdown", "\\" + part) if rank % 2 else text)
            else:
                result.append(own_escapes(one))
        return result
    if isinstance(node, dict):
        return {key: own_escapes(value) for key, value in node.items()}
    return node


def raw(language: str, source: str, *, block: bool = False) -> Node:
    return {"t": "RawBlock" if block else "RawInline", "c": [language, source]}


def paragraph(inlines: list[Node], *, plain: bool = False) -> Node:
    return {"t": "Plain" if plain else "Para", "c": inlines}


def header(level: int, text: str) -> Node:
    return {"t": "Header", "c": [level, _ATTR, words(text)]}


def strong(inlines: list[Node]) -> Node:
    return {"t": "Strong", "c": inlines}


def highlighted(inlines: list[Node]) -> Node:
    """Bold for every reader; the style and the class add the green where there are any."""
    return {"t": "Span", "c": [["", [CSS_CLASS], [["custom-style", STYLE]]], [strong(inlines)]]}


def bullets(entries: Iterable[list[Node]]) -> Node:
    return {"t": "BulletList", "c": list(entries)}


def theme_line(sheet: Sheet) -> str:
    """The first heading: "THEMATIQUE N°1 : Garantir un égal accès…"."""
    number, title = sheet.theme.number, sheet.theme.title
    start = "THEMATIQUE" if number is None else f"THEMATIQUE N°{number}"
    if not title:
        return start
    # A known title without its number: the joiner says that none is to be deduced.
    return f"{start} : {JOINER if number is None and known_theme(title) else ''}{title}"


def retex_line(retex: Retex) -> str:
    """The heading of one RETEX: "RETEX 1 (académie)"."""
    start = "RETEX" if retex.number is None else f"RETEX {retex.number}"
    if not retex.place:
        return start
    place = retex.place
    if not balanced(place):
        place = place.replace("(", f"{JOINER}(").replace(")", f"{JOINER})")
    return f"{start} ({place})"


def compose(sheet: Sheet, table: TableWriter) -> list[Node]:
    """The blocks of the document; ``table`` draws a section's table in a format's own way."""
    blocks = [header(1, theme_line(sheet)), header(2, PARTS["retex"])]
    blocks.append(_instructions("retex"))
    blocks.append(header(3, RETEX_TITLE))
    if not sheet.retex:
        blocks.append(paragraph(words(str(INSTRUCTIONS["retex_intro"][0]))))
    for retex in sheet.retex:
        blocks.append(header(4, retex_line(retex)))
        for account in retex.accounts:
            blocks.extend(_account(account))
    blocks.append(header(3, TABLE_TITLES["diagnosis"]))
    blocks.append(table("diagnosis", sheet.diagnosis))
    blocks += [header(2, PARTS["projections"]), _instructions("projections")]
    blocks.append(header(3, TABLE_TITLES["projections"]))
    blocks.append(table("projections", sheet.projections))
    blocks += [header(2, PARTS["plan"]), _instructions("plan")]
    blocks.append(header(3, TABLE_TITLES["plan"]))
    blocks.append(table("plan", sheet.plan))
    return blocks


def _instructions(part: str) -> Node:
    entries: list[list[Node]] = []
    for line in INSTRUCTIONS[part]:
        if isinstance(line, str):
            entries.append([paragraph(words(line), plain=True)])
        else:
            entries[-1].append(bullets([paragraph(words(one), plain=True)] for one in line))
    return bullets(entries)


def _account(account: Account) -> Iterator[Node]:
    title = account.title
    if title.lower() == UNTITLED or (title and (_announces(title) or is_instruction(title))):
        title = JOINER + title
    yield paragraph([strong(words(title or UNTITLED))])
    paragraphs = account.text.split("\n\n") if account.text else []
    for text in paragraphs:
        yield paragraph(words(_literal(text)))
    if any(find_urls(text) or _is_link_list(text) for text in [account.title, *paragraphs]):
        yield _link_list(account.links)
    else:
        for link in account.links:
            yield paragraph([_link(link)])


def _link_list(links: Sequence[str]) -> Node:
    # An address inside the text would be taken for a link of the account: list them instead.
    inlines = words("Liens : aucun" if not links else "Liens :")
    for link in links:
        inlines += [{"t": "Space"}, _link(link)]
    return paragraph(inlines)


def _link(link: str) -> Node:
    return {"t": "Link", "c": [_ATTR, [{"t": "Str", "c": link}], [link, ""]]}


def _is_link_list(text: str) -> bool:
    return is_link_list(Rich(text, bytes(len(text))))


def _announces(text: str) -> bool:
    return bool(
        heading_part(text, strict=True)
        or retex_heading(text, plain=False)
        or theme_heading(text, plain=False)
    )


def _literal(text: str) -> str:
    if _announces(text) or is_instruction(text):
        return JOINER + text
    return protect(text)


# Tables

SHARES = {
    "diagnosis": (0.16, 0.08, 0.38, 0.38),
    "projections": (0.16, 0.22, 0.28, 0.34),
    "plan": (0.14, 0.18, 0.23, 0.16, 0.13, 0.16),
}


def cell_texts(section: str, row: Row) -> Iterator[str | tuple[Item, ...]]:
    """A row's cells: a text, or items."""
    for name in COLUMNS[section]:
        value = getattr(row, name)
        if name == "theme":
            yield protect(value)
        elif name == "retex":
            yield ", ".join(map(str, value))
        else:
            yield value


def list_table(section: str, rows: Sequence[Row], *, caption: bool = False) -> Node:
    """A table whose items are lists: docx, odt, html."""
    body = [[_list_cell(value) for value in cell_texts(section, row)] for row in rows]
    # An empty row is what a facilitator fills in.
    return table_node(section, body or [[[] for _ in COLUMNS[section]]], caption=caption)


def _list_cell(value: str | tuple[Item, ...]) -> list[Node]:
    if isinstance(value, str):
        return [paragraph(words(value), plain=True)] if value else []
    return [bullets([paragraph(item_words(item), plain=True)] for item in value)] if value else []


def item_words(item: Item) -> list[Node]:
    inlines = words(protect(item.text))
    return [highlighted(inlines)] if item.highlighted else inlines


def table_node(
    section: str, rows: Sequence[Sequence[list[Node]]], *, caption: bool = False, sized: bool = True
) -> Node:
    """Pandoc's table: the template's column titles, then the rows."""
    titles = [[paragraph(words(title), plain=True)] for title in COLUMNS[section].values()]
    columns = [
        [{"t": "AlignLeft"}, {"t": "ColWidth", "c": share} if sized else {"t": "ColWidthDefault"}]
        for share in SHARES[section]
    ]
    title = [paragraph(words(TABLE_TITLES[section]), plain=True)] if caption else []
    head = [_ATTR, [_row(titles)]]
    body = [_ATTR, 0, [], [_row(row) for row in rows]]
    return {"t": "Table", "c": [_ATTR, [None, title], columns, head, [body], [_ATTR, []]]}


def _row(cells: Sequence[list[Node]]) -> list[object]:
    return [_ATTR, [[_ATTR, {"t": "AlignDefault"}, 1, 1, cell] for cell in cells]]
