"""Which themes a text speaks of, learnt from texts that people placed; silent when unsure."""

from collections.abc import Sequence
from dataclasses import dataclass

from arpent._extra import needing
from arpent.text._encoders import THOROUGH_UP_TO, Encoder, default_encoder

DEFAULT_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True)
class Themes:
    """Themes of a text with their probabilities, the likeliest first, never none.

    ``abstains``: the likeliest is under the confidence asked for, and a person should place it.
    """

    themes: tuple[tuple[str, float], ...]
    abstains: bool


def themes(
    texts: Sequence[str],
    examples: Sequence[tuple[str, str]] = (),
    *,
    titles: Sequence[str] = (),
    encoder: Encoder | None = None,
    confidence: float = DEFAULT_CONFIDENCE,
    least: float = 0.2,
) -> list[Themes]:
    """Which themes does each text speak of, judging by texts that people placed?

    Parameters
    ----------
    texts : sequence of str
        n texts to place.
    examples : sequence of (text, theme)
        Texts that people placed, of two themes at least, or none.
    titles : sequence of str
        Names of the themes. With no example they decide alone, helped by the thesaurus; with
        examples, each is one more example of its theme.
    encoder : Encoder or None
        None: the one installed (:func:`default_encoder`), thorough up to 20,000 texts.
    confidence : float
        In [0, 1]: under it the likeliest theme is given and the answer abstains.
    least : float
        In [0, 1]: least probability of a second or third theme.

    Returns
    -------
    list of Themes
        One a text, in order.

    Raises
    ------
    ValueError
        When examples and titles are of fewer than two themes, or a threshold is not in [0, 1].
    MissingExtra
        When scikit-learn is not installed.

    Notes
    -----
    Mean of a logistic regression and a support vector machine on the vectors, themes weighing the
    same, sharpened as examples left aside ask for. Measured quality and calibration, and what
    titles alone are worth: docs/methods/themes.md. Deterministic. Cost: encoding, then seconds for
    a thousand examples. Source: scikit-learn.

    Examples
    --------
    >>> placed = [("pas de réseau", "connexion"), ("peur de cliquer", "confiance")]
    >>> themes(["aucun réseau au village"], placed)[0].themes[0][0]
    'connexion'
    """
    if len({*(theme for _, theme in examples), *titles}) < 2:
        raise ValueError("examples must be of two themes at least")
    if not (0 <= confidence <= 1 and 0 <= least <= 1):
        raise ValueError("confidence and least must be in [0, 1]")
    if not texts:
        return []
    with needing("analysis"):
        from arpent.text import _placing
    encoder = encoder or default_encoder(thorough=len(texts) <= THOROUGH_UP_TO)
    if examples:
        placed = [*examples, *((title, title) for title in titles)]
        rows, names = _placing.learnt(texts, placed, encoder)
    else:
        names = list(dict.fromkeys(titles))
        rows = _placing.by_titles(texts, names, encoder)
    found = []
    for row in rows:
        ranked = sorted(zip(names, row.tolist(), strict=True), key=lambda one: (-one[1], one[0]))
        told = [one for at, one in enumerate(ranked) if at == 0 or one[1] >= least]
        kept = tuple((name, round(value, 4)) for name, value in told)
        found.append(Themes(kept, ranked[0][1] < confidence))
    return found
