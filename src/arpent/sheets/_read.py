"""Reading a sheet, whatever the format it was saved in."""

import json
import re
from dataclasses import replace

from arpent.sheets._archive import BROKEN, open_office
from arpent.sheets._bounds import MAX_WARNINGS
from arpent.sheets._errors import SheetError
from arpent.sheets._model import Sheet, SheetWarning
from arpent.sheets._pandoc import Deadline, Node, read_tree
from arpent.sheets._place import place
from arpent.sheets._shape import sheet_from_dict
from arpent.sheets._sniff import sniff
from arpent.sheets._source import MARKDOWN, clean_html, split_tables, tables_document

FORMATS_IN = ("docx", "html", "json", "md", "odt", "pasted")
_EXPLICIT = re.compile(r"class=[\"']?(?:[\w -]*\s)?souligne\b")
_DEEP = (
    "Le document est imbriqué trop profondément pour être une fiche d'atelier ; enregistrez-le"
    " au format .docx, puis réessayez."
)


def read_sheet(data: bytes, *, name: str = "") -> Sheet:
    """What does this workshop sheet say?

    Parameters
    ----------
    data : bytes
        A file in one of ``FORMATS_IN``: .docx, .odt, HTML, Markdown (with pasted tables, columns
        parted by tabs, as in the national template's text form), or the JSON of
        :func:`sheet_to_dict`. Text in UTF-8, UTF-16 or Windows-1252.
    name : str
        The file's name, a hint where the content leaves a doubt. No file is opened.

    Returns
    -------
    Sheet
        Rows and items in the order of the document. What could not be placed is in ``warnings``,
        each with its place: nothing is dropped silently.

    Raises
    ------
    SheetError
        The file is empty, incomplete, in another format, too large, too slow to read, or holds
        none of the three parts of a sheet.

    Notes
    -----
    One or two runs of pandoc, some 0.1 s for the national template, linear in the text; bounded
    by 20 MB, 100 MB once unpacked, and 10 s. The rules are in ``docs/methods/sheet-reading.md``.

    Examples
    --------
    >>> page = "<h1>Thème 3 : Travailler ensemble autrement</h1><h2>Plan d'action</h2>"
    >>> read_sheet(page.encode()).theme
    Theme(number=3, title='Travailler ensemble autrement')
    """
    kind, text = sniff(data, name)
    if kind == "json":
        return _read_json(text)
    deadline = Deadline()
    try:
        if kind == "office":
            office = open_office(data)
            source = "docx+styles" if office.kind == "docx" else "odt"
            meta, blocks = read_tree(office.archive, source, deadline)
            sheet = place(meta, blocks, explicit=office.explicit, titled=True)
            told = (SheetWarning("Document", note) for note in office.notes[:MAX_WARNINGS])
            return replace(sheet, warnings=(*sheet.warnings, *told))
        explicit = bool(_EXPLICIT.search(text))
        if kind == "html":
            meta, blocks = read_tree(clean_html(text).encode(), "html", deadline)
        else:
            meta, blocks = {}, _read_markdown(text, deadline)
        return place(meta, blocks, explicit=explicit, titled=False)
    except RecursionError as error:
        raise SheetError(_DEEP) from error


def _read_json(text: str) -> Sheet:
    try:
        source = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SheetError(BROKEN) from error
    return sheet_from_dict(source)


def _read_markdown(text: str, deadline: Deadline) -> list[Node]:
    """Markdown, where each table pasted in another form has first been set apart."""
    text, tables, token = split_tables(text)
    blocks = read_tree(text.encode(), MARKDOWN, deadline)[1]
    if not tables:
        return blocks
    page = clean_html(tables_document(tables)).encode()
    divisions = {
        block["c"][0][0]: block["c"][1]
        for block in read_tree(page, "html", deadline)[1]
        if block["t"] == "Div"
    }
    return _with_tables(blocks, divisions, token)


def _with_tables(blocks: list[Node], divisions: dict[str, list[Node]], token: str) -> list[Node]:
    marker = re.compile(rf"<!-- {token}(\d+) -->\s*")
    result: list[Node] = []
    for block in blocks:
        if block["t"] == "RawBlock" and (match := marker.match(block["c"][1])):
            result.extend(divisions.get(f"t{match.group(1)}", []))
        else:
            result.append(block)
    return result
