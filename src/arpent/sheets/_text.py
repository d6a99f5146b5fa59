"""Plain text as the sheet keeps it, and how it is told from the marks around it."""

import re

# A sheet keeps no-break spaces and typographic characters. It keeps no control character, no
# byte-order mark, no soft hyphen (Word's own is not a character), and no word joiner: the writer
# uses that invisible one to say "this is text".
JOINER = "\u2060"
_BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_VOID = re.compile("[\u00ad\u2060\ufeff\ufffe\uffff\ufdd0-\ufdef\ud800-\udfff]")
_PLANE_ENDS = re.compile(
    "[" + "".join(chr(plane * 0x10000 + end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
    + "]"
)  # fmt: skip

GLYPHS = "▶►▸▹▷➤➢➔➜→•●○◦■□▪▫‣⁃∙◆◇✓✔\uf0b7\uf0a7\uf0d8\uf0fc"
_GLYPH = re.compile(rf"[{GLYPHS}]\ufe0e?[ \t\u00a0\u202f]*")
_DASH = re.compile(r"(?:[-–—−*·+][ \t\u00a0\u202f]+|[-–—·](?=[^\W\d_]))")
_NUMBER = re.compile(r"\(?(\d{1,2}|[a-z])[.)][ \t\u00a0\u202f]+")
_INLINE = re.compile(rf"(?<=\s)(?=[{GLYPHS}]\ufe0e?\s)")
URL = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>\"«»\u2060]+", re.IGNORECASE)


_RULE = re.compile(r"[-=*_+:|~. ]+")


def clean(text: str) -> str:
    """One line: blanks become one space, characters no format can carry are taken out."""
    text = _PLANE_ENDS.sub("", _VOID.sub("", text))
    return _BLANKS.sub(" ", text).strip()


def clean_paragraphs(text: str) -> str:
    """Paragraphs joined by an empty line, each of them clean."""
    parts = (clean(part) for part in re.split(r"(?:\r?\n|\r)[ \t]*(?:\r?\n|\r)\s*", text))
    return "\n\n".join(part for part in parts if part)


def glyph_length(text: str) -> int:
    """How many characters the bullet at the start of a text takes, 0 where there is none."""
    match = _GLYPH.match(text)
    return match.end() if match else 0


def marker_length(text: str) -> int:
    """Likewise for a bullet or a dash typed by hand."""
    match = _GLYPH.match(text) or _DASH.match(text)
    return match.end() if match else 0


def number_marker(text: str) -> tuple[str, int] | None:
    """The number or letter typed before a line, and its length."""
    match = _NUMBER.match(text)
    return (match.group(1), match.end()) if match else None


def inline_bullets(text: str) -> list[int]:
    """Where a line such as "▶ a ▶ b" is to be cut; nothing unless it begins with a bullet."""
    if not glyph_length(text):
        return []
    return [match.start() for match in _INLINE.finditer(text)]


def protect(text: str) -> str:
    """The same text, told from a bullet: invisible joiners where a reader would see a mark."""
    if _RULE.fullmatch(text):
        return JOINER + text  # Markdown would draw a line
    text = re.sub(rf"([{GLYPHS}])", rf"{JOINER}\1", text)
    if text[:1] != JOINER and (marker_length(text) or number_marker(text)):
        return JOINER + text
    return text


def find_urls(text: str) -> list[tuple[int, int]]:
    """The spans of the addresses typed in a text, without the punctuation that follows them."""
    spans = []
    for match in URL.finditer(text):
        url = match.group().rstrip(".,;:!?…'’*_")
        while url.endswith(")") and url.count("(") < url.count(")"):
            url = url[:-1].rstrip(".,;:!?")
        if len(url) > len("https://"):
            spans.append((match.start(), match.start() + len(url)))
    return spans
