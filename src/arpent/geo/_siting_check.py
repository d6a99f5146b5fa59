"""What siting refuses, each with the reason and what to change."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from arpent.geo._siting_result import SitingError

if TYPE_CHECKING:
    from arpent.geo._siting_result import Reach


def reach(given: "Reach") -> None:
    indptr, demands = np.asarray(given.indptr), np.asarray(given.demands)
    if indptr.ndim != 1 or demands.ndim != 1 or len(indptr) < 1 or given.size < 0:
        raise SitingError("Une portée se donne par deux listes : débuts et demandes.")
    if indptr[0] != 0 or indptr[-1] != len(demands) or (np.diff(indptr) < 0).any():
        raise SitingError(
            f"Les débuts de la portée doivent croître de 0 à {len(demands)} (nombre de paires)."
        )
    if len(demands) and not (demands.min() >= 0 and demands.max() < given.size):
        raise SitingError(f"La portée nomme une demande hors de 0 à {given.size - 1}.")
    if given.costs is not None:
        if np.shape(given.costs) != demands.shape:
            raise SitingError("Il faut autant de distances que de paires dans la portée.")
        positive("Les distances", given.costs, len(demands))


def positive(what: str, values: Any, length: int, *, infinite: bool = False) -> NDArray[np.float64]:
    """An array of ``length`` numbers, none negative, none missing."""
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise SitingError(f"{what} : des nombres sont attendus.") from error
    if array.shape != (length,):
        raise SitingError(f"{what} : {length} nombres sont attendus, pas {array.size}.")
    if np.isnan(array).any():
        raise SitingError(f"{what} : la valeur n° {int(np.isnan(array).argmax())} manque (NaN).")
    if len(array) and array.min() < 0:
        at = int(array.argmin())
        raise SitingError(f"{what} : la valeur n° {at} est négative ({array[at]:g}).")
    if not infinite and np.isinf(array).any():
        raise SitingError(f"{what} : la valeur n° {int(np.isinf(array).argmax())} est infinie.")
    return array


def places(existing: Sequence[int], candidates: int) -> NDArray[np.int64]:
    """Existing places, in order, each a candidate and named once."""
    found = sorted({int(at) for at in existing})
    if len(found) != len(existing):
        raise SitingError("Un lieu existant est nommé deux fois.")
    if found and not (found[0] >= 0 and found[-1] < candidates):
        raise SitingError(f"Un lieu existant n’est pas un candidat de 0 à {candidates - 1}.")
    return np.array(found, dtype=np.int64)


def number(p: int, candidates: int, existing: int) -> int:
    if p != int(p) or p < 0:
        raise SitingError(f"Le nombre de lieux à ouvrir doit être un entier positif, pas {p}.")
    if p > candidates - existing:
        raise SitingError(
            f"{p} lieux à ouvrir, mais {candidates - existing} candidats seulement "
            "hors des lieux existants."
        )
    return int(p)


def limits(seconds: float, gap: float) -> None:
    if not seconds > 0:
        raise SitingError(f"Le temps de calcul doit être positif, pas {seconds} s.")
    if not 0 <= gap < 1:
        raise SitingError(f"L’écart accepté est une part de 0 à 1, pas {gap}.")
