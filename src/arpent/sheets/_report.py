"""A report that is no sheet: titles, paragraphs, tables; a document that people edit or print."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from arpent.sheets._compose import header, paragraph, words
from arpent.sheets._errors import SheetError
from arpent.sheets._office import finish_office
from arpent.sheets._pandoc import Deadline, Node, write_tree
from arpent.sheets._text import clean

_DATA = Path(__file__).parent / "data"
_NO_ATTRIBUTES: list[object] = ["", [], []]


@dataclass(frozen=True)
class ReportPart:
    """A title, what is said under it, and a table: ``columns`` empty, there is none."""

    title: str
    paragraphs: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Report:
    """``parts`` in their order, under ``title``."""

    title: str
    parts: tuple[ReportPart, ...]


def write_report(report: Report, format: str) -> bytes:
    """A report as a file of ``"docx"``, ``"odt"`` or ``"pdf"``.

    Parameters
    ----------
    report : Report
        Plain text: nothing in it is read as markup.
    format : str
        ``"docx"``, ``"odt"`` or ``"pdf"`` (tagged, PDF/UA-1).

    Returns
    -------
    bytes
        The same report gives the same bytes.

    Raises
    ------
    SheetError
        The format is unknown, a row is not as long as its header, or writing failed.

    Notes
    -----
    One run of pandoc, or of typst for the PDF: tenths of a second for some hundreds of rows.

    Examples
    --------
    >>> part = ReportPart("Lieux", columns=("Nom", "Élèves"), rows=(("Médiathèque", "12"),))
    >>> write_report(Report("Un scénario", (part,)), "docx")[:2]
    b'PK'
    """
    for part in report.parts:
        if any(len(row) != len(part.columns) for row in part.rows):
            raise SheetError(f"Le tableau « {clean(part.title)[:40]} » a des lignes inégales.")
    if format == "pdf":
        from arpent.sheets._pdf import compiled

        return compiled(_DATA / "report.typ", _plain(report))
    if format not in {"docx", "odt"}:
        raise SheetError(
            f"Le format « {clean(str(format))[:20]} » n'est pas connu ; choisissez docx, odt"
            " ou pdf."
        )
    meta = {"lang": {"t": "MetaInlines", "c": words("fr-FR")}}
    options = [f"--reference-doc={_DATA / f'reference.{format}'}"]
    document = write_tree(_blocks(report), format, Deadline(), options=options, meta=meta)
    return finish_office(document, format, title=clean(report.title))


def _blocks(report: Report) -> list[Node]:
    blocks = [header(1, clean(report.title))]
    for part in report.parts:
        blocks.append(header(2, clean(part.title)))
        blocks += [paragraph(words(clean(text))) for text in part.paragraphs]
        if part.columns:
            blocks.append(_table(part.columns, part.rows))
    return blocks


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Node:
    widths = [
        [{"t": "AlignDefault"}, {"t": "ColWidth", "c": share}] for share in _shares(columns, rows)
    ]
    head = [_NO_ATTRIBUTES, [_row(columns)]]
    body = [[_NO_ATTRIBUTES, 0, [], [_row(row) for row in rows]]]
    foot: list[object] = [_NO_ATTRIBUTES, []]
    return {"t": "Table", "c": [_NO_ATTRIBUTES, [None, []], widths, head, body, foot]}


def _row(cells: Sequence[str]) -> list[object]:
    return [_NO_ATTRIBUTES, [_cell(text) for text in cells]]


def _cell(text: str) -> list[object]:
    content = [paragraph(words(clean(text)), plain=True)] if text else []
    return [_NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, content]


def _shares(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """Of the width, by the longest text of each column, none of which takes it all."""
    longest = [
        min(max(len(text) for text in column) + 2, 40)
        for column in zip(columns, *rows, strict=True)
    ]
    return [length / sum(longest) for length in longest]


def _plain(report: Report) -> dict[str, Any]:
    return {
        "title": clean(report.title),
        "parts": [
            {
                "title": clean(part.title),
                "paragraphs": [clean(text) for text in part.paragraphs],
                "columns": [clean(text) for text in part.columns],
                "shares": _shares(part.columns, part.rows) if part.columns else [],
                "rows": [[clean(text) for text in row] for row in part.rows],
            }
            for part in report.parts
        ],
    }
