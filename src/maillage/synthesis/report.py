"""What an import did, or would do, in words and in figures."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass

from maillage.voices.models import Workshop

SAID = {
    "added": "Ajouté",
    "reworded": "Reformulé",
    "highlighted": "Soulignement changé",
    "moved": "Déplacé",
    "removed": "Retiré",
    "row_removed": "Ligne retirée",
}
SEVERAL = {
    "added": "ajoutés",
    "reworded": "reformulés",
    "highlighted": "soulignements changés",
    "moved": "déplacés",
    "removed": "retirés",
    "row_removed": "lignes retirées",
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
            return "rien de nouveau, cette feuille est déjà là"
        said = "nouvel atelier" if self.is_new else "atelier corrigé"
        return f"{said} ({counted(self.changes)})" if self.changes else said

    @property
    def fingerprint(self):
        """What whoever says yes was shown: another workshop or other changes have another one."""
        shown = [None if self.is_new else self.workshop.pk, self.changes]
        return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:32]

    @property
    def told(self):
        return [{**change, "said": SAID[change["what"]]} for change in self.changes]

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
    return "Retours d’expérience" if where.startswith("RETEX") else where
