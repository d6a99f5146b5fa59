from dataclasses import asdict
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from maillage.audit.actions import record
from maillage.territory import (
    access,
    contacts,
    estimating,
    feeding,
    loading_contacts,
    loading_datasets,
    loading_headcounts,
    loading_networks,
    loading_schools,
    queries,
    sketching,
)
from maillage.territory.enums import Event, Kind
from maillage.territory.errors import AlreadyKnown, InsideItself, NotProfessional, NotWider
from maillage.territory.loading import Loading
from maillage.territory.models import Estimate, EstimateGround, EstimateLine, Territory
from maillage.territory.names import folded_name
from maillage.territory.signals import estimate_found, estimate_made
from maillage.toolbox.erasing import for_good


@transaction.atomic
def create_territory(*, code, name, kind, acting_user, parent=None):
    _take_the_tree(acting_user)
    if parent is not None:
        parent = Territory.objects.get(pk=parent.pk)
    territory = Territory(
        code=code, name=name, kind=Kind(kind), parent=parent, folded=folded_name(name)
    )
    known = Territory.objects.filter(kind=kind, code=code).first()
    if known is not None:
        raise AlreadyKnown(known)
    _refuse_unless_wider(territory, parent)
    territory.save()
    territory.path = territory.path_under(parent)
    territory.save(update_fields=["path"])
    record(Event.TERRITORY_CREATED, acting_user=acting_user, target=territory, kind=kind, code=code)
    return territory


@transaction.atomic
def move_territory(*, territory, parent, acting_user):
    """Attach `territory`, with everything below it, to another parent (None: to nothing)."""
    _take_the_tree(acting_user)
    territory = Territory.objects.get(pk=territory.pk)
    parent = Territory.objects.get(pk=parent.pk) if parent is not None else None
    if parent is not None and territory.covers(parent):
        raise InsideItself(territory)
    _refuse_unless_wider(territory, parent)
    old_parent = territory.parent_id
    _move(territory, parent)
    record(
        Event.TERRITORY_MOVED,
        acting_user=acting_user,
        target=territory,
        old_parent=old_parent,
        new_parent=territory.parent_id,
    )
    return territory


@transaction.atomic
def load_territories(*, rows, acting_user):
    """Create, rename and move what `rows` say; what they do not mention stays.

    A row is a mapping: `code`, `name`, `kind`, `parent_code`, and `parent_kind` where the code
    alone would be ambiguous (44 is a region and a department). Rows come in any order.
    """
    _take_the_tree(acting_user)
    loading = Loading(rows, move=_move)
    loading.run()
    loading_schools.refold_schools(loading.renamed)
    record(Event.TERRITORIES_LOADED, acting_user=acting_user, target=None, **loading.counts)
    return loading.counts


@transaction.atomic
def load_schools(*, rows, acting_user, leave_unknown=False):
    """Create and correct what `rows` say; what they do not mention stays.

    A row is a mapping with the columns of the annuaire de l’éducation, whatever their case.
    `leave_unknown`: of a file wider than our territories, take what lies in them.
    """
    _take_the_tree(acting_user)
    counts = loading_schools.load_schools(rows, leave_unknown=leave_unknown)
    record(Event.SCHOOLS_LOADED, acting_user=acting_user, target=None, **counts)
    return counts


@transaction.atomic
def load_postcodes(*, rows, acting_user, leave_unknown=False):
    """Add the postcodes of communes: `code_postal` and `code_commune`, one pair a row."""
    _take_the_tree(acting_user)
    counts = loading_schools.load_postcodes(rows, leave_unknown=leave_unknown)
    record(Event.POSTCODES_LOADED, acting_user=acting_user, target=None, **counts)
    return counts


@transaction.atomic
def load_headcounts(
    *, rows, file_name, digest, licence, acting_user, year=None, leave_unknown=False
):
    """How many pupils (teachers, staff) each school counts: the files of the ministry, or ours.

    `year`: that of a file that does not say it. What the file counts again is counted anew; the
    years before, and the schools that it does not mention, stay.
    """
    _take_the_tree(acting_user)
    loading = loading_headcounts.Loading(year=year, leave_unknown=leave_unknown)
    loading.read(rows)
    loading.write(file_name=file_name, digest=digest, licence=licence)
    record(
        Event.HEADCOUNTS_LOADED,
        acting_user=acting_user,
        target=None,
        source=loading.format.title,
        digest=digest,
        **loading.counts,
    )
    return loading.counts


@transaction.atomic
def load_contacts(*, rows, acting_user):
    """Whom to ask about digital education, place by place; what the file does not mention stays."""
    if not access.can_arrange(acting_user):
        raise PermissionDenied
    counts = loading_contacts.load(rows)
    record(Event.CONTACTS_LOADED, acting_user=acting_user, target=None, **counts)
    return counts


@transaction.atomic
def keep_contact(*, contact, acting_user):
    """Write one, new or corrected, as of today. Refused where it looks personal."""
    if not access.can_keep_contacts(acting_user, contact.place):
        raise PermissionDenied
    fault = contacts.fault_of({"email": contact.email, "phone": contact.phone})
    if fault:
        raise NotProfessional(fault)
    contact.updated_on = timezone.localdate()
    contact.save()
    record(Event.CONTACT_KEPT, acting_user=acting_user, target=contact)
    return contact


@for_good()
@transaction.atomic
def remove_contact(*, contact, acting_user):
    """Whoever asks not to be there any more is not; nothing of it is kept."""
    if not access.can_keep_contacts(acting_user, contact.place):
        raise PermissionDenied
    key = contact.pk
    contact.delete()
    record(Event.CONTACT_REMOVED, acting_user=acting_user, target=None, contact=key)


@transaction.atomic
def load_dataset(*, path, acting_user, edition="", replace=False):
    """Keep a public file, recognised by its columns: all that can be used of it, or nothing.

    Of each département it takes the place of what was held from that source, unless that is of a
    later edition or more than twice as large (an extract, a download cut short): `replace` insists.
    The code of geography also gives our tree the communes that it lacks; the annuaire de
    l’éducation, the schools of our communes and their postcodes.
    """
    _take_the_tree(acting_user)
    path = Path(path)
    loader = loading_networks if loading_networks.is_network(path) else loading_datasets
    told = loader.load(path, edition=edition, replace=replace)
    told.fed = feeding.feed(told, move=_move)
    if told.dataset is not None and told.source in sketching.DRAWN_FROM:
        for department in filter(None, told.departments):
            sketching.draw(department)
    if told.dataset is not None:
        record(
            Event.DATASET_LOADED,
            acting_user=acting_user,
            target=None,
            source=told.source,
            digest=told.dataset.digest,
            rows=told.rows,
            rejected=told.rejected,
        )
    return told


def make_estimate(*, territory, acting_user):
    """Estimate the pupils of a département who have no solution, from the files that we hold.

    The same files again give the estimate that is there: made twice, it is one.
    """
    if not access.can_arrange(acting_user):
        raise PermissionDenied
    # Before the transaction: it may take a minute, while others write.
    found, sources = estimating.computed(territory)
    return _keep_estimate(territory, found, sources, acting_user)


@transaction.atomic
def _keep_estimate(territory, found, sources, acting_user):
    Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)
    digest = estimating.digest_of(found, sources)
    before = queries.estimate_of(territory)
    if before is not None and before.digest == digest:
        estimate_found.send(sender=Estimate, estimate=before, acting_user=acting_user)
        return before
    estimate = Estimate.objects.create(
        territory=territory,
        method=found.method,
        thresholds=asdict(found.thresholds),
        sources=sources,
        reported=found.reported,
        digest=digest,
    )
    EstimateGround.objects.create(estimate=estimate, content=estimating.packed(found.places))
    EstimateLine.objects.bulk_create(estimating.lines_of(estimate, found), batch_size=500)
    record(
        Event.ESTIMATE_MADE,
        acting_user=acting_user,
        target=estimate,
        method=found.method,
        digest=digest,
    )
    estimate_made.send(sender=Estimate, estimate=estimate, acting_user=acting_user)
    return estimate


def _take_the_tree(user):
    if not access.can_arrange(user):
        raise PermissionDenied
    # A path is computed from the parent's: nobody may move the parent meanwhile. Whoever arranges
    # the tree first takes its roots. `no_key`, so that rooms which file a row under a root go on.
    list(Territory.objects.select_for_update(no_key=True).filter(parent=None).order_by("pk"))


def _refuse_unless_wider(territory, parent):
    if parent is not None and Kind(parent.kind).rank >= Kind(territory.kind).rank:
        raise NotWider(territory, parent)


def _move(territory, parent):
    old, new = territory.path, territory.path_under(parent)
    # Substr counts from 1: keep what follows the old path.
    rest = Substr(F("path"), len(old) + 1)
    Territory.objects.below(old).update(path=Concat(Value(new), rest))
    territory.parent, territory.path = parent, new
    territory.save(update_fields=["parent"])
