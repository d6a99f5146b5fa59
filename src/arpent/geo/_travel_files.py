"""Roads in two tables, CSV or Parquet: what is wrong is said with its file and its line."""

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from arpent.geo._siting_cover import Floats, Ints
from arpent.geo._travel import Network, TravelError

_NUMBER = r"^\s*[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?\s*$"


def loaded(folder: Path, how: str) -> Network:
    nodes = _table(folder, "nodes", ("id", "x", "y"))
    arcs = _table(folder, "arcs", ("from", "to", "seconds"))
    names = nodes["id"]
    _, first = np.unique(names.to_numpy(zero_copy_only=False), return_index=True)
    if len(first) != len(names):
        at = int(np.setdiff1d(np.arange(len(names)), first)[0])
        raise TravelError(f"nodes, ligne {at + 2} : le nœud {names[at]} est déjà donné.")
    xy = np.column_stack([_numbers("nodes", nodes, column) for column in ("x", "y")])
    ends = [_places(arcs, column, names) for column in ("from", "to")]
    seconds = _numbers("arcs", arcs, "seconds")
    if (seconds < 0).any():
        at = int((seconds < 0).argmax())
        raise TravelError(f"arcs, ligne {at + 2} : une durée ne peut être négative.")
    return Network.of(xy, ends[0], ends[1], seconds, how=how)


def packed(network: Network) -> bytes:
    content = BytesIO()
    np.savez_compressed(
        content,
        xy=np.rint(10 * network.xy).astype(np.int32),
        sizes=np.diff(network.indptr).astype(np.int32),
        origins=network.origins,
        tenths=network.tenths,
    )
    return content.getvalue()


def unpacked(content: bytes, how: str) -> Network:
    with np.load(BytesIO(content), allow_pickle=False) as kept:
        xy, sizes, origins, tenths = (kept[name] for name in ("xy", "sizes", "origins", "tenths"))
    ends = np.repeat(np.arange(len(xy)), sizes)
    return Network.of(xy / 10, origins, ends, tenths / 10, how=how)


def _places(arcs: dict[str, Any], column: str, names: Any) -> Ints:
    import pyarrow.compute as pc

    found = pc.index_in(arcs[column], value_set=names)
    if found.null_count:
        at = int(np.flatnonzero(found.is_null().to_numpy(zero_copy_only=False))[0])
        raise TravelError(
            f"arcs, ligne {at + 2}, « {column} » : le nœud {arcs[column][at]} n’est pas dans nodes."
        )
    places: Ints = found.to_numpy(zero_copy_only=False).astype(np.int64)
    return places


def _numbers(name: str, table: dict[str, Any], column: str) -> Floats:
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = table[column]
    good = pc.fill_null(pc.match_substring_regex(texts, _NUMBER), False)
    good = good.to_numpy(zero_copy_only=False)
    if not good.all():
        at = int((~good).argmax())
        raise TravelError(
            f"{name}, ligne {at + 2}, « {column} » : {texts[at]} n’est pas un nombre."
        )
    plain = pc.replace_substring(pc.utf8_trim_whitespace(texts), ",", ".")
    numbers: Floats = plain.cast(pa.float64()).to_numpy(zero_copy_only=False)
    return numbers


def _table(folder: Path, name: str, columns: tuple[str, ...]) -> dict[str, Any]:
    """Columns as texts: a node may be called 007."""
    import pyarrow as pa
    from pyarrow import parquet

    for path, read in ((folder / f"{name}.csv", _csv), (folder / f"{name}.parquet", None)):
        if not path.is_file():
            continue
        try:
            table = read(path) if read else parquet.read_table(path)
            missing = [column for column in columns if column not in table.column_names]
            if missing:
                raise TravelError(f"{path.name} : il manque la colonne « {missing[0]} ».")
            return {column: table[column].cast(pa.string()).combine_chunks() for column in columns}
        except (OSError, UnicodeDecodeError, pa.ArrowException) as error:
            first = str(error).splitlines()[0]
            raise TravelError(f"{path.name} : illisible ({first}).") from error
    raise TravelError(f"{folder} : il y faut {name}.csv ou {name}.parquet.")


def _csv(path: Path) -> Any:
    import pyarrow as pa
    from pyarrow import csv

    with path.open(encoding="utf-8-sig") as opened:
        header = opened.readline().strip()
    mark = ";" if ";" in header else ","
    names = [name.strip().strip('"') for name in header.split(mark)]
    return csv.read_csv(
        path,
        read_options=csv.ReadOptions(column_names=names, skip_rows=1),
        parse_options=csv.ParseOptions(delimiter=mark),
        convert_options=csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
    )
