"""Copies and quasi-copies: the same text sent twice, retyped, cut, or with a greeting added."""

from collections.abc import Sequence

from arpent._extra import needing
from arpent.text._normalise import normalise

DEFAULT_LIKENESS = 0.42


def near_duplicates(
    texts: Sequence[str], *, threshold: float = DEFAULT_LIKENESS, seed: int = 0
) -> list[tuple[int, int, float]]:
    """Which texts are copies of one another, slips, cuts and greetings aside?

    Parameters
    ----------
    texts : sequence of str
        n texts, of any length.
    threshold : float
        Least similarity of a pair, above 0 and at most 1.
    seed : int
        Of the hash. Two seeds differ by a pair in some tens of thousands, if at all.

    Returns
    -------
    list of tuple of (int, int, float)
        Pairs of positions ``i < j`` in increasing order, with their similarity in [0, 1]: the share
        of 5-letter sequences of the normalised texts that both have (Jaccard); or, when one text is
        nearly whole inside the other and is itself a sentence, the share of it that is there, times
        0.8. 1 when the normalised texts are equal. A wording that more than 64 texts share is tied
        to the first of them only.

    Raises
    ------
    ValueError
        When ``threshold`` is not in ]0, 1].
    MissingExtra
        When numpy is not installed.

    Notes
    -----
    Candidates are pairs that share the rarest of the sequences that are in two texts at least;
    every candidate is then compared exactly. A text without a letter or a digit is nobody's copy.
    Measured recall, precision and limits: docs/methods/near-duplicates.md. Cost: linear but for
    the pairs found; over 10,000 texts of 200 letters a second. Source: Bayardo, Ma and Srikant,
    "Scaling up all pairs similarity search", WWW 2007, for the order by rarity.

    Examples
    --------
    >>> near_duplicates([
    ...     "Le car passe à 6 h et le wifi de l’internat est coupé à 21 h.",
    ...     "Les tablettes sont cassées.",
    ...     "bonjour, LE CAR PASSE A 6H ET LE WIFI DE L'INTERNAT EST COUPE A 21H",
    ... ])
    [(0, 2, 0.6944)]
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold must be in ]0, 1], not {threshold}")
    with needing("analysis"):
        from arpent.text import _shingles
    return _shingles.pairs([normalise(text) for text in texts], threshold, seed)
