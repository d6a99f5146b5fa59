"""Areas as they are given, made into polygons of one piece that remember whose they are."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely

from arpent.geo._errors import GeoError

_FARTHEST = 1e15  # metres: beyond, neighbours are a decimetre apart
_NUMBERS = "des coordonnées qui ne sont pas des nombres."


@dataclass(frozen=True)
class Layer:
    """``ids``: of its areas, in order; None where it is one area, that a point is in or not."""

    name: str
    ids: Sequence[Any] | None


@dataclass(frozen=True)
class Parts:
    """Polygons of one piece; for each, the position of its layer, and of its area in the layer.

    ``valid``: as OGC has it; what is not is looked at by shapely alone. ``draw`` makes the
    polygons, for whoever asks for them.
    """

    layers: list[Layer]
    layer: Any
    area: Any
    valid: Any
    draw: Callable[[], Any]

    @cached_property
    def polygons(self) -> Any:
        return self.draw()


def parts(layers: Mapping[str, Any], threads: int) -> Parts:
    """What a ``Locator`` is given, checked: each fault is told with its layer and its area."""
    if not layers:
        raise GeoError("Aucune couche n’est donnée.")
    known: list[Layer] = []
    polygons, layer, area = [], [], []
    for name, given in layers.items():
        ids, owners, shapes = _areas(name, given)
        pieces, source = shapely.get_parts(shapes, return_index=True)
        pieces = pieces if not shapely.has_z(pieces).any() else shapely.force_2d(pieces)
        polygons.append(pieces)
        layer.append(np.full(len(pieces), len(known)))
        area.append(owners[source])
        known.append(Layer(name, ids))
    flat = np.concatenate(polygons)
    drawn = ~shapely.is_empty(flat)
    flat = flat[drawn]
    layer_of, area_of = (np.concatenate(positions)[drawn] for positions in (layer, area))
    found = Parts(known, layer_of, area_of, _valid(flat, threads), lambda: flat)
    _check_coordinates(found)
    return found


def told(parts: Parts, place: int) -> str:
    """Layer and area of a part, for people."""
    layer = parts.layers[parts.layer[place]]
    return layer.name if layer.ids is None else f"{layer.name}, {layer.ids[parts.area[place]]}"


def _valid(polygons: Any, threads: int) -> Any:
    cuts = np.array_split(polygons, max(1, min(threads, len(polygons) // 1000)))
    with ThreadPoolExecutor(len(cuts)) as pool:
        return np.concatenate(list(pool.map(shapely.is_valid, cuts)))


def _check_coordinates(parts: Parts) -> None:
    # A coordinate that is no number makes a polygon that is not valid.
    for place in np.flatnonzero(~parts.valid).tolist():
        if not np.isfinite(shapely.get_coordinates(parts.polygons[place])).all():
            raise GeoError(f"{told(parts, place)} : {_NUMBERS}")
    far = (np.abs(shapely.bounds(parts.polygons)) > _FARTHEST).any(axis=1)
    for place in np.flatnonzero(far).tolist():
        raise GeoError(f"{told(parts, place)} : des coordonnées qui ne sont pas des mètres.")


def _areas(name: str, given: Any) -> tuple[Sequence[Any] | None, Any, Any]:
    """The ids of a layer; shapes, and the position in ids of the owner of each."""
    if _is_several(given):
        pairs = list(given.items() if isinstance(given, Mapping) else given)
        places = {key: place for place, key in enumerate(dict.fromkeys(key for key, _ in pairs))}
        owners = np.array([places[key] for key, _ in pairs], dtype=np.int64)
        shapes = _shapes([shape for _, shape in pairs], [f"{name}, {key}" for key, _ in pairs])
        return list(places), owners, shapes
    return None, np.zeros(1, dtype=np.int64), _shapes([given], [name])


def _is_several(given: Any) -> bool:
    if isinstance(given, Mapping):
        return True
    if isinstance(given, shapely.Geometry):
        return False
    first = next(iter(given), ("", None))  # nothing: several areas, of which there is none
    return isinstance(first, tuple) and len(first) == 2 and isinstance(first[0], str | int)


def _shapes(given: Sequence[Any], names: Sequence[str]) -> Any:
    found = np.empty(len(given), dtype=object)
    for place, shape in enumerate(given):
        found[place] = shape if isinstance(shape, shapely.Geometry) else _drawn(shape, names[place])
    kinds = shapely.get_type_id(found)
    for place in np.flatnonzero((kinds != 3) & (kinds != 6))[:1]:
        kind = found[place].geom_type
        raise GeoError(f"{names[place]} : {kind}, alors qu’un polygone est attendu.")
    return found


def _drawn(area: Any, name: str) -> Any:
    """Polygons given as lists of rings of (x, y), as in ``Areas``."""
    try:
        drawn = [[np.asarray(ring, dtype=np.float64)[:, :2] for ring in rings] for rings in area]
        if all(np.isfinite(ring).all() for rings in drawn for ring in rings):
            return shapely.MultiPolygon([(rings[0], rings[1:]) for rings in drawn])
    except (ValueError, TypeError, IndexError) as error:
        raise GeoError(f"{name} : ces anneaux ne dessinent pas une surface.") from error
    raise GeoError(f"{name} : {_NUMBERS}")
