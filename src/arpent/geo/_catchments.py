"""Who goes to which collège, as far as sectors alone tell it."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Catchments:
    """Communes by what their sector rows say; the codes are those of today.

    ``one``: {commune: its collège}. ``split``: {commune: its collèges}, told apart by streets, or
    by the former communes that it joined. ``shared``: {commune: its collèges}, all of them for
    everybody. ``missing``: communes without a row.
    """

    one: dict[str, str] = field(default_factory=dict)
    split: dict[str, set[str]] = field(default_factory=dict)
    shared: dict[str, set[str]] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    # {former code: the commune that it is in today}, and codes that are none of these communes.
    former: dict[str, str] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)
    # Split communes of which one collège alone is named, and communes said whole and cut at once.
    lonely: set[str] = field(default_factory=set)
    contradictory: set[str] = field(default_factory=set)

    @property
    def schools(self) -> set[str]:
        return set(self.one.values()).union(*self.split.values(), *self.shared.values())


@dataclass
class _Said:
    whole: set[str] = field(default_factory=set)
    streets: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)

    @property
    def schools(self) -> set[str]:
        return self.whole | self.streets | self.open


def catchments(
    rules: Iterable[Mapping[str, Any]], communes: Set[str], former: Mapping[str, str]
) -> Catchments:
    """``rules``: ``commune``, ``uai``, ``whole`` (the commune is that collège's) and ``street``.

    A row that neither gives the whole commune nor names a street leaves it to several collèges.
    What is said of a former commune counts where nothing is said of the one it is in today.
    """
    found = Catchments()
    said: dict[str, _Said] = {}
    for rule in rules:
        here = said.setdefault(rule["commune"], _Said())
        kind = here.whole if rule["whole"] else here.streets if _names(rule) else here.open
        kind.add(rule["uai"])
    inherited: dict[str, list[_Said]] = {}
    for code in sorted(said):
        if code in communes:
            _classify(found, code, said[code])
        elif former.get(code) in communes:
            found.former[code] = former[code]
            inherited.setdefault(former[code], []).append(said[code])
        else:
            found.elsewhere.add(code)
    for code in communes - said.keys():
        if code in inherited:
            _inherit(found, code, inherited[code])
        else:
            found.missing.add(code)
    return found


def _names(rule: Mapping[str, Any]) -> bool:
    """A street, or a hamlet that stands for one."""
    return bool(rule["street"] or rule.get("hamlet"))


def _classify(found: Catchments, code: str, said: _Said) -> None:
    if said.streets:
        found.split[code] = said.schools
        if len(said.schools) == 1:
            found.lonely.add(code)
        if said.whole:
            found.contradictory.add(code)
    elif len(said.schools) == 1:
        found.one[code] = next(iter(said.schools))
    else:
        found.shared[code] = said.schools


def _inherit(found: Catchments, code: str, parts: list[_Said]) -> None:
    schools = set().union(*(part.schools for part in parts))
    if any(part.streets for part in parts) or len(schools) > 1:
        found.split[code] = schools
    else:
        found.one[code] = next(iter(schools))
