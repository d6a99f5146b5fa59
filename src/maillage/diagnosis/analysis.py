"""The only bridge from the diagnosis to the library: many texts at once, plain data in and out."""

from importlib.util import find_spec

from arpent import text
from arpent.errors import ArpentError

__all__ = ["ArpentError", "copies", "encoder_name", "equivalents", "groups", "themes"]


def copies(texts, *, seed):
    return [[i, j, likeness] for i, j, likeness in text.near_duplicates(texts, seed=seed)]


def equivalents(texts, *, top, encoder):
    """`encoder`: the path of a model, `lexical`, or None for the one that is installed."""
    found = text.equivalents(texts, top=top, encoder=_encoder(encoder))
    return [[[one.text, one.score, list(one.reasons)] for one in likely] for likely in found]


def groups(texts, *, encoder, seed):
    found = text.groups(texts, encoder=_encoder(encoder), seed=seed)
    return {
        "labels": list(found.labels),
        "names": dict(enumerate(found.names)),
        "quotes": {group: list(quoted) for group, quoted in enumerate(found.quotes)},
    }


def themes(texts, examples, *, encoder):
    """`examples`: (text, theme) pairs. Raises ValueError when they are of one theme only."""
    found = text.themes(texts, examples, encoder=_encoder(encoder))
    return [{"themes": list(map(list, one.themes)), "abstains": one.abstains} for one in found]


def encoder_name():
    """Which encoder texts are read with here; None when the extra is not installed."""
    return text.default_encoder().name if find_spec("numpy") else None


def _encoder(name):
    return text.LexicalEncoder() if name == "lexical" else text.default_encoder(name)
