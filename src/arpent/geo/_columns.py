"""Rows turned on their side: one array a column, for what is counted by hundreds of thousands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from arpent.geo._coverage import number

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Columns:
    """``texts``: Arrow arrays of text, null where there is none. ``numbers``: numpy arrays, NaN
    where there is none. All of one length."""

    texts: Mapping[str, Any]
    numbers: Mapping[str, Any]
    length: int


def columns(
    rows: "Iterable[Values] | Columns",
    texts: Sequence[str],
    numbers: Sequence[str] = (),
    needed: Sequence[str] = (),
) -> Columns:
    """The columns of these names; rows without one of ``needed`` are left."""
    if isinstance(rows, Columns):
        return rows
    import numpy as np
    import pyarrow as pa

    told: dict[str, list[Any]] = {name: [] for name in (*texts, *numbers)}
    length = 0
    for row in rows:
        if any(row.get(name) is None for name in needed):
            continue
        length += 1
        for name in texts:
            value = row.get(name)
            told[name].append(None if value is None else str(value))
        for name in numbers:
            told[name].append(number(row.get(name)))
    return Columns(
        {name: pa.array(told[name], pa.string()) for name in texts},
        {name: np.array(told[name], dtype=float) for name in numbers},
        length,
    )


@dataclass(frozen=True)
class Coded:
    """A column of text as whole numbers: ``values[codes]`` are its cells, -1 the empty ones."""

    codes: Any
    values: tuple[str, ...]


def coded(column: Any) -> Coded:
    """Each different text once."""
    import numpy as np
    import pyarrow as pa

    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if isinstance(column, pa.ChunkedArray):
        column = pa.concat_arrays(column.chunks)
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    codes = column.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return Coded(np.asarray(codes, dtype=np.int64), tuple(column.dictionary.to_pylist()))


def place_in(column: Any, among: Any) -> Any:
    """For each text, the rank of the first equal one in ``among``; -1 where there is none."""
    import numpy as np
    import pyarrow.compute as compute

    if _same_order(column, among):
        return np.arange(len(column))
    found = compute.index_in(column, value_set=among, skip_nulls=True)
    return np.asarray(found.fill_null(-1).to_numpy(zero_copy_only=False), dtype=np.int64)


def _same_order(column: Any, among: Any) -> bool:
    """The same texts, each once: two files of one base often list it alike, by its keys."""
    import pyarrow as pa
    import pyarrow.compute as compute

    plain = column.type == among.type == pa.string() and len(column) == len(among) > 0
    if not plain or column.null_count or not column.equals(among):
        return False
    return bool(compute.all(compute.less(among[:-1], among[1:])).as_py() is not False)
