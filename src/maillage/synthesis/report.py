"""What an import did, or would do, in words and in figures."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.voices.models import Workshop

SAID = {
    "added": gettext_lazy("Ajouté"),
    "reworded": gettext_lazy("Reformulé"),
    "highlighted": gettext_lazy("Soulignement changé"),
    "moved": gettext_lazy("Déplacé"),
    "removed": gettext_lazy("Retiré"),
    "row_removed": gettext_lazy("Ligne retirée"),
}
SEVERAL = {
    "added": gettext_lazy("ajoutés"),
    "reworded": gettext_lazy("reformulés"),
    "highlighted": gettext_lazy("soulignements changés"),
    "moved": gettext_lazy("déplacés"),
    "removed": gettext_lazy("retirés"),
    "row_removed": gettext_lazy("lignes retirées"),
}


def counted(changes):
    """«3 ajoutés, 1 reformulé»."""
    counts = Counter(change["what"] for change in changes)
    return ", ".join(
        f"{counts[what]} {SEVERAL[what] if counts[what] > 1 else said.lower()}"
        for what, said in SAID.items()
        if counts[what]
    )


@dataclass(frozen=True)
class Report:
    workshop: Workshop
    is_new: bool
    changes: list
    warnings: list

    @property
    def is_unchanged(self):
        return not self.is_new and not self.changes

    @property
    def summary(self):
        if self.is_unchanged:
            return _("rien de nouveau, cette feuille est déjà là")
        said = _("nouvel atelier") if self.is_new else _("atelier corrigé")
        return f"{said} ({counted(self.changes)})" if self.changes else said

    @property
    def fingerprint(self):
        """What whoever says yes was shown: another workshop or other changes have another one."""
        shown = [None if self.is_new else self.workshop.pk, self.changes]
        return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:32]

    @property
    def told(self):
        return [
            {
                **change,
                "said": SAID[change["what"]],
                "label": _(change["label"]),
                "where": _place(change["where"]),
            }
            for change in self.changes
        ]

    @property
    def kinds(self):
        """The kinds of change met, in words."""
        met = {change["what"] for change in self.changes}
        return [said for what, said in SAID.items() if what in met]

    @property
    def tally(self):
        """[(part of the sheet, [how many of each kind])], in the order of the sheet."""
        counts = Counter((_part(change), SAID[change["what"]]) for change in self.changes)
        parts = dict.fromkeys(_part(change) for change in self.changes)
        return [(part, [counts[part, said] for said in self.kinds]) for part in parts]

    @property
    def bars(self):
        return [(part, sum(counts)) for part, counts in self.tally]


def _part(change):
    """«Diagnostic, ligne 2» -> «Diagnostic»; «RETEX 3» -> «Retours d’expérience»."""
    where = change["where"].split(",")[0]
    return _("Retours d’expérience") if where.startswith("RETEX") else _(where)


def _place(where):
    """What the trail says in French, said to its reader."""
    part, _comma, number = where.partition(", ligne ")
    return (
        _("%(part)s, ligne %(number)s") % {"part": _(part), "number": number} if number else _(part)
    )
