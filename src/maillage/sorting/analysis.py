"""The only bridge from the desks to the library: plain data in and out."""

import hashlib
from functools import cache
from importlib.util import find_spec

from arpent import text
from arpent.errors import ArpentError
from arpent.tables import suppress
from maillage.sorting.gathering import NEARLY, copies_among

__all__ = ["ArpentError", "suppress"]

# Cosine from which the model is believed to see something: docs/methods/suggestions.md says how
# often it is right.
LEAST_NEAR = 0.6
# Groups small enough to be near a finding; subjects, at the default of the library, hold many.
RESOLUTION = 2.0
SEED = 0


def points_in(words):
    """[(passage, kind, reason)] of a story: where an idea seems to be said."""
    return [(words[one.start : one.end], one.kind, one.reason) for one in text.split_points(words)]


@cache
def engine():
    """Which model reads here, with its edition; nothing where the extra `analysis` is not."""
    if not all(map(find_spec, ("numpy", "igraph", "leidenalg"))):
        return ""
    return _encoder().name


@cache
def _encoder():
    return text.default_encoder()


def is_model():
    """A model of sentences, rather than a comparison of words."""
    return bool(engine()) and not isinstance(_encoder(), text.LexicalEncoder)


@cache
def edition():
    """Of spelling and thesaurus: a reading of another edition is made again."""
    ours = text.load_thesaurus()
    said = "\n".join(f"{at} {one}" for at, one in zip(ours.meant, ours.expressions, strict=True))
    return f"1 {hashlib.sha256(said.encode()).hexdigest()[:12]}"


def settings():
    """What a result depends on, for the page of the method."""
    return {"edition": edition(), "copies": NEARLY, "near": LEAST_NEAR} | (
        {"resolution": RESOLUTION, "seed": SEED} if engine() else {}
    )


def spelt(words):
    return text.normalise(words)


def read(words):
    """(digest of the words in one spelling, {term: how strongly it is said})."""
    folded = spelt(words)
    digest = hashlib.blake2b(folded.encode(), digest_size=16).hexdigest() if folded else ""
    ours = text.load_thesaurus()
    said = {ours.terms[term]: strength for term, (strength, _) in ours.read(words).items()}
    return digest, {term: round(strength, 3) for term, strength in said.items()}


def copies(texts):
    """Pairs of positions that say the same to some letters, with their likeness."""
    if engine():
        return text.near_duplicates(texts, threshold=NEARLY, seed=SEED)
    return copies_among([spelt(one) for one in texts])


def vectors(texts):
    """One packed row a text."""
    from maillage.sorting.nearness import packed

    return packed(_encoder().encode(texts))


def groups(texts, packed_rows, *, together, apart, start):
    """The group of each text, and the words of each group, from vectors already made."""
    found = text.groups(
        texts,
        encoder=_Made(texts, packed_rows),
        resolution=RESOLUTION,
        together=together,
        apart=apart,
        start=start,
        seed=SEED,
    )
    return list(found.labels), list(found.names)


class _Made:
    """The vectors kept of these texts; whatever else is asked for is read now."""

    def __init__(self, texts, packed_rows):
        self._texts, self._packed = list(texts), packed_rows
        self.name = engine()

    def encode(self, texts):
        from maillage.sorting.nearness import rows_of

        if list(texts) == self._texts:
            return rows_of(self._packed)
        return _encoder().encode(texts)


def nearness(cards, packed_rows, labels):
    from maillage.sorting.nearness import Nearness, rows_of

    return Nearness(cards, rows_of(packed_rows), labels, LEAST_NEAR)


def nearest(packed_row, packed_rows):
    """Which of these rows is the nearest, and its cosine; None where none is near enough."""
    from maillage.sorting.nearness import rows_of

    likeness = rows_of(packed_rows) @ rows_of([packed_row])[0]
    at = int(likeness.argmax())
    score = round(min(1.0, float(likeness[at])), 4)
    return (at, score) if score >= LEAST_NEAR else None


def likely_themes(texts, examples, titles, *, confidence):
    """For each text (theme, probability, is unsure), from (text, theme) placed by people and from
    `titles`: {theme: title}."""
    named = {title: theme for theme, title in reversed(titles.items())}
    placed = [(said, titles[theme]) for said, theme in examples]
    found = text.themes(
        texts, placed, titles=list(named), encoder=_thorough(), confidence=confidence
    )
    likely = [(*one.themes[0], one.abstains) for one in found]
    # Of two themes, one half is not knowing.
    return [
        (named[title], sure, is_unsure or sure <= confidence) for title, sure, is_unsure in likely
    ]


@cache
def _thorough():
    """Some hundreds of testimonies, read once each: both models where both are."""
    return text.default_encoder(thorough=True)


def has_themes():
    return bool(engine()) and find_spec("sklearn") is not None
