"""Texts to the rows that are compared: encoded, centred, the first directions kept, of length 1."""

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from arpent.text._encoders import Encoder
from arpent.text._neighbours import Mapper
from arpent.text._subjects import along_subjects, directions_of

Rows = NDArray[np.float32]

DIMENSIONS = 128
STREAMED = 20_000  # texts, past which no more than so many whole vectors are held at once
_BLOCK = 1_000  # texts encoded in one step


def reduced(texts: Sequence[str], encoder: Encoder, *, seed: int = 0, mapper: Mapper = map) -> Rows:
    """Rows of length 1, shape (n, at most 128), whose scalar products tell likeness.

    Past ``STREAMED`` texts, the directions are those of a draw of distinct texts, and each distinct
    text is encoded once, straight to its row: memory goes with n x 128, not with the encoder.
    """
    if len(texts) <= STREAMED:
        vectors = np.concatenate(list(_encoded(texts, encoder, mapper)))
        return reduced_rows(along_subjects(vectors, encoder))
    places: dict[str, int] = {}
    numbers = (places.setdefault(text, len(places)) for text in texts)
    which = np.fromiter(numbers, np.int64, len(texts))
    distinct = list(places)
    del places
    draw = np.random.default_rng(seed).permutation(len(distinct))[:STREAMED]
    drawn = np.concatenate(list(_encoded([distinct[at] for at in np.sort(draw)], encoder, mapper)))
    middle = drawn.mean(axis=0)
    drawn -= middle
    weights = directions_of(encoder, drawn.shape[1])
    kept = _directions(drawn) if weights is None else weights @ _directions(drawn @ weights)
    rows = np.empty((len(distinct), kept.shape[1]), np.float32)
    rows[np.sort(draw)] = unit(drawn @ kept)
    del drawn
    others = np.setdiff1d(np.arange(len(distinct)), draw)
    low = 0
    for vectors in _encoded([distinct[at] for at in others], encoder, mapper):
        rows[others[low : low + len(vectors)]] = unit((vectors - middle) @ kept)
        low += len(vectors)
    return rows if len(rows) == len(texts) else rows[which]


def reduced_rows(vectors: Rows) -> Rows:
    centred = vectors - vectors.mean(axis=0)
    if len(centred) < centred.shape[1]:  # the smaller of the two matrices says the same
        values, found = np.linalg.eigh((centred @ centred.T).astype(np.float64))
        scores = found * np.sqrt(np.maximum(values, 0))
        return unit(scores[:, ::-1][:, :DIMENSIONS].astype(np.float32))
    return unit(centred @ _directions(centred))


def _directions(centred: Rows) -> Rows:
    _, found = np.linalg.eigh((centred.T @ centred).astype(np.float64))
    directions: Rows = found[:, ::-1][:, :DIMENSIONS].astype(np.float32)
    return directions


def _encoded(texts: Sequence[str], encoder: Encoder, mapper: Mapper) -> Iterator[Rows]:
    if mapper is map and len(texts) <= STREAMED:
        yield encoder.encode(texts)  # an encoder given by hand may know its texts by their place
        return
    blocks = (texts[low : low + _BLOCK] for low in range(0, len(texts), _BLOCK))
    yield from mapper(partial(_block, encoder), blocks)


def _block(encoder: Encoder, texts: Sequence[str]) -> Rows:
    return encoder.encode(texts)


def unit(rows: Rows) -> Rows:
    length = np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)
    scaled: Rows = (rows / length).astype(np.float32)
    return scaled
