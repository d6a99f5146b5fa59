"""Which lines of a sheet say again, in other words, a line written at an earlier stage."""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import snowballstemmer

from arpent.text._fold import fold
from arpent.text._french import FAMILY_OF, STOP_WORDS, is_generic

# Chosen on the tuning half of the pairs in tests/: see docs/methods/restatements.md.
_MISSING_COST = 0.75  # a subject of the text that the candidate does not have
_EXTRA_COST = 0.3  # a subject that the candidate adds: a later stage often says it shorter
_GENERIC_WEIGHT = 0.4
_RAREST_WEIGHT, _COMMONEST_WEIGHT = 1.0, 0.5
DEFAULT_THRESHOLD = 0.55

_WORD = re.compile(r"[^\W_]+")
# Snowball only cuts or rewrites endings: words that differ before their fourth letter never meet.
_PREFIX = 3


@dataclass(frozen=True, slots=True)
class Restatement:
    """A candidate that seems to say what a text says: a suggestion, for a person to confirm.

    ``text`` and ``candidate`` are positions in the two sequences; ``score`` is in [0, 1];
    ``same_wording`` tells that the folds are equal; ``shared`` gives the words, as written in the
    candidate, that carried the decision.
    """

    text: int
    candidate: int
    score: float
    same_wording: bool
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    folded: str
    words: tuple[tuple[str, str], ...]  # (as written, stem; empty for a function word)
    stems: frozenset[str]


def restatements(
    texts: Sequence[str], candidates: Sequence[str], *, threshold: float = DEFAULT_THRESHOLD
) -> list[Restatement]:
    """Which candidate, if any, says the same thing as each text in other words?

    Parameters
    ----------
    texts : sequence of str
        T short lines in French: the irritants of a projection, the levers of a plan.
    candidates : sequence of str
        C lines written earlier, that the texts may repeat.
    threshold : float
        Least score of a suggestion, above 0 and at most 1. The default favours precision.

    Returns
    -------
    list of Restatement
        At most one per text, the best, in the order of the texts; at equal scores the first
        candidate. A text with a candidate of equal fold always gets it, with score 1. A text
        without a letter or a digit gets none.

    Raises
    ------
    ValueError
        When ``threshold`` is not in ]0, 1].

    Notes
    -----
    The likeness is lexical: stemmed content words, weighted by rarity among the candidates. What is
    said without a common word is not found, and negation is not read. Quality and limits:
    docs/methods/restatements.md. Cost: T x C set intersections, a few milliseconds for 20 x 30.

    Examples
    --------
    >>> found = restatements(
    ...     ["Maintenance des matériels"],
    ...     ["Zones blanches", "Maintenance du matériel emprunté"],
    ... )
    >>> found[0].candidate, found[0].same_wording, found[0].shared
    (1, False, ('Maintenance', 'matériel'))
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold must be in ]0, 1], not {threshold}")
    readers, known = _read(texts, candidates)
    weights = _weights(readers, known)
    first_with_fold: dict[str, int] = {}
    for index, line in enumerate(known):
        first_with_fold.setdefault(line.folded, index)

    found = []
    for position, line in enumerate(readers):
        if not line.folded:
            continue
        same = first_with_fold.get(line.folded)
        if same is not None:
            found.append(Restatement(position, same, 1.0, True, _written(known[same], line.stems)))
            continue
        best, score = _best(line, known, weights)
        if score >= threshold:
            shared = _written(known[best], line.stems)
            found.append(Restatement(position, best, score, False, shared))
    return found


def _best(line: _Line, known: Sequence[_Line], weights: Mapping[str, float]) -> tuple[int, float]:
    best, best_score = -1, 0.0
    for index, candidate in enumerate(known):
        shared = line.stems & candidate.stems
        if shared and (shared == line.stems or not all(map(is_generic, shared))):
            score = _score(line.stems, candidate.stems, shared, weights)
            if score > best_score:
                best, best_score = index, score
    return best, best_score


def _score(
    text: frozenset[str],
    candidate: frozenset[str],
    shared: frozenset[str],
    weights: Mapping[str, float],
) -> float:
    # Tversky's ratio. fsum, because a set has no order and a plain sum would depend on it.
    kept = math.fsum(weights[stem] for stem in shared)
    missing = math.fsum(weights[stem] for stem in text - shared)
    extra = math.fsum(weights[stem] for stem in candidate - shared)
    return kept / (kept + _MISSING_COST * missing + _EXTRA_COST * extra)


def _weights(readers: Sequence[_Line], known: Sequence[_Line]) -> dict[str, float]:
    frequency = Counter(stem for line in known for stem in line.stems)
    scale = math.log(max(len(known), 1) + 1)
    weights = {}
    for line in (*readers, *known):
        for _, stem in line.words:
            if stem and stem not in weights:
                rarity = 1 - math.log(max(frequency[stem], 1)) / scale
                weight = _COMMONEST_WEIGHT + (_RAREST_WEIGHT - _COMMONEST_WEIGHT) * rarity
                weights[stem] = weight * (_GENERIC_WEIGHT if is_generic(stem) else 1.0)
    return weights


def _written(line: _Line, stems: Collection[str]) -> tuple[str, ...]:
    """Words of the line that have these stems, once each; all its words when it has no topic."""
    first: dict[str, str] = {}
    for word, stem in line.words:
        if stem in stems or not line.stems:
            first.setdefault(stem or word, word)
    return tuple(first.values())


def _read(texts: Sequence[str], candidates: Sequence[str]) -> tuple[list[_Line], list[_Line]]:
    # Composed letters, because the stemmer knows "é" and not "e" followed by an accent.
    written = [
        [_WORD.findall(unicodedata.normalize("NFC", line)) for line in lines]
        for lines in (texts, candidates)
    ]
    folds = {word: fold(word) for lines in written for words in lines for word in words}
    stems = _stems(*({word for words in lines for word in words} for lines in written), folds=folds)

    def line(text: str, words: Sequence[str]) -> _Line:
        pairs = tuple((word, stems[word]) for word in words)
        return _Line(fold(text), pairs, frozenset(stem for _, stem in pairs if stem))

    readers, known = (
        [line(text, words) for text, words in zip(lines, found, strict=True)]
        for lines, found in zip((texts, candidates), written, strict=True)
    )
    return readers, known


def _stems(
    of_texts: Collection[str], of_candidates: Collection[str], *, folds: Mapping[str, str]
) -> dict[str, str]:
    """Stem of each word, empty for a function word.

    The stemmer takes most of the time: it is only asked about words that could meet another form
    of themselves on the other side. A word without such a relative is its own stem.
    """
    content = {
        word: FAMILY_OF.get(folded, folded)
        for word, folded in folds.items()
        if folded not in STOP_WORDS and (len(folded) > 1 or folded.isdigit())
    }
    forms: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for side, words in enumerate((of_texts, of_candidates)):
        for word in words:
            if word in content:
                forms[content[word][:_PREFIX]][side].add(content[word])
    french = snowballstemmer.stemmer("french")
    stems = dict.fromkeys(folds, "")
    by_spelling: dict[str, str] = {}
    for word, key in content.items():
        here, there = forms[key[:_PREFIX]]
        alone = not (here and there and len(here | there) > 1)
        if alone or key != folds[word] or key in FAMILY_OF:
            stems[word] = key
            continue
        spelling = word.lower()
        if spelling not in by_spelling:
            by_spelling[spelling] = fold(french.stemWord(spelling))
        stems[word] = by_spelling[spelling]
    return stems
