"""Probabilities of themes: the step of ``themes`` that needs scikit-learn."""

from collections.abc import Sequence

from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from arpent.text._encoders import Encoder
from arpent.text._words import NONE, stems

_STRENGTH = 30.0  # of the fit: with less, the probabilities are far too modest
_WORDS = 0.5  # what words weigh beside the vectors


def probabilities(
    texts: Sequence[str], examples: Sequence[tuple[str, str]], encoder: Encoder
) -> tuple[list[list[float]], list[str]]:
    """Rows of probabilities, shape (n, themes), and the names of the themes."""
    known = [text for text, _ in examples]
    # One word that all have: a set of texts without any other is still a table.
    words = TfidfVectorizer(analyzer=lambda text: [NONE, *stems(text)], sublinear_tf=True).fit(
        known
    )

    def features(said: Sequence[str]) -> csr_matrix:
        return hstack([csr_matrix(encoder.encode(said)), _WORDS * words.transform(said)]).tocsr()

    model = LogisticRegression(C=_STRENGTH, max_iter=2_000, class_weight="balanced")
    model.fit(features(known), [theme for _, theme in examples])
    return model.predict_proba(features(texts)).tolist(), [str(name) for name in model.classes_]
