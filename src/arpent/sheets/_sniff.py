"""What a file is, from its content first and its name second; and why it is refused."""

import re

from arpent.sheets._bounds import MAX_FILE_BYTES, MAX_TEXT_BYTES
from arpent.sheets._errors import SheetError

_ADVICE = " ; enregistrez la fiche au format .docx ou .odt, puis réessayez."
_SIGNATURES = (
    (b"%PDF", "Un PDF ne se relit pas comme une fiche"),
    (b"\x89PNG", "Ce fichier est une image"),
    (b"\xff\xd8\xff", "Ce fichier est une image"),
    (b"GIF8", "Ce fichier est une image"),
    (b"RIFF", "Ce fichier est une image ou un son"),
    (b"II*\0", "Ce fichier est une image"),
    (b"MM\0*", "Ce fichier est une image"),
    (b"{\\rtf", "Le format RTF n'est pas lu"),
    (b"\x1f\x8b", "Ce fichier est une archive"),
    (b"7z\xbc\xaf", "Ce fichier est une archive"),
    (b"Rar!", "Ce fichier est une archive"),
    (b"MZ", "Ce fichier est un programme"),
    (b"\x7fELF", "Ce fichier est un programme"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|table|div|section|article|h[1-6]|p|ul|b|span)"
    r"\b[^>]*>",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"^(?:#{1,6} |\*\*|[-*+] )", re.MULTILINE)
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]")


def sniff(data: bytes, name: str = "") -> tuple[str, str]:
    """``("office", "")`` for a zip, else ``("json" | "html" | "md", text)``."""
    if len(data) > MAX_FILE_BYTES:
        raise SheetError(
            f"Le fichier dépasse {MAX_FILE_BYTES // 1_000_000} Mo ; enlevez-en les images, puis"
            " réessayez."
        )
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise SheetError("Le fichier est vide ; choisissez le document rempli.")
    if data.startswith(b"PK"):
        return "office", ""
    if data.startswith(_OLE):
        raise SheetError(_ole_reason(data))
    for signature, reason in _SIGNATURES:
        if data.startswith(signature):
            raise SheetError(reason + _ADVICE)
    text = decode(data)
    if len(data) > MAX_TEXT_BYTES:
        raise SheetError(
            f"Le texte dépasse {MAX_TEXT_BYTES // 1_000_000} Mo : ce n'est pas une fiche d'atelier"
            + _ADVICE
        )
    return _text_format(text, name.lower()), text


def _ole_reason(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return (
            "Le document est protégé par un mot de passe ; enlevez la protection, puis"
            " enregistrez-le au format .docx."
        )
    return "Ce document est dans un ancien format de Word (.doc) ; enregistrez-le au format .docx."


def decode(data: bytes) -> str:
    """Text in UTF-8, in UTF-16 or in the code page of French Windows."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in data[:200] and len(data) >= 4:
        encodings = ["utf-16-le" if data[1:2] == b"\0" else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # One stray control character is an accident; several are a binary file.
        if len(_NOT_TEXT.findall(text)) <= len(text) // 2_000:
            return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    raise SheetError("Ce fichier n'est pas un document de texte" + _ADVICE)


def _text_format(text: str, name: str) -> str:
    start = text.lstrip()
    if start.startswith("{"):
        return "json"
    if start.startswith(("<?xml", "<office:document")) and "<html" not in start[:2_000]:
        raise SheetError("Ce fichier XML n'est pas un document de texte reconnu" + _ADVICE)
    if re.match(
        r"(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype|html|head|body|meta)\b", start, re.I | re.S
    ):
        return "html"
    if not start.startswith("<"):
        return "md"
    if name.endswith((".md", ".markdown", ".txt")):
        return "md"
    if name.endswith((".html", ".htm", ".xhtml")):
        return "html"
    return "html" if _TAG.match(start) and not _MARKDOWN.search(text) else "md"
