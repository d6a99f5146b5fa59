"""Numba where it is installed and worth its compiling; else the same functions as plain Python.

To compile takes half a minute the first time, and to load what was compiled a second each time:
a small problem is solved before. Numba is imported by the first kernel that is compiled.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property, update_wrapper
from importlib.util import find_spec
from types import FunctionType
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])

# Where it is, None where it is not installed: not the module.
numba: Any = find_spec("numba")
_SMALL = 3_000_000  # steps of plain Python: a second or two
_is_small: ContextVar[bool] = ContextVar("is_small", default=False)


@contextmanager
def sized(steps: float) -> Iterator[None]:
    """Around a problem of about so many steps: a small one compiles nothing."""
    token = _is_small.set(steps < _SMALL)
    try:
        yield
    finally:
        _is_small.reset(token)


def is_compiled() -> bool:
    """Whether kernels called here and now are compiled."""
    return numba is not None and not _is_small.get()


def njit(**options: Any) -> Callable[[F], F]:
    """The decorator of numba, with its options; compiled by the first call that is worth it."""

    def compiled(function: F) -> F:
        return function if numba is None else cast("F", _Kernel(function, options))

    return compiled


class _Kernel:
    def __init__(self, plain: Callable[..., Any], options: dict[str, Any]) -> None:
        self._plain, self._options = plain, options
        update_wrapper(self, plain)

    def __call__(self, *given: Any) -> Any:
        return self._plain(*given) if _is_small.get() else self.compiled(*given)

    @cached_property
    def compiled(self) -> Any:
        import numba

        function = self._among_compiled()
        try:
            return numba.njit(**self._options)(function)
        except RuntimeError:
            # Asked to keep what it compiles, where neither the package nor the home can be written.
            return numba.njit(**{**self._options, "cache": False})(function)

    def _among_compiled(self) -> Any:
        """The same function, that calls the compiled kernels of its module."""
        plain = cast("FunctionType", self._plain)
        names = {
            name: each.compiled if isinstance(each, _Kernel) else each
            for name, each in plain.__globals__.items()
            if name in plain.__code__.co_names or name.startswith("__")
        }
        function = FunctionType(plain.__code__, names, plain.__name__, plain.__defaults__)
        return update_wrapper(function, plain)
