"""Opening a .docx or an .odt without trusting it.

What pandoc receives is a new archive holding only the XML parts inflated here, so that the checks
and the reading are about the same bytes. Pictures are left out: a sheet is words.
"""

import io
import re
import zipfile
import zlib

from arpent.sheets._bounds import (
    MAX_MEMBERS,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    MAX_XML_BYTES,
    RATIO_FLOOR_BYTES,
)
from arpent.sheets._errors import SheetError

BROKEN = (
    "Le fichier est incomplet ou abîmé ; ouvrez-le dans votre traitement de texte,"
    " enregistrez-le de nouveau, puis réessayez."
)
_TOO_LARGE = "Le document, une fois décompressé, est trop volumineux ; enlevez-en les images."
_LOCKED = (
    "Le document est protégé par un mot de passe ; enlevez la protection, puis enregistrez-le"
    " au format .docx."
)
_OTHERS = {
    "xl/": "Ce fichier est un classeur, pas un document de texte",
    "ppt/": "Ce fichier est un diaporama, pas un document de texte",
    "content.opf": "Ce fichier est un livre numérique, pas une fiche d'atelier",
}
_ODT_TYPES = ("application/vnd.oasis.opendocument.text",)
_PARTS = re.compile(r"(?:^|/)[^/]*\.(?:xml|rels)$|^mimetype$", re.IGNORECASE)
_MARKUP = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
EXPLICIT = re.compile(rb'(?:w:val|text:style-name)="Soulign')


def open_office(data: bytes) -> tuple[str, bytes, bool]:
    """The format (docx, odt), a safe archive for pandoc, and whether highlights are styled."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            kind = _kind(archive)
            parts = _inflate(archive)
    except SheetError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise SheetError(BROKEN) from error
    except (ValueError, KeyError, RuntimeError, IndexError, OverflowError) as error:
        raise SheetError(BROKEN) from error
    main = _main_part(kind, parts)
    parts[main], explicit = _mark_green(kind, parts[main])
    return kind, _pack(parts), explicit


def _kind(archive: zipfile.ZipFile) -> str:
    infos = archive.infolist()
    names = [info.filename for info in infos]
    if len(names) > MAX_MEMBERS or len(set(names)) != len(names):
        raise SheetError(BROKEN)
    if any(info.flag_bits & 0x1 for info in infos):
        raise SheetError(_LOCKED)
    _check_sizes(infos)
    if "word/document.xml" in names or any(
        name.startswith("word/document") and name.endswith(".xml") for name in names
    ):
        return "docx"
    if "mimetype" in names:
        declared = _read(archive, archive.getinfo("mimetype"), 1_000).decode("latin-1").strip()
        if declared.startswith(_ODT_TYPES) and "content.xml" in names:
            return "odt"
        if "opendocument" in declared:
            raise SheetError(
                "Ce fichier n'est pas un document de texte ; enregistrez la fiche au format .odt"
                " ou .docx."
            )
    for mark, reason in _OTHERS.items():
        if any(mark in name for name in names):
            raise SheetError(f"{reason} ; enregistrez la fiche au format .docx ou .odt.")
    raise SheetError(
        "Ce fichier est une archive, pas une fiche d'atelier ; donnez le document qu'elle contient."
    )


def _check_sizes(infos: list[zipfile.ZipInfo]) -> None:
    if sum(info.file_size for info in infos) > MAX_UNPACKED_BYTES:
        raise SheetError(_TOO_LARGE)
    for info in infos:
        large = info.file_size > RATIO_FLOOR_BYTES
        if large and info.file_size > MAX_RATIO * max(1, info.compress_size):
            raise SheetError(_TOO_LARGE)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    # The directory may lie: what is inflated is counted too.
    with archive.open(info) as member:
        content = member.read(limit + 1)
    if len(content) > limit:
        raise SheetError(_TOO_LARGE)
    return content


def _inflate(archive: zipfile.ZipFile) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = MAX_XML_BYTES
    for info in archive.infolist():
        if info.is_dir() or not _PARTS.search(info.filename):
            continue
        content = _read(archive, info, left)
        left -= len(content)
        # In UTF-16 every other byte is zero: look at the letters, not at their width.
        if _MARKUP.search(content) or _MARKUP.search(content.replace(b"\0", b"")):
            raise SheetError(
                "Le document contient une définition interdite (DTD) ; ouvrez-le dans votre"
                " traitement de texte et enregistrez-le de nouveau au format .docx."
            )
        parts[info.filename] = content
    if "META-INF/manifest.xml" in parts and b"encryption-data" in parts["META-INF/manifest.xml"]:
        raise SheetError(_LOCKED)
    return parts


def _main_part(kind: str, parts: dict[str, bytes]) -> str:
    if kind == "odt":
        return "content.xml"
    if "word/document.xml" in parts:
        return "word/document.xml"
    for name in parts:
        if name.startswith("word/document") and name.endswith(".xml"):
            return name
    raise SheetError(BROKEN)


def _pack(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


# Pandoc's tree keeps bold and drops colours, and the template's own mark is "en gras et en vert":
# a green run is made bold before pandoc sees it. Nothing else of the XML is read here.
_DOCX_GREEN = re.compile(
    rb"(<w:rPr>)((?:(?!</w:rPr>).)*?<w:color\b[^>]*?w:val=\"([0-9A-Fa-f]{6})\"[^>]*/>)", re.DOTALL
)
_ODT_GREEN = re.compile(
    rb"(<style:text-properties\b)([^>]*?fo:color=\"#([0-9A-Fa-f]{6})\")", re.DOTALL
)


def is_green(colour: str) -> bool:
    """Whether RRGGBB reads as green: the green part clearly above the two others."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return green >= 0x50 and green > 1.3 * red and green > 1.3 * blue


def _mark_green(kind: str, content: bytes) -> tuple[bytes, bool]:
    explicit = bool(EXPLICIT.search(content))

    def docx(match: re.Match[bytes]) -> bytes:
        if not is_green(match.group(3).decode()) or b"<w:b/>" in match.group(2):
            return match.group()
        return match.group(1) + b"<w:b/>" + match.group(2)

    def odt(match: re.Match[bytes]) -> bytes:
        if not is_green(match.group(3).decode()) or b"fo:font-weight" in match.group(2):
            return match.group()
        return match.group(1) + b' fo:font-weight="bold"' + match.group(2)

    if kind == "docx":
        return _DOCX_GREEN.sub(docx, content), explicit
    return _ODT_GREEN.sub(odt, content), explicit
