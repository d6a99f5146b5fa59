"""Words as stems, for comparing: function words go, and every way of saying "none" is one."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

from arpent.text._fold import fold
from arpent.text._french import STOP_WORDS

NONE = "~"
_DENYING = """
pas plus sans aucun aucune ni rien jamais personne absence absent absente absentes absents manque
manquent manquer inexistant inexistante inexistants impossible insuffisant insuffisante insuffisants
insuffisantes insuffisance defaut penurie peu carence
"""
_NONE = frozenset(_DENYING.split())
_WORD = re.compile(r"[^\W_]+")
_FRENCH = snowballstemmer.stemmer("french")


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    folded = fold(word)
    if folded in _NONE:
        return NONE
    if folded in STOP_WORDS or (len(folded) < 2 and not folded.isdigit()):
        return ""
    return fold(_FRENCH.stemWord(word)) or folded


def stems(text: str) -> list[str]:
    """The stems of a text in order, ``NONE`` for each word that denies, function words left out."""
    # Composed letters, because the stemmer knows "é" and not "e" followed by an accent.
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    return [stem for word in words if (stem := _stem(word))]
