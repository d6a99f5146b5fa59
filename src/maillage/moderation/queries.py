"""Reads of the moderation. What one person said, where the reader moderates, and nothing else."""

from django.db.models import Prefetch, Q

from maillage.accounts.queries import within_reach
from maillage.moderation.enums import Queue
from maillage.moderation.models import Report
from maillage.moderation.signals import about_asked
from maillage.toolbox.listing import capped_count, keyset_page
from maillage.voices.access import MODERATORS
from maillage.voices.enums import RetexState
from maillage.voices.models import Consultation, Contribution, Point, Retex
from maillage.voices.queries import contact_of

STATES = {Queue.PUBLISHED: RetexState.PUBLISHED, Queue.REFUSED: RetexState.REFUSED}


def to_moderate(user):
    """What the reader may decide on, by the rule of `voices.access.can_moderate`. What was
    withdrawn is nobody's."""
    return (
        Contribution.objects.filter(_within(user, "retex__"))
        .exclude(retex__state=RetexState.WITHDRAWN)
        .select_related("retex__territory", "retex__theme")
    )


def waiting(user):
    return to_moderate(user).filter(waits_since__isnull=False)


def page_of(user, queue, cursor=""):
    """Reported ones first, then those who have waited longest; of the decided, the latest."""
    points = Point.objects.order_by("-kind", "pk")
    if queue != Queue.WAITING:
        found = _decided(user, STATES[queue])
        found = found.prefetch_related(Prefetch("points", points, to_attr="said"))
        page = keyset_page(found, order=("-pk",), cursor=cursor)
        page.rows[:] = [retex.contribution for retex in page.rows]
        return page
    found = waiting(user).prefetch_related(Prefetch("retex__points", points, to_attr="said"))
    order = ("-reports", "waits_since", "pk")
    # `waits_since` may be null in the table, not among those that wait.
    return keyset_page(found, order=order, cursor=cursor, nullable=("waits_since",))


def _decided(user, state):
    """From the accounts, in whose order the page is walked: from the contributions, the planner
    gathers and sorts them all."""
    return Retex.objects.filter(
        _within(user), state=state, contribution__isnull=False, contribution__waits_since=None
    ).select_related("contribution", "territory", "theme")


def _within(user, prefix=""):
    """In the territory where it was said, else in that of its consultation. Those are looked for
    beside: joined, the planner starts from them and reads every account of each."""
    there = within_reach(user, *MODERATORS, field=f"{prefix}territory")
    theirs = Consultation.objects.filter(within_reach(user, *MODERATORS, field="territory"))
    placed = Q(**{f"{prefix}territory__isnull": False})
    unplaced = {f"{prefix}territory": None, f"{prefix}consultation__in": theirs.values("pk")}
    return placed & there | Q(**unplaced)


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


def told_about(keys):
    """{retex: [(words, address)]}: what rooms downstream know it to be about."""
    found = {}
    for _receiver, answer in about_asked.send(sender=Contribution, keys=keys):
        for key, told in answer.items():
            found.setdefault(key, []).append(told)
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
