"""Along which directions of an encoder texts differ by their subject, and not by their manner."""

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from arpent.text._encoders import Encoder, LexicalEncoder

Rows = NDArray[np.float32]

_LIST = Path(__file__).parent / "data" / "subjects.txt"
_WEIGHT = 0.25  # power of the variance of subjects: 0 would change nothing, 0.5 overdo it
_KNOWN: dict[tuple[str, int], Rows] = {}


def along_subjects(rows: Rows, encoder: Encoder) -> Rows:
    """The rows, each direction weighed by how much the names of some 280 subjects differ in it.

    An encoder that sees words only has no such directions: its rows are left as they are.
    """
    weights = directions_of(encoder, rows.shape[1])
    if weights is None:
        return rows
    weighed: Rows = (rows - rows.mean(axis=0)) @ weights
    return weighed


def directions_of(encoder: Encoder, width: int) -> Rows | None:
    """What centred rows of this encoder are multiplied by, shape (width, width)."""
    if encoder.name == LexicalEncoder.name:
        return None
    model = (encoder.name, width)
    if model not in _KNOWN:
        _KNOWN[model] = _weights(encoder.encode(_subjects()))
    return _KNOWN[model]


def _weights(rows: Rows) -> Rows:
    centred = (rows - rows.mean(axis=0)).astype(np.float64)
    values, directions = np.linalg.eigh(centred.T @ centred)
    share = np.maximum(values, 0) / max(values[-1], 1e-12)
    weights: Rows = (directions * share**_WEIGHT).astype(np.float32)
    return weights


@cache
def _subjects() -> list[str]:
    lines = _LIST.read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
