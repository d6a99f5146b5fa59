"""Thousands of texts in a few groups: nobody left out, decisions of people kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from arpent._extra import needing
from arpent.text._encoders import THOROUGH_UP_TO, Encoder, default_encoder

if TYPE_CHECKING:
    from arpent.text._neighbours import Mapper

DEFAULT_RESOLUTION = 1.0


@dataclass(frozen=True, slots=True)
class Grouping:
    """n texts in groups numbered from 0 by decreasing size, at the resolution asked for.

    ``labels[i]`` is the group of text i; ``names[g]`` the words that set group g apart;
    ``quotes[g]`` the positions of the texts at its middle, the most central first: to be quoted as
    they are. ``finer`` and ``coarser`` are the labels at twice and half the resolution.
    """

    labels: tuple[int, ...]
    names: tuple[str, ...]
    quotes: tuple[tuple[int, ...], ...]
    finer: tuple[int, ...]
    coarser: tuple[int, ...]


def groups(
    texts: Sequence[str],
    *,
    encoder: Encoder | None = None,
    resolution: float = DEFAULT_RESOLUTION,
    together: Sequence[tuple[int, int]] = (),
    apart: Sequence[tuple[int, int]] = (),
    start: Sequence[int | None] | None = None,
    seed: int = 0,
    mapper: "Mapper" = map,
) -> Grouping:
    """Which subjects do these texts speak of, without saying how many there are?

    Parameters
    ----------
    texts : sequence of str
        n texts.
    encoder : Encoder or None
        None: the one installed (:func:`default_encoder`), thorough up to 20,000 texts.
    resolution : float
        Above 0; twice as much gives about twice as many groups.
    together, apart : sequence of (int, int)
        Positions that people decided to keep together, or apart. Both are always kept.
    start : sequence of int or None, optional
        The group that each text was accepted in, None for a new one: accepted groups hold, new
        texts join the one that they are nearest to, or make groups of their own.
    seed : int
        Same seed, same labels.
    mapper : callable
        What runs a function on blocks, in order, as ``map`` does: :func:`cluster` spreads them.

    Returns
    -------
    Grouping
        Every text has a group, texts without a word included.

    Raises
    ------
    ValueError
        When a resolution is not above 0, ``start`` has another length, a position is not there, or
        what must be kept together must also be kept apart.
    MissingExtra
        When numpy, igraph or leidenalg is not installed.

    Notes
    -----
    20 nearest neighbours of vectors weighed along the directions of some 280 subjects, centred,
    reduced to 128, then Leiden, the best of several draws. Measured quality, stability and limits:
    docs/methods/groups.md. Cost: encoding, then 3 s for 6,000 titles; neighbours are compared n x n
    up to 10,000 texts, and sought in cells beyond. Sources: Traag, Waltman and van Eck, "From
    Louvain to Leiden", Scientific Reports 2019; names: class-based TF-IDF.

    Examples
    --------
    >>> texts = ["le car est trop loin", "le bus est trop loin", "peur de cliquer", "peur du PC"]
    >>> groups(texts, together=[(0, 1), (2, 3)], apart=[(0, 2)]).labels
    (0, 0, 1, 1)
    """
    if not resolution > 0:
        raise ValueError(f"resolution must be above 0, not {resolution}")
    if start is not None and len(start) != len(texts):
        raise ValueError(f"start must have {len(texts)} groups, not {len(start)}")
    if any(not 0 <= at < len(texts) for pair in (*together, *apart) for at in pair):
        raise ValueError("a pair names a text that is not there")
    if not texts:
        return Grouping((), (), (), (), ())
    with needing("analysis"):
        from arpent.text import _communities, _vectors
    encoder = encoder or default_encoder(thorough=len(texts) <= THOROUGH_UP_TO)
    rows = _vectors.reduced(texts, encoder, seed=seed, mapper=mapper)
    found = _communities.Communities(rows, together, apart, start, seed, mapper)
    labels = found.labels(resolution)
    return Grouping(
        labels=tuple(labels),
        names=tuple(_communities.names(texts, labels)),
        quotes=tuple(found.quotes(labels)),
        finer=tuple(found.labels(2 * resolution, quick=True)),
        coarser=tuple(found.labels(resolution / 2, quick=True)),
    )
