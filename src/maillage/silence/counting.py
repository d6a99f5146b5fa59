"""Count who spoke, by profile, territory and theme; keep what may be published of it.

What is shown crosses two of the three: a cell of all three never leaves. Departments are the
narrowest places, since one person is placed no nearer.
"""

from django.db.models import Count

from maillage.silence.analysis import suppress
from maillage.silence.enums import ALL, NO_THEME, PARTNERS, POPULATIONS, PROFILES
from maillage.territory.models import Territory, lineage, path_range
from maillage.territory.queries import populations
from maillage.voices.enums import FEW, WIDE, Profile
from maillage.voices.queries import voices_in


def counted(consultation):
    """The body of an edition. Six queries, one of which reads every voice once."""
    places = Places(consultation.territory)
    about = list(consultation.themes.order_by("number"))
    numbers = {theme.pk: str(theme.number) for theme in about}
    told = voices_in(consultation).order_by().values_list("profile", "theme", "territory__path")
    counts = {}
    for profile, theme, path, count in told.annotate(Count("pk")):
        who = Profile.PARTNER if profile in PARTNERS else profile
        cell = who, places.holding(path), numbers.get(theme, NO_THEME)
        counts[cell] = counts.get(cell, 0) + count
    themes = [*numbers.values(), NO_THEME]
    root = places.root
    done = suppress(
        counts,
        [_under_all(PROFILES), places.parents(), _under_all(themes)],
        threshold=FEW,
        published=lambda cell: ALL in cell or cell[1] == root,
    )
    # Zeros are not written: what is not there and not hidden is nobody.
    cells = {_name(cell): count for cell, count in done.values.items() if count}
    return {
        "root": root,
        "places": places.told(),
        "themes": themes,
        "titles": {numbers[theme.pk]: theme.title for theme in about},
        "cells": cells | dict.fromkeys(sorted(map(_name, done.hidden))),
        **_populations(places),
    }


class Places:
    """The territory of a consultation and the departments and wider in it, as a tree.

    Who spoke from a wider place, without saying where in it, is in a place of its own under it.
    """

    def __init__(self, around):
        inside = Territory.objects.filter(path_range(around.path), kind__in=WIDE)
        self.rows = {around.pk: around}
        self.rows |= {row.pk: row for row in inside.order_by("path")}
        self.root = _key(around)
        self.keys = {pk: _key(row) for pk, row in self.rows.items()}
        self.tree = {self.root: None}
        for pk, row in self.rows.items():
            if pk != around.pk:
                self.tree[self.keys[pk]] = self.keys[self._above(row.path)]
        self.holding_some = set(self.tree.values())

    def holding(self, path):
        """The narrowest of these places that holds this path; the widest where none does."""
        pk = self._at(path) if path else None
        key = self.keys[pk] if pk else self.root
        if key not in self.holding_some:
            return key
        self.tree.setdefault(f"{key}?", key)
        return f"{key}?"

    def parents(self):
        return self.tree

    def told(self):
        """[key, key above, name, kind, pk], the widest first."""
        rows = {self.keys[pk]: row for pk, row in self.rows.items()}
        return [
            [key, above, (row := rows[key.rstrip("?")]).name, row.kind, row.pk]
            for key, above in self.tree.items()
        ]

    def _at(self, path):
        return next((step for step in reversed(lineage(path)) if step in self.keys), None)

    def _above(self, path):
        return next(step for step in reversed(lineage(path)[:-1]) if step in self.rows)


def _populations(places):
    """{profile: {place: how many}}, {profile: where that comes from}, schools that tell nothing."""
    found, uncounted = populations()
    counted, sources = {}, {}
    for profile, who in POPULATIONS.items():
        if who in found:
            there = found[who].counts
            counted[profile] = {key: there[pk] for pk, key in places.keys.items() if pk in there}
            sources[profile] = [_told(edition) for edition in found[who].editions]
    return {"populations": counted, "sources": sources, "uncounted": uncounted}


def _told(edition):
    return {
        "source": edition.source,
        "year": edition.year,
        "observed_on": edition.observed_on.isoformat(),
        "licence": edition.licence,
    }


def _under_all(codes):
    return {ALL: None, **dict.fromkeys(map(str, codes), ALL)}


def _key(territory):
    return f"{territory.kind}-{territory.code}"


def _name(cell):
    return "|".join(cell)
