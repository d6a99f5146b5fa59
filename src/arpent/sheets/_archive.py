"""Opening a .docx or an .odt without trusting it.

What pandoc receives is a new archive holding only the XML parts inflated here, so that the checks
and the reading are about the same bytes. Pictures are left out: a sheet is words.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from arpent.sheets._bounds import (
    MAX_MEMBERS,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    MAX_XML_BYTES,
    RATIO_FLOOR_BYTES,
)
from arpent.sheets._errors import SheetError
from arpent.sheets._text import clean

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


@dataclass(frozen=True, slots=True)
class Office:
    """A checked document: its format, a safe archive for pandoc, and what pandoc cannot tell.

    ``explicit`` when its highlights have their style; ``notes`` the changes and comments of an
    .odt.
    """

    kind: str
    archive: bytes
    explicit: bool
    notes: tuple[str, ...]


def open_office(data: bytes) -> Office:
    """Check a .docx or an .odt, or say why it is refused."""
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
    explicit = bool(EXPLICIT.search(parts[main]))
    notes = tuple(_odt_notes(parts[main])) if kind == "odt" else ()
    parts[main] = _mark_green(kind, parts[main])
    return Office(kind, _pack(parts), explicit, notes)


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


# Pandoc reads an .odt as if its changes were accepted and its comments absent, and says neither.
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


def _odt_notes(content: bytes) -> Iterator[str]:
    if b"<text:tracked-changes" not in content and b"<office:annotation" not in content:
        return
    # A part that declares a document type or an entity was refused when the archive was opened.
    from xml.etree import ElementTree  # nosec B405

    try:
        root = ElementTree.fromstring(content)  # noqa: S314  # nosec B314
    except ElementTree.ParseError as error:
        raise SheetError(BROKEN) from error
    for node in root.iter():
        if node.tag not in {_TEXT + "deletion", _TEXT + "insertion", _OFFICE + "annotation"}:
            continue
        who = clean(next((one.text or "" for one in node.iter(_CREATOR)), ""))
        by = f" de {who}" if who else ""
        paragraphs = [one for one in node.iter() if one.tag in {_TEXT + "p", _TEXT + "h"}]
        text = clean(" ".join("".join(one.itertext()) for one in paragraphs))
        if node.tag.endswith("insertion"):
            yield f"Ajout en suivi des modifications{by}, accepté."
        elif node.tag.endswith("deletion") and text:
            yield f"Texte supprimé en suivi des modifications{by} : « {text} »."
        elif text:
            yield f"Commentaire{by} : « {text} »."


def _pack(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


# Pandoc's tree keeps bold and drops colours, and the template's own mark is "en gras et en vert":
# a green run is made bold before pandoc sees it. Nothing else of the XML is read here.
# Each repetition is bounded, so that markup left open costs no more than its length.
_DOCX_GREEN = re.compile(
    rb"(<w:rPr>)((?:(?!</?w:rPr>).){0,2000}?"
    rb"<w:color\b[^>]{0,200}?w:val=\"([0-9A-Fa-f]{6})\"[^>]{0,200}/>)",
    re.DOTALL,
)
_ODT_GREEN = re.compile(
    rb"(<style:text-properties\b)([^>]{0,2000}?fo:color=\"#([0-9A-Fa-f]{6})\")", re.DOTALL
)


def is_green(colour: str) -> bool:
    """Whether RRGGBB reads as green: the green part clearly above the two others."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return green >= 0x50 and green > 1.3 * red and green > 1.3 * blue


def _mark_green(kind: str, content: bytes) -> bytes:
    def docx(match: re.Match[bytes]) -> bytes:
        if not is_green(match.group(3).decode()) or b"<w:b/>" in match.group(2):
            return match.group()
        return match.group(1) + b"<w:b/>" + match.group(2)

    def odt(match: re.Match[bytes]) -> bytes:
        if not is_green(match.group(3).decode()) or b"fo:font-weight" in match.group(2):
            return match.group()
        return match.group(1) + b' fo:font-weight="bold"' + match.group(2)

    if kind == "docx":
        return _DOCX_GREEN.sub(docx, content)
    return _ODT_GREEN.sub(odt, content)
