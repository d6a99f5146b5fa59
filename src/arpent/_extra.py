"""The heavy libraries are an extra: what does without them is never slowed or stopped by them."""

from collections.abc import Iterator
from contextlib import contextmanager

from arpent.errors import ArpentError


class MissingExtra(ArpentError):
    """A function was asked for whose libraries are not installed."""


@contextmanager
def needing(name: str) -> Iterator[None]:
    """Around the imports of an extra: an absence is told with what to install."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("arpent"):
            raise
        raise MissingExtra(
            f"{error.name} n’est pas installé : « make analysis », ou l’extra "
            f"« {name} » de maillage (pip install 'maillage[{name}]')."
        ) from error
