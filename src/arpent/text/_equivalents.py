"""Which irritants may be one and the same, said in other words: suggestions, with their reasons."""

from collections.abc import Sequence
from dataclasses import dataclass

from arpent._extra import needing
from arpent.text._encoders import Encoder, default_encoder
from arpent.text._thesaurus import Thesaurus, load_thesaurus


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A text that may say the same as another: ``text`` is its position, ``score`` in [0, 1].

    ``reasons`` are French, for whoever decides: "mêmes mots : …", "thésaurus : …", "sens proche",
    "déjà réunis", "proche d’un texte déjà réuni".
    """

    text: int
    score: float
    reasons: tuple[str, ...]


def equivalents(
    texts: Sequence[str],
    *,
    thesaurus: Thesaurus | None = None,
    validated: Sequence[tuple[int, int]] = (),
    encoder: Encoder | None = None,
    top: int = 5,
) -> list[list[Equivalent]]:
    """For each irritant, which others are the likeliest to be the same one?

    It suggests, it never merges: at the precision that a merge would need, no model finds one
    percent of what is the same.

    Parameters
    ----------
    texts : sequence of str
        n irritants or needs, short; French for the thesaurus.
    thesaurus : Thesaurus or None
        None: ours (:func:`load_thesaurus`).
    validated : sequence of (int, int)
        Pairs of positions that a group of people decided to be the same: they come first, and what
        is close to one of them is close to all.
    encoder : Encoder or None
        None: the one installed (:func:`default_encoder`).
    top : int
        Suggestions a text, at most.

    Returns
    -------
    list of list of Equivalent
        One list a text, best first, the text itself left out; shorter than ``top`` only when there
        are fewer other texts that say something.

    Raises
    ------
    ValueError
        When ``top`` is below 1, or a validated pair names a text that is not there.
    MissingExtra
        When numpy is not installed.

    Notes
    -----
    Score = (2 x agreement of the terms read + 0.5 x of the terms that the vectors come near + 2 x
    of vectors + 0.3 x of words) / 4.8, each a cosine in [0, 1]. What each part brings, measured:
    docs/methods/equivalents.md. Cost: the encoding, and n² x 3 microseconds for 500 texts. Source:
    the combination is ours.

    Examples
    --------
    >>> found = equivalents(["zones blanches", "pas de bus", "chez nous on ne capte rien"], top=1)
    >>> found[0][0].text, found[0][0].reasons[0]
    (2, 'thésaurus : zone blanche')
    """
    if top < 1:
        raise ValueError(f"top must be 1 or more, not {top}")
    if any(not 0 <= at < len(texts) for pair in validated for at in pair):
        raise ValueError("a validated pair names a text that is not there")
    if not texts:
        return []
    with needing("analysis"):
        from arpent.text import _likeness
    likeness = _likeness.Likeness(
        texts, thesaurus or load_thesaurus(), encoder or default_encoder(), validated
    )
    return [
        [Equivalent(*found) for found in likeness.nearest(position, top)]
        for position in range(len(texts))
    ]
