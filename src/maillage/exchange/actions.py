"""Writes: a file is held, then comes in whole or not at all, and may be undone."""

import hashlib
from functools import partial

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from maillage.audit.actions import record
from maillage.exchange import access
from maillage.exchange.bounds import LIMITS
from maillage.exchange.enums import Event
from maillage.exchange.errors import BegunAlready, CitedAlready, ColumnsUndecided, RowsRefused
from maillage.exchange.files import too_large
from maillage.exchange.importing import CHUNK, examine, readable, says_nothing
from maillage.exchange.models import Batch, ImportedRetex
from maillage.exchange.queries import already_here
from maillage.toolbox.delimited import chunks_of
from maillage.toolbox.insertion import insert
from maillage.voices.actions import drop_many, receive_many, release_many

FOLDER = "imports"


def keep_batch(*, consultation, name, pieces, acting_user):
    """Hold a file until its reader has seen what it would do."""
    if not access.can_import(acting_user, consultation):
        raise PermissionDenied
    batch = Batch(
        token=get_random_string(24),
        consultation=consultation,
        file_name=name[-200:],
        created_by=acting_user,
    )
    batch.stored = f"{FOLDER}/{batch.token}"
    path = settings.MEDIA_ROOT / batch.stored
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        batch.digest = _kept(path, pieces)
        batch.save()
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return batch


@transaction.atomic
def choose_columns(*, batch, chosen, acting_user):
    """What the columns that are not recognised are. `chosen`: {index: our name, or ""}."""
    if not access.can_import(acting_user, batch.consultation):
        raise PermissionDenied
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.imported_at is not None or batch.rows.exists():
        raise BegunAlready
    batch.columns = {str(at): name for at, name in chosen.items()}
    batch.save(update_fields=["columns"])
    return batch


@transaction.atomic
def forget_batch(*, batch, acting_user):
    """The file goes; what was imported from it stays."""
    if not access.can_import(acting_user, batch.consultation):
        raise PermissionDenied
    path = settings.MEDIA_ROOT / batch.stored
    # Not before: a transaction that is undone leaves a batch, which would have lost its file.
    transaction.on_commit(partial(path.unlink, missing_ok=True))
    if batch.imported_at is None and not batch.rows.exists():
        batch.delete()


def import_batch(*, batch, publish, acting_user):
    """All the rows or none. The same file twice changes nothing.

    Read once to the end before anything is written; then written by pieces that nobody sees, so
    that other writers take their turns; shown all at once in the end. Stopped on the way, it is
    asked for again: what is there already is not written twice.
    """
    if not access.can_import(acting_user, batch.consultation):
        raise PermissionDenied
    report = examine(batch)
    if not report.mapping.says_something:
        raise says_nothing()
    if report.undecided:
        raise ColumnsUndecided
    if report.faults:
        raise RowsRefused(report.faults, report.faulty)
    with readable(batch) as rows:
        for chunk in chunks_of(rows, CHUNK):
            _write(batch, chunk, acting_user)
    return _release(batch, report, publish, acting_user)


@transaction.atomic
def undo_batch(*, batch, acting_user):
    """As if the file had never come, as long as nothing rests on it."""
    if not access.can_import(acting_user, batch.consultation):
        raise PermissionDenied
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.undone_at is not None:
        return batch
    keys = list(ImportedRetex.objects.filter(batch=batch).values_list("retex_id", flat=True))
    if not drop_many(consultation=batch.consultation, keys=keys, acting_user=acting_user):
        raise CitedAlready
    batch.undone_at = timezone.now()
    batch.save(update_fields=["undone_at"])
    record(Event.BATCH_UNDONE, acting_user=acting_user, target=batch, rows=len(keys))
    return batch


@transaction.atomic
def note_export(*, consultation, acting_user):
    """Somebody took out what is not published too."""
    if not access.can_export_everything(acting_user, consultation):
        raise PermissionDenied
    record(Event.EVERYTHING_EXPORTED, acting_user=acting_user, target=consultation)


def _kept(path, pieces):
    """Its digest, once it is on the disk; no larger than what is read."""
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for piece in pieces:
            size += len(piece)
            if size > LIMITS.packed:
                raise too_large(LIMITS)
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


@transaction.atomic
def _write(batch, rows, acting_user):
    here = already_here(batch.consultation, [row.reference for row in rows])
    new = {row.reference: row for row in rows if row.reference not in here}
    keys = receive_many(
        consultation=batch.consultation,
        rows=[(row.said, row.source, row.told_at) for row in new.values()],
        acting_user=acting_user,
    )
    insert(
        [
            ImportedRetex(
                retex_id=key,
                batch=batch,
                reference=row.reference,
                consultation=batch.consultation,
            )
            for key, row in zip(keys, new.values(), strict=True)
        ]
    )


@transaction.atomic
def _release(batch, report, publish, acting_user):
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.imported_at is None:
        keys = ImportedRetex.objects.filter(batch=batch).values("retex_id")
        release_many(
            consultation=batch.consultation, keys=keys, publish=publish, acting_user=acting_user
        )
        batch.added = ImportedRetex.objects.filter(batch=batch).count()
        batch.known = report.rows - batch.added
        batch.imported_at = timezone.now()
        batch.save(update_fields=["added", "known", "imported_at"])
        record(
            Event.BATCH_IMPORTED,
            acting_user=acting_user,
            target=batch,
            rows=batch.added,
            known=batch.known,
            digest=batch.digest,
        )
    return batch
