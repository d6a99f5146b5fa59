"""Writes of the projections."""

from django.db import transaction

from maillage.diagnosis.enums import FindingKind
from maillage.diagnosis.models import Finding
from maillage.projections.models import Irritant
from maillage.projections.tables import LINKS, TABLE
from maillage.voices import actions as voices


@transaction.atomic
def write_projections(*, workshop, rows, acting_user):
    """Make the workshop's projections those of its sheet; tie their irritants to its findings."""
    written = voices.write_rows(table=TABLE, workshop=workshop, rows=rows, acting_user=acting_user)
    _link(workshop, acting_user)
    return written.changes


@transaction.atomic
def reword(*, acting_user, **said):
    wording = voices.reword(table=TABLE, acting_user=acting_user, **said)
    _link_again(wording, acting_user)
    return wording


@transaction.atomic
def add_wording(*, acting_user, **said):
    wording = voices.add_wording(table=TABLE, acting_user=acting_user, **said)
    _link_again(wording, acting_user)
    return wording


def remove_wording(*, wording, acting_user):
    return voices.remove_wording(table=TABLE, wording=wording, acting_user=acting_user)


def confirm_link(*, link, acting_user):
    return voices.confirm_link(links=LINKS, link=link, acting_user=acting_user)


def refuse_link(*, link, acting_user):
    return voices.refuse_link(links=LINKS, link=link, acting_user=acting_user)


def draw_link(*, irritant, finding, acting_user):
    return voices.draw_link(links=LINKS, source=irritant, target=finding, acting_user=acting_user)


def _link_again(wording, acting_user):
    if isinstance(wording, Irritant):
        _link(wording.row.workshop, acting_user)


def _link(workshop, acting_user):
    irritants = Irritant.objects.filter(row__workshop=workshop, removed_at=None)
    findings = Finding.objects.filter(
        workshop=workshop, kind=FindingKind.IRRITANT, removed_at=None
    ).order_by("row__position", "position")
    voices.suggest_links(
        links=LINKS,
        sources=list(irritants.select_related("row__workshop__territory")),
        targets=list(findings),
        acting_user=acting_user,
    )
