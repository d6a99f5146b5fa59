"""What was decided, in words; and the desk of any day, added up anew."""

from dataclasses import dataclass, field

from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.sorting.enums import Tray
from maillage.sorting.models import Change, Decision, KeptApart, Move

# As many findings as a sentence names.
NAMED = 2


@dataclass
class State:
    """Where each card lay, and what each finding said. A finding without cards is closed."""

    trays: dict = field(default_factory=dict)
    wordings: dict = field(default_factory=dict)

    @property
    def placed(self):
        """{finding: its cards}."""
        found = {}
        for card, (tray, finding) in self.trays.items():
            if tray == Tray.PLACED:
                found.setdefault(finding, []).append(card)
        return found


def state_on(desk, moment=None):
    """The sum of the decisions taken until then; of all of them without a moment. Two queries.

    A card that no decision had moved is not in it: it was to sort.
    """
    until = {"decision__desk": desk}
    if moment is not None:
        until["decision__decided_at__lte"] = moment
    state = State()
    moves = Move.objects.filter(**until).order_by("decision__number")
    for card, tray, finding in moves.values_list("card", "to_tray", "to_finding"):
        state.trays[card] = (tray, finding)
    changes = Change.objects.filter(**until).order_by("decision__number")
    for finding, text in changes.values_list("finding", "after"):
        state.wordings[finding] = text
    return state


def decisions_of(desk):
    return decisions_on(desk.theme_id)


def decisions_on(theme):
    """Each with what its sentence needs."""
    return (
        Decision.objects.filter(desk__theme=theme)
        .select_related("decided_by", "undoes", "undone_by")
        .annotate(moved=Count("moves"))
    )


def decisions_numbered(desk, numbers):
    return fill(decisions_of(desk).filter(number__in=numbers).order_by("number"))


def fill(decisions):
    """Give each the findings that it names. Three queries, however many."""
    decisions = list(decisions)
    by_pk = {decision.pk: decision for decision in decisions}
    for decision in decisions:
        decision.named = {}
        decision.is_undone = hasattr(decision, "undone_by")
    moves = Move.objects.filter(decision__in=by_pk, to_finding__isnull=False).order_by()
    moves = moves.values_list("decision", "to_finding", "to_finding__text").distinct()
    changes = Change.objects.filter(decision__in=by_pk).order_by("pk")
    changes = changes.values_list("decision", "finding", "finding__text")
    apart = KeptApart.objects.filter(decision__in=by_pk, finding__isnull=False).order_by()
    apart = apart.values_list("decision", "finding", "finding__text").distinct()
    for told in (changes, moves, apart):
        for decision, finding, text in told:
            by_pk[decision].named.setdefault(finding, text)
    for decision in decisions:
        decision.what = what(decision)
    return decisions


def sentence(decision):
    """Who, when, what: for whoever is told that somebody came first."""
    who = str(decision.decided_by or _("quelqu’un dont le compte n’existe plus"))
    when = date_format(timezone.localtime(decision.decided_at), "SHORT_DATETIME_FORMAT")
    return _("%(who)s, le %(when)s : %(what)s.") % {
        "who": who,
        "when": when,
        "what": what(decision),
    }


def what(decision):
    """«Propos réunis : « … » (3 propos)»."""
    told = decision.get_verb_display()
    if decision.undoes:
        told = f"{told} ({decision.undoes.get_verb_display()}, n° {decision.undoes.number})"
    named = list(decision.named.values())
    if named:
        words = " ; ".join(_("« %(text)s »") % {"text": text[:120]} for text in named[:NAMED])
        told = f"{told} : {words}"
    if decision.moved:
        count = ngettext("%(n)d propos", "%(n)d propos", decision.moved) % {"n": decision.moved}
        told = f"{told} ({count})"
    return told
