"""A workbook of one sheet of text, sent while it is written.

Libraries hold it, or keep it on the disk until its last row: a million rows would keep a reader
waiting for minutes before the first byte. Each cell is typed as text, and none is ever computed.
"""

import re
import zipfile

from maillage.toolbox.delimited import chunks_of

AT_ONCE = 200
EPOCH = (1980, 1, 1, 0, 0, 0)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{RELATIONS}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEETML}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEETML}.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="%s" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
# What XML does not take as it is, and the very signs by which it is written otherwise.
ESCAPED = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
OPEN, CLOSE = '<c t="inlineStr"><is><t xml:space="preserve">', "</t></is></c>"
VOID = "<c/>"
NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def workbook(title, rows):
    """Its pieces, as bytes."""
    sent = _Sent()
    with zipfile.ZipFile(sent, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in PARTS.items():
            content = content % title if "%s" in content else content
            archive.writestr(zipfile.ZipInfo(name, EPOCH), START + content)
        sheet = zipfile.ZipInfo("xl/worksheets/sheet1.xml", EPOCH)
        sheet.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(sheet, "w") as file:
            file.write(f'{START}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for chunk in chunks_of(rows, AT_ONCE):
                file.write("".join(map(_row, chunk)).encode())
                yield sent.taken()
            file.write(b"</sheetData></worksheet>")
    yield sent.taken()


def _row(cells):
    # Most rows hold nothing to escape: looked for once, and not in each cell.
    if ESCAPED.search("".join(cells)):
        cells = [ESCAPED.sub(_escape, text) for text in cells]
    return f"<row>{''.join([f'{OPEN}{text}{CLOSE}' if text else VOID for text in cells])}</row>"


def _escape(found):
    sign = found[0]
    return NAMED.get(sign) or f"_x{ord(sign):04X}_"


class _Sent:
    """What an archive writes to: it cannot go back, and what was taken is held no longer."""

    def __init__(self):
        self.pieces = []

    def write(self, piece):
        self.pieces.append(bytes(piece))
        return len(piece)

    def flush(self):
        pass

    def taken(self):
        pieces, self.pieces = self.pieces, []
        return b"".join(pieces)
