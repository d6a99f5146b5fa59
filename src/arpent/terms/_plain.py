"""A spelling for matching that keeps every character in its place."""

import unicodedata

# What is longer is no cell but a document: it is left as text, so that reading stays quick.
LONGEST_CELL = 2_000

_SPACES = frozenset("\u00a0\u2007\u2009\u202f\t\n\r\v\f")
_APOSTROPHES = frozenset("’ʼ‘`´")
_DASHES = frozenset("‐‑‒–—―−")


def plain(text: str) -> str:
    """Lower case, no accents, one apostrophe, one dash, one space; same length as ``text``.

    Because positions are kept, what matches here can be cut out of the text as it was written.
    Empty, hence unread, when the text is longer than ``LONGEST_CELL``.
    """
    if len(text) > LONGEST_CELL:
        return ""
    return "".join(map(_plain_character, text))


def _plain_character(character: str) -> str:
    if character.isascii():
        return " " if character in _SPACES else character.lower()
    if character in _SPACES:
        return " "
    if character in _APOSTROPHES:
        return "'"
    if character in _DASHES:
        return "-"
    # Only the first character: "ﬁ" or "İ" would lengthen the text and shift what follows.
    return unicodedata.normalize("NFD", character)[0].lower()[0]
