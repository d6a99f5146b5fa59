"""Reads of the moderation. What one person said, where the reader moderates, and nothing else."""

from django.db.models import Prefetch, Q

from maillage.accounts.queries import within_reach
from maillage.moderation.enums import Queue
from maillage.moderation.models import Report
from maillage.toolbox.listing import capped_count, keyset_page
from maillage.voices.access import MODERATORS
from maillage.voices.enums import RetexState
from maillage.voices.models import Contribution, Point, Retex
from maillage.voices.queries import contact_of

STATES = {Queue.PUBLISHED: RetexState.PUBLISHED, Queue.REFUSED: RetexState.REFUSED}


def to_moderate(user):
    """What the reader may decide on: in the territory where it was said, else in that of its
    consultation, by the rule of `voices.access.can_moderate`. What was withdrawn is nobody's."""
    there = within_reach(user, *MODERATORS, field="retex__territory")
    unplaced = within_reach(user, *MODERATORS, field="retex__consultation__territory")
    return (
        Contribution.objects.filter(
            Q(retex__territory__isnull=False) & there | Q(retex__territory=None) & unplaced,
            retex__workshop=None,
        )
        .exclude(retex__state=RetexState.WITHDRAWN)
        .select_related("retex__territory", "retex__theme", "retex__consultation__territory")
    )


def waiting(user):
    return to_moderate(user).filter(waits_since__isnull=False)


def page_of(user, queue, cursor=""):
    """Reported ones first, then those who have waited longest; of the decided, the latest."""
    if queue == Queue.WAITING:
        found, order = waiting(user), ("-reports", "waits_since", "pk")
    else:
        found = to_moderate(user).filter(waits_since=None, retex__state=STATES[queue])
        order = ("-pk",)
    # `waits_since` may be null in the table, not among those that wait.
    nullable = ("waits_since",) if queue == Queue.WAITING else ()
    points = Prefetch("retex__points", Point.objects.order_by("-kind", "pk"), to_attr="said")
    return keyset_page(
        found.prefetch_related(points), order=order, cursor=cursor, nullable=nullable
    )


def count_waiting(user):
    return capped_count(waiting(user))


def next_waiting(user):
    return waiting(user).order_by("-reports", "waits_since", "pk").first()


def mark_of(contribution):
    """What a moderator has before them: its words, its state, the decision before."""
    retex, decided_at = contribution.retex, contribution.decided_at
    return f"{retex.version}.{retex.state}.{decided_at.timestamp() if decided_at else 0}"


def points_of(retex):
    return retex.points.filter(withdrawn_at=None).order_by("-kind", "pk")


def reports_on(keys):
    """{retex: what its readers say}, those that nobody has answered yet. One query."""
    found = {}
    for report in Report.objects.filter(retex__in=keys, closed_at=None).order_by("pk"):
        found.setdefault(report.retex_id, []).append(report)
    return found


def phone_of(retex):
    """Left by its author for a human: nothing else of how they are reached is shown."""
    contact = contact_of(retex)
    return contact.phone if contact else ""


def former_words(retex):
    return retex.former.all()


def open_to_reports(pk):
    """What anyone reads, said by one person."""
    return Retex.objects.filter(pk=pk, is_shown=True, workshop=None)
