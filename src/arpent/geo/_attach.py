"""Addresses sent to the schools of their street, all at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from arpent.geo._catchments import Catchments
from arpent.geo._columns import Columns, coded
from arpent.geo._land import Land, tell
from arpent.geo._streets import Street, Streets, plain_of, streets_of
from arpent.text._fold import folds

Values = Mapping[str, Any]

# Under this share of its addresses a commune is refused: its map would be made of what is missing
# (livingdata-co/carte-scolaire).
LEAST_MATCHED = 0.7
ADDRESS_TEXTS = ("id", "street", "commune", "former")
ADDRESS_NUMBERS = ("number", "x", "y")
_REASONS = {
    "parity": "rues dont la parité ne se lit pas, prises des deux côtés",
    "numbers": "rues dont les numéros ne se lisent pas, prises entières",
    "reversed": "rues dont les numéros sont donnés du plus grand au plus petit, remis en ordre",
    "overlapping": "rues dont les mêmes numéros sont donnés à plusieurs collèges",
}
_SHOWN = 10
# More than any number of a street.
_NUMBERS = 1 << 20


@dataclass
class Groups:
    """Sets of schools by number; 0 is no school known."""

    known: list[tuple[str, ...]] = field(default_factory=lambda: [()])

    def __post_init__(self) -> None:
        self._ranks = {schools: rank for rank, schools in enumerate(self.known)}

    def rank(self, schools: Iterable[str]) -> int:
        key = tuple(sorted(schools))
        if key not in self._ranks:
            self._ranks[key] = len(self.known)
            self.known.append(key)
        return self._ranks[key]


@dataclass(frozen=True)
class Attached:
    """Addresses of the communes that streets divide: ``communes`` are ranks among the codes of the
    département, ``groups`` those of the schools of each address, 0 where none was found. ``x`` and
    ``y`` are metres of the grid of the file."""

    ids: Any
    communes: Any
    groups: Any
    x: Any
    y: Any
    # {commune: (addresses whose school is found, all of them)}, of communes cut by streets.
    matched: Mapping[str, tuple[int, int]]

    def refused(self) -> dict[str, float]:
        """{commune: the share of its addresses that was found}, where it is too small."""
        return {
            code: found / all_
            for code, (found, all_) in self.matched.items()
            if found < LEAST_MATCHED * all_
        }


class Attaching:
    """Sectors made ready, then the addresses of any file of the same département."""

    def __init__(
        self,
        land: Land,
        found: Catchments,
        sectors: Iterable[Values],
        groups: Groups,
        reported: list[str],
    ) -> None:
        self._land, self._found, self._groups = land, found, groups
        self._ranks = {code: rank for rank, code in enumerate(sorted(land.population))}
        told: dict[str, list[str]] = {}
        rules: dict[str, list[Values]] = {}
        # {former commune: the schools that it goes to whole}.
        self._former: dict[str, set[str]] = {}
        for row in sectors:
            today = land.today(row.get("commune"))
            if today not in found.split:
                continue
            rules.setdefault(today, []).append(row)
            if row["whole"] and row["commune"] != today:
                self._former.setdefault(row["commune"], set()).add(row["uai"])
        self._streets = {}
        for code in sorted(rules):
            here: dict[str, list[str]] = {}
            self._streets[code] = streets_of(rules[code], here)
            for reason, names in here.items():
                told.setdefault(reason, []).extend(f"{name} ({code})" for name in names)
        for reason, names in sorted(told.items()):
            more = len(names) - _SHOWN
            shown = sorted(names)[:_SHOWN] + ([f"et {more} autres"] if more > 0 else [])
            tell(reported, _REASONS[reason], shown)

    def attach(self, addresses: Columns) -> Attached:
        import numpy as np

        said, former = coded(addresses.texts["commune"]), coded(addresses.texts["former"])
        today = [self._land.today(code) for code in said.values]
        split = np.array([code in self._found.split for code in today] + [False])[said.codes]
        rows = np.flatnonzero(split)
        ranks = np.array([self._ranks.get(code or "", -1) for code in today] + [-1])
        communes = ranks[said.codes[rows]]
        street = coded(addresses.texts["street"].take(rows))
        groups = self._sent(
            said.values,
            said.codes[rows],
            former.values,
            former.codes[rows],
            street.values,
            street.codes,
            addresses.numbers["number"][rows],
        )
        return Attached(
            addresses.texts["id"].take(rows),
            communes,
            groups,
            addresses.numbers["x"][rows],
            addresses.numbers["y"][rows],
            self._matched(communes, groups),
        )

    def _matched(self, communes: Any, groups: Any) -> dict[str, tuple[int, int]]:
        import numpy as np

        codes = sorted(self._land.population)
        every = np.bincount(communes, minlength=len(codes))
        found = np.bincount(communes[groups > 0], minlength=len(codes))
        return {codes[rank]: (int(found[rank]), int(every[rank])) for rank in np.flatnonzero(every)}

    def _sent(
        self,
        communes: tuple[str, ...],
        commune: Any,
        formers: tuple[str, ...],
        former: Any,
        streets: tuple[str, ...],
        street: Any,
        numbers: Any,
    ) -> Any:
        """Each different street is looked for once; each number of it, only where it matters."""
        import numpy as np

        key = (commune * (len(formers) + 1) + former + 1) * (len(streets) + 1) + street + 1
        _, first, which = _different(key)
        found: list[Street | None] = []
        plain = np.zeros(len(first), dtype=np.int64)
        folded = folds(streets)
        for rank, row in enumerate(first):
            old = formers[former[row]] if former[row] >= 0 else communes[commune[row]]
            if old in self._former:
                plain[rank] = self._groups.rank(self._former[old])
                found.append(None)
                continue
            here = self._street(communes[commune[row]], street[row], folded)
            found.append(here)
            if here is not None and here.alone is not None:
                plain[rank] = self._groups.rank([here.alone])
                found[-1] = None
        groups = plain[which]
        told = np.array([each is not None for each in found], dtype=bool)[which]
        # Of an address without a number, nothing but the street may tell.
        whole = np.where((numbers > 0) & (numbers < _NUMBERS), numbers, 0).astype(np.int64)
        each, back = np.unique(which[told] * _NUMBERS + whole[told], return_inverse=True)
        sent = []
        for pair in each.tolist():
            here = found[pair // _NUMBERS]
            sent.append(self._groups.rank(here.of(pair % _NUMBERS) if here is not None else ()))
        groups[told] = np.array(sent, dtype=np.int64)[back]
        return groups

    def _street(self, commune: str, street: int, folded: Sequence[str]) -> Street | None:
        rules: Streets | None = self._streets.get(self._land.today(commune) or "")
        return rules.named(plain_of(folded[street])) if rules is not None and street >= 0 else None


def _different(keys: Any) -> tuple[Any, Any, Any]:
    """``np.unique`` with its index and its inverse, of keys that mostly follow their like."""
    import numpy as np

    begins = np.flatnonzero(np.diff(keys, prepend=-1))
    values, first, which = np.unique(keys[begins], return_index=True, return_inverse=True)
    return values, begins[first], np.repeat(which, np.diff(begins, append=len(keys)))
