"""A vector tile read back, as little as a test needs: layers, features, what they say."""

import struct
from collections.abc import Iterator
from typing import Any

Field = tuple[int, Any]


def layers_of(tile: bytes) -> dict[str, list[dict[str, Any]]]:
    """{layer: [what each feature says, with its kind and its first point]}."""
    return dict(_layer(content) for number, content in _fields(tile) if number == 3)


def _layer(content: bytes) -> tuple[str, list[dict[str, Any]]]:
    told = list(_fields(content))
    keys = [key.decode() for number, key in told if number == 3]
    values = [_value(value) for number, value in told if number == 4]
    features = [_feature(value, keys, values) for number, value in told if number == 2]
    [name] = [value.decode() for number, value in told if number == 1]
    return name, features


def _feature(content: bytes, keys: list[str], values: list[Any]) -> dict[str, Any]:
    told = dict(_fields(content))
    tags, geometry = list(_varints(told.get(2, b""))), list(_varints(told[4]))
    found = {keys[tags[at]]: values[tags[at + 1]] for at in range(0, len(tags), 2)}
    kind = {1: "point", 2: "line", 3: "polygon"}[told[3]]
    return {**found, "kind of": kind, "at": tuple(map(_signed, geometry[1:3]))}


def _value(content: bytes) -> Any:
    [(number, value)] = _fields(content)
    if number == 1:
        return value.decode()
    if number in (2, 3):
        return struct.unpack("<f" if number == 2 else "<d", value)[0]
    return bool(value) if number == 7 else _signed(value) if number == 6 else value


def _signed(value: int) -> int:
    return (value >> 1) ^ -(value & 1)


def _fields(content: bytes) -> Iterator[Field]:
    at = 0
    while at < len(content):
        tag, at = _varint(content, at)
        if tag & 7 == 0:
            value, at = _varint(content, at)
            yield tag >> 3, value
            continue
        size, at = (8, at) if tag & 7 == 1 else (4, at) if tag & 7 == 5 else _varint(content, at)
        yield tag >> 3, content[at : at + size]
        at += size


def _varints(content: bytes) -> Iterator[int]:
    at = 0
    while at < len(content):
        value, at = _varint(content, at)
        yield value


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = content[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at
