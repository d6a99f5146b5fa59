"""Numba where it is installed; where it is not, the same functions as plain Python, later."""

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

numba: Any
try:
    import numba
except ModuleNotFoundError:
    numba = None

prange: Any = numba.prange if numba else range


def njit(**options: Any) -> Callable[[F], F]:
    """The decorator of numba, with its options; none without numba."""
    if numba is None:
        return lambda function: function

    def compiled(function: F) -> F:
        try:
            kernel: F = numba.njit(**options)(function)
        except RuntimeError:
            # Asked to keep what it compiles, where neither the package nor the home can be written.
            kernel = numba.njit(**{**options, "cache": False})(function)
        return kernel

    return compiled
