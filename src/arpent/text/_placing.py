"""Probabilities of themes: the step of ``themes`` that needs scikit-learn."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import SVC

from arpent.text._encoders import Encoder
from arpent.text._subjects import along_subjects
from arpent.text._thesaurus import load_thesaurus

Rows = NDArray[np.float32]
Shares = NDArray[np.float64]

_FITTED = 10.0  # how closely the line follows the examples
_MARGIN, _REACH = 3.0, 0.6  # the same of the curve, and how far an example is heard
_CURVED = 20_000  # examples, past which the curve would take hours; a theme of three has none
_FOLDS = 4
_ENOUGH = 50  # examples, from which on their own middle, and how true they are, mean something
_IN_WORDS = 0.3  # what a term of the thesaurus that a text and a title both say adds
_TITLES = 0.12  # how sharply titles alone decide: chosen, not learnt


def learnt(
    texts: Sequence[str], examples: Sequence[tuple[str, str]], encoder: Encoder
) -> tuple[Shares, list[str]]:
    """Probabilities, shape (n, themes), by what people placed; and the names of the themes."""
    asked, known = encoder.encode(texts), encoder.encode([text for text, _ in examples])
    middle = (known if len(known) >= _ENOUGH else np.vstack([known, asked])).mean(axis=0)
    silent = ~asked.any(axis=1)
    asked, known = _unit(asked - middle), _unit(known - middle)
    names, themes = np.unique([theme for _, theme in examples], return_inverse=True)
    found = _shares(known, themes, asked) ** _sharpness(known, themes)
    found[silent] = 1  # what says nothing is not the contrary of what is usually said
    return found / found.sum(axis=1, keepdims=True), [str(name) for name in names]


def by_titles(texts: Sequence[str], titles: Sequence[str], encoder: Encoder) -> Shares:
    """The same with no example: how near each text comes to what a title says, or stands for."""
    thesaurus = load_thesaurus()
    said, whose = list(titles), list(range(len(titles)))
    meant = [thesaurus.read(title).keys() for title in titles]
    for at, terms in enumerate(meant):
        for expression, term in zip(thesaurus.expressions, thesaurus.meant, strict=True):
            if term in terms:
                said.append(expression)
                whose.append(at)
    rows = encoder.encode([*texts, *said])
    rows = along_subjects(rows, encoder)
    own = rows[: len(texts)] if len(texts) >= _ENOUGH else rows
    asked = _unit(rows[: len(texts)] - own.mean(axis=0))
    spoken = _unit(rows[len(texts) :] - rows[len(texts) :].mean(axis=0))
    # A title counts for half of its theme, all that it stands for for the other half.
    middles = np.stack(
        [
            _unit(spoken[[at]] + spoken[np.equal(whose, at)].mean(axis=0, keepdims=True))[0]
            for at in range(len(titles))
        ]
    )
    read = [thesaurus.read(text).keys() for text in texts]
    both = np.array([[_IN_WORDS * bool(own & terms) for terms in meant] for own in read])
    likeness = np.exp(((asked @ middles.T).astype(np.float64) + both) / _TITLES)
    shares: Shares = likeness / likeness.sum(axis=1, keepdims=True)
    return shares


def _shares(known: Rows, themes: NDArray[np.intp], asked: Rows) -> Shares:
    """The mean of a line and a curve: each is wrong where the other is not."""
    line = LogisticRegression(C=_FITTED, max_iter=2_000, class_weight="balanced")
    shares: Shares = line.fit(known, themes).predict_proba(asked)
    if len(known) > _CURVED or _fewest(themes) < _FOLDS:
        return shares
    curve = SVC(C=_MARGIN, gamma=_REACH, class_weight="balanced").fit(known, themes)
    sides = curve.decision_function(asked)
    if sides.ndim == 1:
        sides = np.stack([-sides, sides], axis=1)
    weights = np.exp(2 * (sides - sides.max(axis=1, keepdims=True)))
    both: Shares = (shares + weights / weights.sum(axis=1, keepdims=True)) / 2
    return both


def _sharpness(known: Rows, themes: NDArray[np.intp]) -> float:
    """The power that makes probabilities true, learnt on examples each left aside in turn."""
    if len(known) < _ENOUGH or _fewest(themes) < _FOLDS:
        return 1.0
    aside = np.zeros((len(known), int(themes.max()) + 1))
    for kept, left in StratifiedKFold(_FOLDS).split(known, themes):
        aside[left] = _shares(known[kept], themes[kept], known[left])
    logs = np.log(np.maximum(aside, 1e-9))

    def surprise(power: float) -> float:
        scaled = power * logs
        total = np.log(np.exp(scaled).sum(axis=1))
        return float((total - scaled[np.arange(len(themes)), themes]).mean())

    return float(minimize_scalar(surprise, bounds=(0.5, 4), method="bounded").x)


def _fewest(themes: NDArray[np.intp]) -> int:
    return min(Counter(themes.tolist()).values())


def _unit(rows: Rows) -> Rows:
    scaled: Rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return scaled
