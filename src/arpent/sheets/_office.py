"""What pandoc leaves to do on a .docx or an .odt: the title in its properties, a fixed date."""

import io
import re
import zipfile
from xml.sax.saxutils import escape

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date a zip can hold: the same sheet, the same bytes
_PROPERTIES = {"docx": "docProps/core.xml", "odt": "meta.xml"}
_CLOSE = {"docx": b"</cp:coreProperties>", "odt": b"</office:meta>"}
_TITLE = re.compile(rb"<dc:title\s*/>|<dc:title>.*?</dc:title>", re.DOTALL)


def finish_office(document: bytes, kind: str, *, title: str) -> bytes:
    """The same document with its title as a property: given to pandoc, it would be printed too."""
    tag = f"<dc:title>{escape(title)}</dc:title>".encode()
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            content = source.read(info)
            if info.filename == _PROPERTIES[kind]:
                content = _TITLE.sub(b"", content)
                content = content.replace(_CLOSE[kind], tag + _CLOSE[kind])
            entry = zipfile.ZipInfo(info.filename, _EPOCH)
            # The mimetype of an OpenDocument file comes first, uncompressed.
            stored = info.filename == "mimetype"
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return buffer.getvalue()
