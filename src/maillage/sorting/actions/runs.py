"""An analysis of a desk: asked by a person, done by a machine, aside (docs/adr/0020)."""

import datetime as dt
import logging
import threading
import uuid
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connections, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.audit.actions import record
from maillage.sorting import analysis
from maillage.sorting.access import can_sort
from maillage.sorting.actions._steps import STEPS
from maillage.sorting.actions.laying import lay_cards
from maillage.sorting.enums import Event, RunState, RunStep
from maillage.sorting.errors import AlreadyAsked, LeaseLost
from maillage.sorting.models import Card, Desk, Found, Reading, Run

logger = logging.getLogger(__name__)
# A worker that says nothing for so long is dead, and another takes its run up.
LEASE = dt.timedelta(seconds=60)
BEAT = 15  # seconds
# Taken up so many times in a row without getting any further: it kills whoever runs it.
MOST_TRIES = 3


@transaction.atomic
def ask_run(*, theme, acting_user):
    """Ask that the machine read this desk again. One at a time: the constraint says so."""
    if not can_sort(acting_user, theme):
        raise PermissionDenied
    desk, _created = Desk.objects.get_or_create(theme=theme)
    try:
        with transaction.atomic():
            run = Run.objects.create(desk=desk, asked_by=acting_user)
    except IntegrityError:
        raise AlreadyAsked from None
    record(Event.RUN_ASKED, acting_user=acting_user, target=desk, run=run.pk)
    return run


def work_on_one(*, acting_user, now=None):
    """Bring one waiting run to its end, or one whose worker died. The run, or None: none waits."""
    run = _take(now or timezone.now())
    if run is None:
        return None
    held = Held(run)
    try:
        with held.beating():
            _advance(run, held)
    except LeaseLost:
        logger.warning("run %s was taken by another worker", run.pk)
    except Exception as error:
        logger.exception("run %s stopped", run.pk)
        _end(held, RunState.FAILED, _told(error))
    else:
        _end(held, RunState.DONE)
    run.refresh_from_db()
    return run


def forget_readings(*, retex, acting_user):
    """Words taken back by their author leave no digest, no term and no vector."""
    gone = Reading.objects.filter(card__point__retex=retex, card__point__withdrawn_at__isnull=False)
    gone.delete()


class Held:
    """The right to write for a run, as long as nobody else took it."""

    def __init__(self, run):
        self.run = run

    def keep(self, **progress):
        """Say how far it is, and that somebody is there. In the transaction that does the work:
        whoever lost the run writes nothing of it."""
        mine = Run.objects.filter(pk=self.run.pk, holder=self.run.holder, state=RunState.RUNNING)
        if progress:
            progress["tries"] = 0
        if not mine.update(leased_until=timezone.now() + LEASE, **progress):
            raise LeaseLost
        for name, value in progress.items():
            setattr(self.run, name, value)

    @contextmanager
    def beating(self):
        """Meanwhile, say now and then that this worker lives: a step may count for minutes."""
        over = threading.Event()

        def beat():
            while not over.wait(BEAT):
                try:
                    self.keep()
                except LeaseLost:
                    return
                except DatabaseError:
                    # Others write meanwhile: the next beat comes before the lease is over.
                    logger.warning("run %s could not say that it goes on", self.run.pk)
            connections.close_all()

        thread = threading.Thread(target=beat, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def _take(now):
    """One statement says whose it is: two workers at once are told yes and no."""
    lapsed = Q(state=RunState.RUNNING, leased_until__lt=now)
    free = Q(state=RunState.WAITING) | lapsed
    for run in Run.objects.filter(free).order_by("asked_at", "pk")[:5]:
        holder = uuid.uuid4().hex
        mine = Run.objects.filter(free, pk=run.pk).update(
            state=RunState.RUNNING,
            holder=holder,
            started_at=run.started_at or now,
            leased_until=now + LEASE,
            tries=F("tries") + 1,
        )
        if not mine:
            continue
        run.refresh_from_db()
        if run.tries > MOST_TRIES:
            _end(Held(run), RunState.FAILED, _("Interrompue plusieurs fois au même endroit."))
            continue
        return run
    return None


def _advance(run, held):
    if not run.settings:
        # The cards of now: those laid meanwhile are placed one by one, and read the next time.
        lay_cards(theme=run.desk.theme, acting_user=None)
        cards = Card.objects.filter(desk=run.desk)
        last = cards.order_by("-pk").values_list("pk", flat=True).first() or 0
        engine = analysis.engine()
        held.keep(
            settings={"upto": last, **analysis.settings()},
            engine=engine[:120],
            total=cards.filter(pk__lte=last).count(),
        )
    steps = list(RunStep)
    for step in steps[steps.index(run.step) :]:
        held.keep(step=step)
        STEPS[step](run, held)


def _end(held, state, fault=""):
    run = held.run
    with transaction.atomic():
        try:
            held.keep(state=state, ended_at=timezone.now(), fault=fault[:500])
        except LeaseLost:
            return
        Found.objects.filter(run=run).delete()
        told = {"run": run.pk, "state": str(state)}
        record(Event.RUN_ENDED, acting_user=None, target=run.desk, **told)


def _told(error):
    if isinstance(error, analysis.ArpentError):
        return str(error)
    return _("Une erreur que nous n’avions pas prévue (%(kind)s) : le journal dit laquelle.") % {
        "kind": type(error).__name__
    }
