"""A text in plain letters and digits, whose every place leads back to what was typed."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

# What Unicode does not take apart although readers type it as plain letters and signs.
_TYPED_PLAIN = {
    "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "đ": "d", "ł": "l", "ı": "i",
    "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "—": "-",
    "−": "-", "\u0640": "", "\u2028": "\n", "\r": "\n",
}  # fmt: skip
_MOST_KEPT = 10_000
_DIGIT = re.compile(r"\d")
_SENTENCE_END = re.compile(r"[.!?;\n]+(?=\s|$)")


class _Signs(dict[str, str]):
    """Each sign in plain writing: no accent, no invisible mark, digits of ours."""

    def __missing__(self, sign: str) -> str:
        plain = _TYPED_PLAIN.get(sign)
        if plain is None:
            plain = "".join(
                _digit(part)
                for part in unicodedata.normalize("NFKD", sign)
                if unicodedata.category(part) not in {"Mn", "Cf"}
            )
        if len(self) < _MOST_KEPT:
            self[sign] = plain
        return plain


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(int(value))


_SIGNS = _Signs()


class Plain:
    """``cased`` and ``low`` have one length; ``place`` gives a stretch of them in the text."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._starts: Sequence[int] | None = None
        if text.isascii():
            self.cased = text
        else:
            pieces = [_SIGNS[sign] for sign in text]
            self.cased = "".join(pieces)
            if any(len(piece) != 1 for piece in pieces):
                self._starts = [at for at, piece in enumerate(pieces) for _ in piece]
        # No capital left lengthens when lowered: the one that does carries a mark, and lost it.
        self.low = self.cased.lower()

    def place(self, start: int, end: int) -> tuple[int, int]:
        if self._starts is None:
            return start, end
        first, last = self._starts[start], self._starts[end - 1]
        # Marks written after the last letter belong to it.
        after = self._starts[end] if end < len(self._starts) else self._length
        return first, max(after, last + 1)

    @cached_property
    def has_digits(self) -> bool:
        return _DIGIT.search(self.cased) is not None

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [found.start() for found in _SENTENCE_END.finditer(self.cased)]

    def sentence(self, at: int) -> int:
        """The number of the sentence in which this place stands."""
        return bisect_left(self._sentence_ends, at)
