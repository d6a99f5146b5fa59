"""What is done block after block, on a Dask cluster: the same blocks, so the same results."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from arpent._extra import needing
from arpent.errors import ArpentError

_AHEAD = 3  # blocks sent for each thread of the cluster, so that none waits and memory is bounded
_PATIENCE = 20  # seconds to answer


class NoCluster(ArpentError):
    """Nobody answers at this address, or no worker is there."""


@contextmanager
def cluster(address: str) -> Iterator[Callable[[Callable[[Any], Any], Iterable[Any]], Any]]:
    """Where to have blocks of texts, or of points, looked at when one machine is too slow?

    Parameters
    ----------
    address : str
        Of a Dask scheduler: "tcp://host:8786". Its workers have this library, the same edition, and
        the same model where a model is used.

    Yields
    ------
    callable
        To be given as ``mapper`` to ``arpent.text.groups`` and ``equivalents``. Like ``map``:
        results come in order, a few blocks ahead.

    Raises
    ------
    NoCluster
        When nobody answers there within 20 seconds, or no worker is there.
    MissingExtra
        When distributed is not installed.

    Notes
    -----
    The only function of this library that opens a connection, to the address given and to no other.
    Blocks do not depend on the number of workers: labels are those of one machine. Cost: texts and
    rows travel, some 4 MB a block. Source: none needed.

    Examples
    --------
    >>> with cluster("tcp://10.0.0.2:8786") as mapper:  # doctest: +SKIP
    ...     groups(texts, mapper=mapper)
    """
    with needing("dask"):
        import distributed
    opened: Any = distributed.Client  # without types of its own
    try:
        client = opened(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise NoCluster(f"{address} : aucun ordonnanceur Dask ne répond.") from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise NoCluster(f"{address} : l’ordonnanceur n’a aucun exécutant.")
        yield partial(_spread, client, _AHEAD * threads)


@contextmanager
def spread(scheduler: str | None) -> Iterator[Callable[[Callable[[Any], Any], Iterable[Any]], Any]]:
    """The mapper of the cluster at this address; ``map``, here, without an address."""
    if scheduler is None:
        yield map
    else:
        with cluster(scheduler) as mapper:
            yield mapper


def _spread(
    client: Any, ahead: int, function: Callable[[Any], Any], blocks: Iterable[Any]
) -> Iterator[Any]:
    asked: deque[Any] = deque()
    for block in blocks:
        asked.append(client.submit(function, block, pure=False))
        if len(asked) > ahead:
            yield asked.popleft().result()
    while asked:
        yield asked.popleft().result()
