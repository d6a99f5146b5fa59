"""Writing a sheet: one tree, and what each format needs around it."""

import json
from collections.abc import Sequence
from pathlib import Path

from arpent.sheets._compose import (
    CSS_CLASS,
    cell_texts,
    compose,
    item_words,
    list_table,
    own_escapes,
    paragraph,
    raw,
    strong,
    table_node,
    theme_line,
    words,
)
from arpent.sheets._errors import SheetError
from arpent.sheets._highlights import Row, bold_columns
from arpent.sheets._model import Item, Sheet
from arpent.sheets._office import finish_office
from arpent.sheets._pandoc import Deadline, Node, write_tree
from arpent.sheets._shape import sheet_to_dict
from arpent.sheets._source import MARKDOWN, escape_cell
from arpent.sheets._text import JOINER, clean, protect
from arpent.sheets._words import COLUMNS

FORMATS_OUT = ("docx", "html", "json", "md", "odt", "pasted", "pdf")
DATA = Path(__file__).parent / "data"
# Pipe tables only: they are what every Markdown viewer shows.
_MARKDOWN_OUT = MARKDOWN.replace("+grid_tables+simple_tables+multiline_tables", "").replace(
    "+bracketed_spans", ""
)


def write_sheet(sheet: Sheet, format: str) -> bytes:
    """The template filled in with this sheet, as a file in one of ``FORMATS_OUT``.

    Parameters
    ----------
    sheet : Sheet
        As read, or as :func:`sheet_from_dict` gives it. ``warnings`` are kept in JSON only.
    format : str
        ``"docx"``, ``"odt"``, ``"html"``, ``"md"``, ``"pasted"``, ``"json"`` or ``"pdf"``.

    Returns
    -------
    bytes
        The same sheet gives the same bytes. Every format but the PDF reads back to the same sheet;
        the PDF is tagged (PDF/UA-1) and the HTML page is its twin.

    Raises
    ------
    SheetError
        The format is unknown, or writing failed.

    Notes
    -----
    One run of pandoc, or of typst for the PDF: 0.1 to 0.3 s for the national template. See
    ``docs/methods/sheet-writing.md``.

    Examples
    --------
    >>> from arpent.sheets import Sheet, Theme
    >>> write_sheet(Sheet(Theme(2, "Enseigner")), "md").decode().splitlines()[0]
    '# THEMATIQUE N°2 : Enseigner'
    """
    if format == "json":
        return (json.dumps(sheet_to_dict(sheet), ensure_ascii=False, indent=1) + "\n").encode()
    if format == "pdf":
        from arpent.sheets._pdf import write_pdf

        return write_pdf(sheet)
    deadline = Deadline()
    if format in {"docx", "odt"}:
        return _write_office(sheet, format, deadline)
    if format == "html":
        return _write_html(sheet, deadline)
    if format in {"md", "pasted"}:
        table = _pipe_table if format == "md" else _pasted_table
        blocks = own_escapes(compose(sheet, table))
        return write_tree(blocks, _MARKDOWN_OUT, deadline, options=["--wrap=none"])
    raise SheetError(
        f"Le format « {clean(str(format))[:20]} » n'est pas connu ; choisissez parmi"
        f" {', '.join(FORMATS_OUT)}."
    )


def _write_office(sheet: Sheet, kind: str, deadline: Deadline) -> bytes:
    blocks = compose(sheet, list_table)
    meta = {"lang": {"t": "MetaInlines", "c": words("fr-FR")}}
    options = [f"--reference-doc={DATA / f'reference.{kind}'}"]
    document = write_tree(blocks, kind, deadline, options=options, meta=meta)
    return finish_office(document, kind, title=document_title(sheet))


def document_title(sheet: Sheet) -> str:
    return theme_line(sheet).replace(JOINER, "")


def _write_html(sheet: Sheet, deadline: Deadline) -> bytes:
    def table(section: str, rows: Sequence[Row]) -> Node:
        return list_table(section, rows, caption=True)

    meta = {
        "lang": {"t": "MetaString", "c": "fr"},
        "pagetitle": {"t": "MetaInlines", "c": words(document_title(sheet))},
    }
    options = [f"--template={DATA / 'sheet.html'}", "--wrap=none"]
    page = write_tree(compose(sheet, table), "html5", deadline, options=options, meta=meta)
    # The sheet's words are escaped: a "<th" can only be the writer's.
    page = page.replace(b"<th>", b'<th scope="col">').replace(b"<th ", b'<th scope="col" ')
    return page.replace(b' data-custom-style="Soulign\xc3\xa9"', b"")


# Markdown: items one under the other in a cell, as every viewer shows them.


def _pipe_table(section: str, rows: Sequence[Row]) -> Node:
    typed = bold_columns(rows)
    body = []
    for row in rows:
        cells = zip(COLUMNS[section], cell_texts(section, row), strict=True)
        body.append([_pipe_cell(value, named=name in typed) for name, value in cells])
    return table_node(section, body or [[[] for _ in COLUMNS[section]]], sized=False)


def _pipe_cell(value: str | tuple[Item, ...], *, named: bool) -> list[Node]:
    if not value:
        return []
    if isinstance(value, str):
        return [paragraph(words(value), plain=True)]
    inlines: list[Node] = []
    for item in value:
        if inlines:
            inlines.append(raw("html", "<br />"))
        inlines += words("▶ ")
        text = words(protect(item.text))
        if item.highlighted:
            # Where bold alone would be taken for a way of typing, the mark is named.
            inlines += item_words(item) if named else [strong(text)]
        else:
            inlines += text
    return [paragraph(inlines, plain=True)]


# The pasted form: columns parted by tabs, lists in one-line HTML, as copied from a word processor.


def _pasted_table(section: str, rows: Sequence[Row]) -> Node:
    typed = bold_columns(rows)
    lines = ["\t".join(COLUMNS[section].values())]
    for row in rows:
        cells = zip(COLUMNS[section], cell_texts(section, row), strict=True)
        lines.append("\t".join(_pasted_cell(value, name in typed) for name, value in cells))
    return raw("markdown", "\n".join(lines), block=True)


def _pasted_cell(value: str | tuple[Item, ...], named: bool) -> str:
    if isinstance(value, str):
        return escape_cell(value)
    if not value:
        return ""
    mark = f'<b class="{CSS_CLASS}">' if named else "<b>"
    entries = []
    for item in value:
        text = "▶ " + escape_cell(protect(item.text))
        entries.append(f"<li>{mark}{text}</b></li>" if item.highlighted else f"<li>{text}</li>")
    return f"<ul>{''.join(entries)}</ul>"
