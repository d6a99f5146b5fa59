"""Writes of the plan."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from maillage.audit.actions import record
from maillage.plan.analysis import read_indicator
from maillage.plan.enums import Event, Term
from maillage.plan.models import Action, ActionLever, Indicator
from maillage.plan.tables import LINKS, TABLE
from maillage.projections.models import Lever
from maillage.voices import actions as voices
from maillage.voices.access import can_edit
from maillage.voices.tables import fill, stored_rows

TITLE_LENGTH = 500
NEAREST_FIRST = (Term.SHORT, Term.MEDIUM, Term.LONG)


@transaction.atomic
def write_plan(*, workshop, rows, acting_user):
    """Make the workshop's plan that of its sheet; tie its levers to those of the projections."""
    defined = _defined_by_hand(Indicator.objects.filter(row__workshop=workshop, removed_at=None))
    written = voices.write_rows(table=TABLE, workshop=workshop, rows=rows, acting_user=acting_user)
    _keep(defined)
    _summarise(stored_rows(TABLE, workshop))
    _link(workshop, acting_user)
    return written.changes


@transaction.atomic
def reword(*, wording, acting_user, **said):
    defined = {}
    if isinstance(wording, Indicator):
        # Locked here already: a definition that arrives meanwhile waits, and is not written over.
        held = Indicator.objects.select_for_update(of=("self",))
        defined = _defined_by_hand(held.filter(pk=wording.pk))
    wording = voices.reword(table=TABLE, wording=wording, acting_user=acting_user, **said)
    _keep(defined)
    _follow(wording, acting_user)
    if defined:
        wording.refresh_from_db()
    return wording


@transaction.atomic
def add_wording(*, acting_user, **said):
    wording = voices.add_wording(table=TABLE, acting_user=acting_user, **said)
    _follow(wording, acting_user)
    return wording


@transaction.atomic
def remove_wording(*, wording, acting_user):
    wording = voices.remove_wording(table=TABLE, wording=wording, acting_user=acting_user)
    _summarise(fill(TABLE, [wording.row]))
    return wording


@transaction.atomic
def define_indicator(*, indicator, definition, acting_user):
    """Say what is counted: kind, unit, direction, baseline, target, source. The words stay."""
    # Two people defining at once: the last one stands, and both are in the trail.
    indicator = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    if not can_edit(acting_user, indicator.row.workshop):
        raise PermissionDenied
    old = {name: getattr(indicator, name) for name in definition}
    if old != definition:
        for name, value in definition.items():
            setattr(indicator, name, value)
        indicator.save(update_fields=list(definition))
        record(
            Event.INDICATOR_DEFINED,
            acting_user=acting_user,
            target=indicator,
            old={name: str(value) for name, value in old.items()},
            new={name: str(value) for name, value in definition.items()},
        )
    return indicator


def confirm_link(*, link, acting_user):
    return voices.confirm_link(links=LINKS, link=link, acting_user=acting_user)


def refuse_link(*, link, acting_user):
    return voices.refuse_link(links=LINKS, link=link, acting_user=acting_user)


def draw_link(*, action_lever, lever, acting_user):
    return voices.draw_link(links=LINKS, source=action_lever, target=lever, acting_user=acting_user)


def _defined_by_hand(indicators):
    """{key: definition} of those that a person defined: not what the machine reads in them."""
    defined = {}
    for indicator in indicators:
        read = read_indicator(indicator.text)
        definition = {name: getattr(indicator, name) for name in read}
        if definition != read:
            defined[indicator.pk] = definition
    return defined


def _keep(defined):
    """Words that change are read again; what a person decided about them is not undone by that."""
    for pk, definition in defined.items():
        Indicator.objects.filter(pk=pk).update(**definition)


def _follow(wording, acting_user):
    _summarise(fill(TABLE, [wording.row]))
    if isinstance(wording, ActionLever):
        _link(wording.row.workshop, acting_user)


def _summarise(actions):
    changed = []
    for action in actions:
        first = (action.cells["levers"] or action.cells["steps"])[:1]
        title = first[0].text[:TITLE_LENGTH] if first else ""
        said = {term for horizon in action.cells["horizon"] for term in horizon.terms}
        term = next((term for term in NEAREST_FIRST if term in said), Term.UNSAID)
        if (action.title, action.term) != (title, term):
            action.title, action.term = title, term
            changed.append(action)
    Action.objects.bulk_update(changed, ["title", "term"])


def _link(workshop, acting_user):
    restating = ActionLever.objects.filter(row__workshop=workshop, removed_at=None)
    restated = Lever.objects.filter(row__workshop=workshop, removed_at=None)
    voices.suggest_links(
        links=LINKS,
        sources=list(restating.select_related("row__workshop__territory")),
        targets=list(restated.order_by("row__position", "position")),
        acting_user=acting_user,
    )
