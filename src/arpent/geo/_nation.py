"""The files of many départements, each counted by itself: here, on two processors, or elsewhere."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from arpent.geo._errors import GeoError
from arpent.geo._lack import Lacks, Level, Thresholds
from arpent.geo._offers import Awaited
from arpent.geo._pupils_without import pupils_without

File = Path | str
# {source of ``arpent.opendata``: what it is for}.
_NARROW = {
    "communes": "communes",
    "annuaire-education": "schools",
    "carte-scolaire-colleges": "sectors",
    "debit-filaire": "wired",
    "couverture-mobile-nombre": "mobile",
    "couverture-mobile-operateurs": "operators",
    "carreaux-200m": "squares",
    "couverture-mobile": "areas",
}
_WIDE = {"adresses": "addresses", "immeubles": "buildings", "eligibilite": "eligibility"}
_TITLES = {name: source for source, name in _WIDE.items()}
_NEEDED = ("communes", "schools", "sectors", "wired", "mobile")
_COUNTED = (
    ("numero college", "numero lycee"),
    (
        "nombre eleves total",
        "nombre d eleves total",
        "nombre d eleves",
    ),
)
Rows = Mapping[str, Sequence[Mapping[str, Any]]]
_Task = tuple[str, Sequence[File], Rows]


def pupils_without_in(
    files: Mapping[str, Sequence[File]],
    *,
    country: Sequence[File] = (),
    thresholds: Thresholds | None = None,
    level: Level = "college",
    processes: int = 1,
    scheduler: str | None = None,
) -> Iterator[tuple[str, Lacks]]:
    """How many pupils of each département live without a solution, from its files?

    Parameters
    ----------
    files : {département: its files}
        Recognised by what they hold, as ``arpent.opendata`` does; headcounts by the columns of
        ``fr-en-college-effectifs-niveau-sexe-lv``. One of addresses, of buildings and of
        eligibility at most.
    country : files
        Of several départements; read once, and their rows given to each.
    thresholds, level :
        As for :func:`pupils_without`.
    processes : int
        How many départements are counted at once on this machine.
    scheduler : str, optional
        The address of a Dask scheduler ("tcp://host:8786") whose workers read the same files under
        the same paths.

    Yields
    ------
    (département, Lacks)
        In the order given; the same wherever they are counted.

    Raises
    ------
    GeoError
        When a file that is needed is not given, or one is given twice.
    arpent.opendata.OpenDataError
        When a file is refused.
    arpent.text.NoCluster
        When nobody answers at ``scheduler``.

    Notes
    -----
    Cost: what reading costs, docs/figures.md. Memory: that of the largest département, for each
    process. Source: those of the files.
    """
    told = _country(country)
    tasks = [(code, files[code], told.get(code, {})) for code in files]
    count = partial(_count, thresholds=thresholds or Thresholds(), level=level)
    with _mapper(processes, scheduler) as spread:
        yield from zip(files, spread(count, tasks), strict=True)


@contextmanager
def _mapper(
    processes: int, scheduler: str | None
) -> Iterator[Callable[[Callable[[_Task], Lacks], Iterable[_Task]], Iterable[Lacks]]]:
    if scheduler is not None:
        from arpent.text import cluster

        with cluster(scheduler) as spread:
            yield spread
    elif processes > 1:
        with ProcessPoolExecutor(processes) as pool:
            yield pool.map
    else:
        yield map


def _count(task: _Task, *, thresholds: Thresholds, level: Level) -> Lacks:
    department, files, rows = task
    given: dict[str, Any] = {name: list(own) for name, own in rows.items()}
    # Most of reading is not Python: files are read while others are, and offers, the longest, while
    # addresses are sent to their schools.
    with ThreadPoolExecutor() as pool:
        known = [(file, *_recognised(file)) for file in map(Path, files)]
        known.sort(key=lambda told: told[1] != "eligibility")
        reading = [(file, name, pool.submit(read, file)) for file, name, read in known]
        awaited = []
        for file, name, future in reading:
            if name in _TITLES and name in given:
                raise GeoError(f"{file.name} : {_TITLES[name]} est donné deux fois.")
            if name == "eligibility":
                given[name] = Awaited(future.result)
                awaited.append(future)
            elif name in _TITLES:
                given[name] = future.result()
            elif name:
                given.setdefault(name, []).extend(future.result())
        missing = [name for name in _NEEDED if name not in given]
        if missing:
            raise GeoError(f"{department} : il manque les fichiers de {', '.join(missing)}.")
        found = pupils_without(department, **given, thresholds=thresholds, level=level)
        # What nobody needed is refused as well where it is not what it should be.
        for future in awaited:
            future.result()
    return found


def _recognised(file: Path) -> tuple[str, Callable[[Path], Any]]:
    """What a file is for, and how it is read; "" of one that is for something else."""
    from arpent.geo._files import read_columns, read_offers, read_rows
    from arpent.opendata import recognise

    if _counted_by(file) is not None:
        return "headcounts", _headcounts
    source = recognise(file).source.name
    if source in _NARROW:
        return _NARROW[source], read_rows
    name = _WIDE.get(source, "")
    return name, read_offers if name == "eligibility" else read_columns if name else _nothing


def _nothing(_file: Path) -> None:
    """Of a file that is for something else."""


def _counted_by(file: Path) -> tuple[str, str] | None:
    """The columns of a school and of its pupils, where the file is one of headcounts."""
    from arpent.opendata import titles
    from arpent.text import fold

    names = {fold(title): title for title in titles(file)}
    uai, pupils = (next((names[n] for n in known if n in names), None) for known in _COUNTED)
    return None if uai is None or pupils is None else (uai, pupils)


def _headcounts(file: Path) -> list[dict[str, Any]]:
    """Rows ``uai`` and ``pupils``."""
    from arpent.opendata import table_rows

    told = _counted_by(file)
    if told is None:
        return []
    uai, pupils = told
    return [
        {"uai": row[uai] or None, "pupils": int(row[pupils]) if row[pupils].isdigit() else None}
        for row in table_rows(file)
    ]


def _country(files: Sequence[File]) -> dict[str, dict[str, list[Mapping[str, Any]]]]:
    """{département: {what it is for: rows}}. Rows of no département are left."""
    from arpent.opendata import Row, recognise

    told: dict[str, dict[str, list[Mapping[str, Any]]]] = {}
    for file in files:
        reading = recognise(Path(file))
        name = _NARROW.get(reading.source.name)
        if name is None:
            raise GeoError(f"{Path(file).name} : {reading.source.name} se donne par département.")
        for row in reading:
            if isinstance(row, Row):
                told.setdefault(row.department, {}).setdefault(name, []).append(row.values)
    return told
