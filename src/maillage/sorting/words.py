"""What the public page of a finding says: who is behind it, and what became of it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from maillage.accounts.enums import RoleKind
from maillage.sorting.queries.shared import NOWHERE
from maillage.toolbox.charts import Bar
from maillage.voices.enums import Profile


@dataclass(frozen=True)
class Told:
    at: datetime
    verb: str
    moved: int
    who: str
    machine: str


def told(decisions):
    """Each decision, by the hat of whoever took it: the page is everyone's, their name is not."""
    return [
        Told(
            decision.decided_at,
            decision.get_verb_display(),
            decision.moved,
            _hat(decision.decided_by),
            decision.suggested_by,
        )
        for decision in decisions
    ]


def bars(profiles, places):
    """[(its key in the page, title, bars)]: who spoke, and from where; a hidden one is missing, and
    where all are, there is nothing to draw."""
    who = [Bar(str(Profile(each).label), count) for each, count in profiles.items()]
    where = [Bar(_place(*each), count) for each, count in places.items()]
    return [
        (key, title, sorted(found, key=lambda bar: -(bar.value or 0)))
        for key, title, found in (("qui", _("Qui l’a dit"), who), ("ou", _("D’où"), where))
        if any(bar.value for bar in found)
    ]


def _place(key, name):
    return _("Sans département connu") if key == NOWHERE else name


def _hat(person):
    if person is None:
        return _("la ligne de commande, ou un compte effacé")
    if person.is_superuser:
        return _("l’administration du site")
    kinds = [role.kind for role in person.roles.all()]
    return str(RoleKind(kinds[0]).label) if kinds else _("un compte sans rôle aujourd’hui")
