"""Writes of the projections."""

from django.db import transaction

from maillage.audit.actions import record
from maillage.diagnosis.enums import FindingKind
from maillage.diagnosis.models import Finding
from maillage.projections.enums import Event
from maillage.projections.models import Irritant, IrritantLink
from maillage.projections.tables import TABLE
from maillage.voices import actions as voices
from maillage.voices.enums import LinkState

ENDS = ("irritant", "finding")


@transaction.atomic
def write_projections(*, workshop, rows, acting_user):
    """Make the workshop's projections those of its sheet; tie their irritants to its findings."""
    written = voices.write_rows(
        table=TABLE, section="Projections", workshop=workshop, rows=rows, acting_user=acting_user
    )
    _link(workshop, acting_user)
    if written.changes:
        changes = written.changes
        record(Event.ROWS_WRITTEN, acting_user=acting_user, target=workshop, changes=changes)
    return written.changes


@transaction.atomic
def reword(*, wording, text, highlighted, version, acting_user):
    wording = voices.reword(
        table=TABLE,
        wording=wording,
        text=text,
        highlighted=highlighted,
        version=version,
        event=Event.WORDING_REPHRASED,
        acting_user=acting_user,
    )
    _link_again(wording, acting_user)
    return wording


@transaction.atomic
def add_wording(*, row, column_key, text, highlighted, acting_user):
    wording = voices.add_wording(
        table=TABLE,
        column_key=column_key,
        row=row,
        text=text,
        highlighted=highlighted,
        event=Event.WORDING_ADDED,
        acting_user=acting_user,
    )
    _link_again(wording, acting_user)
    return wording


@transaction.atomic
def remove_wording(*, wording, acting_user):
    return voices.remove_wording(
        table=TABLE, wording=wording, event=Event.WORDING_REMOVED, acting_user=acting_user
    )


@transaction.atomic
def confirm_link(*, link, acting_user):
    return _decide(link, LinkState.CONFIRMED, Event.LINK_CONFIRMED, acting_user)


@transaction.atomic
def refuse_link(*, link, acting_user):
    return _decide(link, LinkState.REFUSED, Event.LINK_REFUSED, acting_user)


@transaction.atomic
def draw_link(*, irritant, finding, acting_user):
    return voices.draw_link(
        model=IrritantLink,
        ends=ENDS,
        source=irritant,
        target=finding,
        event=Event.LINK_DRAWN,
        acting_user=acting_user,
    )


def _decide(link, state, event, acting_user):
    return voices.decide_link(
        link=link, end="irritant", state=state, event=event, acting_user=acting_user
    )


def _link_again(wording, acting_user):
    if isinstance(wording, Irritant):
        _link(wording.row.workshop, acting_user)


def _link(workshop, acting_user):
    irritants = Irritant.objects.filter(row__workshop=workshop, removed_at=None)
    findings = Finding.objects.filter(
        workshop=workshop, kind=FindingKind.IRRITANT, removed_at=None
    ).order_by("row__position", "position")
    voices.suggest_links(
        model=IrritantLink,
        ends=ENDS,
        sources=list(irritants.select_related("row__workshop__territory")),
        targets=list(findings),
        acting_user=acting_user,
    )
