"""An ONNX graph written by hand: the few operations of a transformer, and their file format.

The format is Protocol Buffers: a field is a number and a kind, then a varint, four bytes, or a
length and bytes. Writing these is forty lines; the package that does it weighs twenty megabytes.
"""

import struct
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_KINDS = {np.dtype(np.float32): 1, np.dtype(np.uint8): 2, np.dtype(np.int64): 7}
_OPSET = 20  # the first that has Gelu
_OURS = "com.microsoft"  # onnxruntime's own operations, among which 4-bit products


class Graph:
    """Operations one after the other; each answers the name of what it made."""

    def __init__(self, heads: int, size: int, epsilon: float) -> None:
        self._nodes: list[bytes] = []
        self._constants: list[bytes] = []
        self._count = 0
        self._epsilon = float(epsilon)
        self._by_head = self._constant(np.array([0, 3, heads, size], np.int64))
        self._flat = self._constant(np.array([0, heads * size], np.int64))
        self._scale = self._constant(np.array(size**-0.5, np.float32))
        self._first = self._constant(np.array([0], np.int64))
        self._which = [self._constant(np.array(at, np.int64)) for at in range(3)]

    def op(self, kind: str, *given: str, domain: str = "", **attributes: object) -> str:
        made = self._new()
        self._nodes.append(
            b"".join(_bytes(1, one) for one in given)
            + _bytes(2, made)
            + _bytes(4, kind)
            + b"".join(_bytes(5, _attribute(*one)) for one in attributes.items())
            + _bytes(7, domain)
        )
        return made

    def linear(self, given: str, weights: NDArray[np.uint8], scales: Floats, bias: Floats) -> str:
        """Weights: rows of blocks of sixteen bytes, two numbers of four bits in each."""
        rows, blocks, _ = weights.shape
        held = [self._constant(one) for one in (weights, scales.ravel(), bias)]
        # Level 4: what is given is rounded to 8 bits, block by block, and products are whole.
        sizes = {"K": blocks * 32, "N": rows, "bits": 4, "block_size": 32, "accuracy_level": 4}
        return self.op(
            "MatMulNBits", given, held[0], held[1], "", "", held[2], domain=_OURS, **sizes
        )

    def normal(self, given: str, weights: Floats, bias: Floats) -> str:
        held = (self._constant(weights), self._constant(bias))
        return self.op("LayerNormalization", given, *held, axis=-1, epsilon=self._epsilon)

    def attention(self, three: str) -> str:
        """Queries, keys and values side by side, to what each piece sees of the others."""
        parts = self.op("Transpose", self.op("Reshape", three, self._by_head), perm=[1, 2, 0, 3])
        query, key, value = (self.op("Gather", parts, at, axis=0) for at in self._which)
        seen = self.op("MatMul", query, self.op("Transpose", key, perm=[0, 2, 1]))
        share = self.op("Softmax", self.op("Mul", seen, self._scale), axis=-1)
        back = self.op("Transpose", self.op("MatMul", share, value), perm=[1, 0, 2])
        return self.op("Reshape", back, self._flat)

    def mean(self, given: str) -> str:
        return self.op("ReduceMean", given, self._first, keepdims=0)

    def serialised(self, given: str, width: int, made: str) -> bytes:
        body = (
            b"".join(_bytes(1, node) for node in self._nodes)
            + _bytes(2, "arpent")
            + b"".join(_bytes(5, one) for one in self._constants)
            + _bytes(11, _value(given, ["n", width]))
            + _bytes(12, _value(made, [width]))
        )
        opsets = [_bytes(1, domain) + _number(2, at) for domain, at in (("", _OPSET), (_OURS, 1))]
        return _number(1, 10) + b"".join(_bytes(8, one) for one in opsets) + _bytes(7, body)

    def _constant(self, values: NDArray[np.generic]) -> str:
        name = self._new()
        self._constants.append(
            b"".join(_number(1, size) for size in values.shape)
            + _number(2, _KINDS[values.dtype])
            + _bytes(8, name)
            + _bytes(9, values.tobytes())
        )
        return name

    def _new(self) -> str:
        self._count += 1
        return f"v{self._count}"


def _varint(number: int) -> bytes:
    number &= (1 << 64) - 1  # as two's complement writes what is below zero
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    found.append(number)
    return bytes(found)


def _number(field: int, number: int) -> bytes:
    return _varint(field << 3) + _varint(number)


def _bytes(field: int, content: bytes | str) -> bytes:
    held = content.encode() if isinstance(content, str) else content
    return _varint(field << 3 | 2) + _varint(len(held)) + held


def _attribute(name: str, value: object) -> bytes:
    if isinstance(value, float):
        return _bytes(1, name) + _varint(2 << 3 | 5) + struct.pack("<f", value) + _number(20, 1)
    if isinstance(value, int):
        return _bytes(1, name) + _number(3, value) + _number(20, 2)
    if isinstance(value, list):
        return _bytes(1, name) + b"".join(_number(8, one) for one in value) + _number(20, 7)
    raise TypeError(f"{name}: {value!r}")


def _value(name: str, sizes: Sequence[int | str]) -> bytes:
    """A table of floats: its name, and its sizes or their names."""
    shape = b"".join(
        _bytes(1, _bytes(2, one) if isinstance(one, str) else _number(1, one)) for one in sizes
    )
    return _bytes(1, name) + _bytes(2, _bytes(1, _number(1, 1) + _bytes(2, shape)))
