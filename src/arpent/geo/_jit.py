"""Numba where it is installed; where it is not, the same functions as plain Python, later."""

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

try:
    from numba import njit, prange
except ModuleNotFoundError:
    prange = range

    def njit(*_args: Any, **_options: Any) -> Callable[[F], F]:
        return lambda function: function


__all__ = ["njit", "prange"]
