"""A locator in a folder, read back without being made again, nor copied into memory."""

import json
import os
import secrets
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from arpent.geo._errors import GeoError
from arpent.geo._locate_index import Field, Plane
from arpent.geo._locate_parts import Layer, Parts

_FORMAT = 2
_ARRAYS = ("grid", "shape", "labels", "records", "palette", "layout")
_MANIFEST = "locator.json"


def save(folder: str | os.PathLike[str], crs: int, parts: Parts, planes: list[Plane]) -> str:
    """Writes beside, then moves: a folder is whole or it is not. Returns the stamp of the index."""
    target = Path(folder).absolute()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise GeoError(f"{target} : ce dossier n’est pas vide.")
    stamp = secrets.token_hex(8)
    beside = target.with_name(f"{target.name}.{stamp}")
    beside.mkdir(parents=True)
    try:
        for number, plane in enumerate(planes):
            for name in _ARRAYS:
                np.save(beside / f"{name}-{number}.npy", getattr(plane, name))
        _, corners, (rings, pieces) = shapely.to_ragged_array(parts.polygons, include_z=False)
        drawn = {"corners": corners, "rings": rings, "pieces": pieces}
        whose = {"layer": parts.layer, "area": parts.area, "valid": parts.valid}
        for name, array in {**drawn, **whose}.items():
            np.save(beside / f"{name}.npy", array)
        manifest = {
            "format": _FORMAT,
            "stamp": stamp,
            "crs": crs,
            "layers": [[layer.name, layer.ids] for layer in parts.layers],
            "planes": [
                [[field.layer, field.shift, field.mask, field.several] for field in plane.fields]
                for plane in planes
            ],
        }
        (beside / _MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
        os.replace(beside, target)
    except OSError as error:
        raise GeoError(f"{target} : {error.strerror or error}.") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return stamp


def load(folder: str | os.PathLike[str]) -> tuple[str, int, Parts, list[Plane]]:
    """Stamp, system, parts and planes of what `save` wrote."""
    source = Path(folder).absolute()
    try:
        manifest = json.loads((source / _MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] != _FORMAT:
            raise GeoError(f"{source} : un index d’une autre version, à refaire.")
        layers = [Layer(name, ids) for name, ids in manifest["layers"]]
        layer, area, valid = (_array(source, name) for name in ("layer", "area", "valid"))
        parts = Parts(layers, layer, area, valid, partial(_polygons, source))
        planes = [
            Plane(
                tuple(Field(*field) for field in fields),
                **{name: _array(source, f"{name}-{number}") for name in _ARRAYS},
            )
            for number, fields in enumerate(manifest["planes"])
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GeoError(f"{source} : ce dossier n’est pas un index, ou pas entier.") from error
    return manifest["stamp"], manifest["crs"], parts, planes


def _array(source: Path, name: str) -> Any:
    # Private to this process if it were written to: kernels are compiled once for both.
    return np.asarray(np.load(source / f"{name}.npy", mmap_mode="c"))


def _polygons(source: Path) -> Any:
    corners, rings, pieces = (_array(source, name) for name in ("corners", "rings", "pieces"))
    if not len(pieces) - 1:
        return np.empty(0, dtype=object)
    return shapely.from_ragged_array(shapely.GeometryType.POLYGON, corners, (rings, pieces))
