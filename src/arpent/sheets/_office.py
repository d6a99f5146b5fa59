"""What pandoc leaves to do on a .docx or an .odt: the title in its properties, a fixed date, and
the look that its reference documents cannot carry (borders in .odt, indents of lists in cells)."""

import io
import re
import zipfile
from collections.abc import Callable
from html import escape

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date a zip can hold: the same sheet, the same bytes
_CLOSE = {"docx": b"</cp:coreProperties>", "odt": b"</office:meta>"}
_TITLE = re.compile(rb"<dc:title\s*/>|<dc:title>.*?</dc:title>", re.DOTALL)


def finish_office(document: bytes, kind: str, *, title: str) -> bytes:
    """The same document, titled and drawn as the template.

    The title goes into the properties here: given to pandoc, it would be printed too.
    """
    tag = f"<dc:title>{escape(title, quote=False)}</dc:title>".encode()

    def titled(content: bytes) -> bytes:
        return _TITLE.sub(b"", content).replace(_CLOSE[kind], tag + _CLOSE[kind])

    changes: dict[str, Callable[[bytes], bytes]] = (
        {
            "docProps/core.xml": titled,
            "word/numbering.xml": _docx_lists,
            "word/document.xml": _docx_columns,
        }
        if kind == "docx"
        else {"meta.xml": titled, "content.xml": _odt_look}
    )
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            content = changes.get(info.filename, _same)(source.read(info))
            entry = zipfile.ZipInfo(info.filename, _EPOCH)
            # The mimetype of an OpenDocument file comes first, uncompressed.
            stored = info.filename == "mimetype"
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return buffer.getvalue()


def _same(content: bytes) -> bytes:
    return content


# A cell is 4 cm wide: lists take a third of the default indent.

_INDENT = re.compile(rb'<w:ind w:left="(\d+)" w:hanging="\d+" ?/>')


def _docx_lists(content: bytes) -> bytes:
    def narrow(match: re.Match[bytes]) -> bytes:
        left = int(match.group(1)) * 230 // 720
        return f'<w:ind w:left="{left}" w:hanging="200"/>'.encode()

    return _INDENT.sub(narrow, content)


_GRID = re.compile(rb"<w:tblGrid>.*?</w:tblGrid>", re.DOTALL)
_COLUMN = re.compile(rb'w:w="(\d+)"')
_TEXT_WIDTH = 14_798  # twentieths of a point: A4 on its side, less its margins


def _docx_columns(content: bytes) -> bytes:
    """Pandoc counts on a portrait page; Word draws the columns it is given."""

    def widen(match: re.Match[bytes]) -> bytes:
        grid = match.group()
        total = sum(int(width) for width in _COLUMN.findall(grid)) or 1
        return _COLUMN.sub(lambda one: b'w:w="%d"' % (int(one[1]) * _TEXT_WIDTH // total), grid)

    return _GRID.sub(widen, content)


_ODT_CELL = re.compile(
    rb'(<style:style style:name="(TableHeaderRowCell|TableRowCell)" style:family="table-cell">\s*)'
    rb"<style:table-cell-properties [^>]*/>"
)
_ODT_INDENT = re.compile(
    rb'text:list-tab-stop-position="[\d.]+in" fo:text-indent="-[\d.]+in"'
    rb' fo:margin-left="([\d.]+)in"'
)


def _odt_look(content: bytes) -> bytes:
    def bordered(match: re.Match[bytes]) -> bytes:
        shade = b' fo:background-color="#e9eef3"' if match[2] == b"TableHeaderRowCell" else b""
        look = b'fo:border="0.5pt solid #8a97a5" fo:padding="0.12cm"' + shade
        return match[1] + b"<style:table-cell-properties " + look + b"/>"

    def narrow(match: re.Match[bytes]) -> bytes:
        left = (float(match[1]) - 0.25) * 0.7
        return (
            f'text:list-tab-stop-position="{left:.3f}in" fo:text-indent="-0.14in"'
            f' fo:margin-left="{left:.3f}in"'
        ).encode()

    return _ODT_INDENT.sub(narrow, _ODT_CELL.sub(bordered, content))
