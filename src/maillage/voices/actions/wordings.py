"""Correct, add or remove one item of a table, for the stage that owns it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from maillage.audit.actions import record
from maillage.toolbox.analysis import fold
from maillage.voices import access
from maillage.voices.errors import AlreadyRemoved, WordingChanged
from maillage.voices.tables import fill, put


@transaction.atomic
def reword(*, table, wording, text, highlighted, version, acting_user):
    wording = _held(wording, acting_user)
    old = {"text": wording.text, "highlighted": wording.highlighted}
    new = {"text": text, "highlighted": highlighted}
    # Before the version: the second click of a hurried hand asks for what the first one did.
    if old == new:
        return wording
    if wording.version != version:
        raise WordingChanged(wording.text, wording.version)
    column = table.column_of(wording)
    put(wording, column, wording.row, text, highlighted, wording.position)
    wording.version += 1
    wording.save()
    _refold(table, wording.row)
    event = table.events.WORDING_REPHRASED
    old, new = (told | _text(wording, told["text"]) for told in (old, new))
    record(event, acting_user=acting_user, target=wording, old=old, new=new)
    return wording


@transaction.atomic
def add_wording(*, table, column_key, row, text, highlighted, acting_user):
    """At the end of the cell. Words that already stand there are given back, not said twice."""
    # Two people adding to one cell at once each find their place: the row's lock orders them.
    row = table.row.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if not access.can_edit(acting_user, row.workshop):
        raise PermissionDenied
    if row.removed_at:
        raise AlreadyRemoved
    column = table.column(column_key)
    items = column.model.objects.filter(row=row, **column.fixed)
    standing = items.filter(text=text, removed_at=None).first()
    if standing:
        return standing
    last = items.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    wording = put(column.model(), column, row, text, highlighted, position)
    wording.save()
    _refold(table, row)
    told = {**_text(wording, text), "row": row.pk}
    record(table.events.WORDING_ADDED, acting_user=acting_user, target=wording, new=told)
    return wording


@transaction.atomic
def remove_wording(*, table, wording, acting_user):
    """Off the sheet, not out of memory: what cited it still says so."""
    wording = _held(wording, acting_user)
    wording.removed_at = timezone.now()
    wording.save(update_fields=["removed_at"])
    _refold(table, wording.row)
    told = _text(wording, wording.text)
    record(table.events.WORDING_REMOVED, acting_user=acting_user, target=wording, old=told)
    return wording


def _text(wording, text):
    """For the trail."""
    return {"text": "" if wording.may_name else text}


def _held(wording, acting_user):
    # The item is locked, so that two corrections of the same words meet here one after the other.
    wording = (
        type(wording)
        .objects.select_for_update(of=("self",))
        .select_related("row__workshop__territory")
        .get(pk=wording.pk)
    )
    if not access.can_edit(acting_user, wording.row.workshop):
        raise PermissionDenied
    if wording.removed_at:
        raise AlreadyRemoved
    return wording


def _refold(table, row):
    fill(table, [row])
    texts = [item.text for items in row.cells.values() for item in items]
    row.folded = fold(" ".join(texts))
    row.save(update_fields=["folded"])
