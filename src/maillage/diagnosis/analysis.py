"""The only bridge from the diagnosis to the library: many texts at once, plain data in and out."""

from collections import defaultdict
from contextlib import nullcontext
from dataclasses import dataclass
from importlib.util import find_spec

from arpent import text
from arpent.errors import ArpentError

__all__ = [
    "ArpentError", "Study", "copies", "encoder_name", "equivalents", "groups", "study", "themes",
]  # fmt: skip

# Texts between two words on how far the reading is.
STEP = 100
# Texts, past which their vectors are no longer held: each goes straight to its place.
HELD = 20_000


@dataclass(frozen=True)
class Study:
    """What a machine read in n texts, which it calls by their positions.

    `families`: texts that are copies of one another, the largest first. `terms`: what the thesaurus
    knows and who says it. `themes`: one for each text, or None when nothing said what they are.
    """

    engine: str
    copies: list
    families: list
    labels: list
    names: list
    quotes: list
    terms: list
    themes: list | None


def copies(texts, *, seed):
    return [[i, j, likeness] for i, j, likeness in text.near_duplicates(texts, seed=seed)]


def equivalents(texts, *, top, encoder):
    """`encoder`: the path of a model, `lexical`, or None for the one that is installed."""
    found = text.equivalents(texts, top=top, encoder=_encoder(encoder))
    return [[[one.text, one.score, list(one.reasons)] for one in likely] for likely in found]


def groups(texts, *, encoder, seed, scheduler=None):
    """`scheduler`: the address of a Dask cluster, where blocks are computed; the same labels."""
    with _mapper(scheduler) as mapper:
        found = text.groups(texts, encoder=_encoder(encoder, texts), seed=seed, mapper=mapper)
    return {
        "labels": list(found.labels),
        "names": dict(enumerate(found.names)),
        "quotes": {group: list(quoted) for group, quoted in enumerate(found.quotes)},
    }


def themes(texts, examples, *, titles, encoder):
    """`examples`: (text, theme) pairs. Raises ValueError when all is of one theme only."""
    return _placed(texts, examples, _encoder(encoder, texts), titles)


def _placed(texts, examples, encoder, titles=()):
    found = text.themes(texts, examples, titles=titles, encoder=encoder)
    return [{"themes": list(map(list, one.themes)), "abstains": one.abstains} for one in found]


def study(texts, *, examples, encoder, seed, tell, scheduler=None):
    """Everything at once, each distinct text encoded once. `tell(step, done, total)` as it goes.

    `examples`: (text, theme) pairs to learn themes from; fewer than two themes: none is given.
    """
    is_held = len(texts) <= HELD and not scheduler
    reader = _Reader(_encoder(encoder, texts), tell) if is_held else _encoder(encoder, texts)
    tell("copies", 0, len(texts))
    pairs = copies(texts, seed=seed)
    tell("copies", len(texts), len(texts))
    with _mapper(scheduler) as mapper:
        told = mapper if is_held else _told(mapper, tell, len(texts))
        found = text.groups(texts, encoder=reader, seed=seed, mapper=told)
    tell("groups", len(texts), len(texts))
    can_learn = len({theme for _, theme in examples}) > 1
    return Study(
        engine=reader.name,
        copies=pairs,
        families=_families(pairs),
        labels=list(found.labels),
        names=list(found.names),
        quotes=[list(quoted) for quoted in found.quotes],
        terms=_terms(texts),
        themes=_placed(texts, examples, reader) if can_learn else None,
    )


class _Reader:
    """An encoder that reads each wording once, and says how far it is."""

    def __init__(self, encoder, tell):
        self.encoder, self.tell, self.rows = encoder, tell, {}
        self.name = encoder.name

    def encode(self, texts):
        import numpy as np

        new = list(dict.fromkeys(each for each in texts if each not in self.rows))
        for at in range(0, len(new), STEP):
            some = new[at : at + STEP]
            self.rows.update(zip(some, self.encoder.encode(some), strict=True))
            self.tell("vectors", min(at + STEP, len(new)), len(new))
        return np.stack([self.rows[each] for each in texts])


def _mapper(scheduler):
    return text.cluster(scheduler) if scheduler else nullcontext(map)


def _told(mapper, tell, total):
    """The same, saying how many texts have their vector; what compares them gives pairs."""
    encoded = 0

    def run(function, blocks):
        nonlocal encoded
        for result in mapper(function, blocks):
            if not isinstance(result, tuple):
                encoded += len(result)
                tell("vectors", encoded, total)
            yield result

    return run


def _families(pairs):
    leader = {}

    def first(at):
        while leader.setdefault(at, at) != at:
            at = leader[at]
        return at

    for one, other, _likeness in pairs:
        low, high = sorted((first(one), first(other)))
        leader[high] = low
    found = defaultdict(list)
    for at in sorted(leader):
        found[first(at)].append(at)
    return sorted(found.values(), key=lambda family: (-len(family), family[0]))


def _terms(texts):
    """(term, positions of those who say it), the most said first."""
    thesaurus = text.load_thesaurus()
    said = defaultdict(list)
    for at, words in enumerate(texts):
        for term in thesaurus.read(words):
            said[thesaurus.terms[term]].append(at)
    return sorted(said.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def encoder_name():
    """Which encoder texts are read with here; None when the extra is not installed."""
    return text.default_encoder().name if find_spec("numpy") else None


def _encoder(name, texts=None):
    """With two models rather than one where these are texts to group or place, and not too many."""
    if name == "lexical":
        return text.LexicalEncoder()
    is_thorough = texts is not None and len(texts) <= text.THOROUGH_UP_TO
    return text.default_encoder(name, thorough=is_thorough)
