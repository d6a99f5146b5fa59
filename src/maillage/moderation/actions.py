"""Writes: what moderators decide, what readers report."""

import datetime as dt
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from maillage.audit.actions import record
from maillage.moderation.enums import Decision, Event
from maillage.moderation.models import Report
from maillage.moderation.queries import mark_of
from maillage.voices.actions import call_for_reading, publish_retex, refuse_retex
from maillage.voices.enums import RetexState
from maillage.voices.models import Contribution, Retex

# So many readers, of as many networks, set aside what no moderator has read yet.
SET_ASIDE_AFTER = 3
REPORTS_KEPT = dt.timedelta(days=90)

OUTCOMES = {Decision.PUBLISH: RetexState.PUBLISHED, Decision.REFUSE: RetexState.REFUSED}


class Decided(NamedTuple):
    """The accounts decided, and those that somebody changed or decided otherwise meanwhile."""

    done: list
    met: list


@transaction.atomic
def decide(*, decision, seen, reason="", acting_user):
    """`seen`: {account: the mark of what its moderator read}, all decided alike.

    Two moderators never contradict each other silently: what changed since it was read is left as
    it is, and told. Who decided the same is not in the way.
    """
    decision = Decision(decision)
    done, met = [], []
    # The accounts first, in one order, as every other writer does.
    locked = Retex.objects.select_for_update(of=("self",)).filter(pk__in=seen)
    held = {retex.pk: retex for retex in locked.order_by("pk")}
    for contribution in Contribution.objects.filter(retex__in=held).order_by("pk"):
        retex = contribution.retex = held[contribution.pk]
        if mark_of(contribution) == seen[retex.pk]:
            done.append(_apply(decision, retex, reason, acting_user))
        elif _is_alike(decision, contribution, seen[retex.pk]):
            done.append(retex)
        else:
            met.append(retex)
    return Decided(done, met)


@transaction.atomic
def report_retex(*, retex, kind, words, reporter, acting_user):
    """A reader says that something is wrong. Twice by the same one is once.

    It hides nothing that a moderator has read: only they change their decision. What nobody has
    read yet is set aside once several readers, from several networks, say so.
    """
    # One after the other, so that the third one counts three.
    retex = Retex.objects.select_for_update(of=("self",)).get(pk=retex.pk)
    told = {"kind": kind, "words": words, "reporter": reporter, "retex": retex}
    added = Report.objects.bulk_create([Report(**told)], ignore_conflicts=True)
    open_ones = Report.objects.filter(retex=retex, closed_at=None).count()
    sent = Contribution.objects.get(retex=retex)
    if open_ones == sent.reports:
        return None
    unread = sent.decided_at is None
    call_for_reading(
        retex=retex,
        reports=open_ones,
        hides=unread and open_ones >= SET_ASIDE_AFTER,
        acting_user=acting_user,
    )
    record(Event.RETEX_REPORTED, acting_user=acting_user, target=retex, quiet=True, kind=str(kind))
    return added[0]


@transaction.atomic
def forget_withdrawn(*, retex, acting_user):
    """What readers wrote about it goes with it."""
    if retex.is_withdrawn:
        Report.objects.filter(retex=retex).delete()


@transaction.atomic
def forget_old_reports(*, acting_user, before=None):
    """What readers wrote, long after a moderator answered it."""
    before = before or timezone.now() - REPORTS_KEPT
    gone, _ = Report.objects.filter(closed_at__lt=before).delete()
    return gone


def _apply(decision, retex, reason, acting_user):
    if decision == Decision.PUBLISH:
        publish_retex(retex=retex, acting_user=acting_user)
    else:
        refuse_retex(retex=retex, reason=reason, acting_user=acting_user)
    Report.objects.filter(retex=retex, closed_at=None).update(closed_at=timezone.now(), reporter="")
    return retex


def _is_alike(decision, contribution, seen):
    """The same words, and somebody has just decided the same."""
    same_words = seen.partition(".")[0] == str(contribution.retex.version)
    is_read = contribution.waits_since is None
    return same_words and is_read and contribution.retex.state == OUTCOMES[decision]
