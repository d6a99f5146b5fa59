"""A sheet comes in: shown before it is written, then all of it or nothing."""

import datetime
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from maillage.audit.actions import record
from maillage.diagnosis.actions import write_diagnosis
from maillage.plan.actions import write_plan
from maillage.projections.actions import write_projections
from maillage.synthesis import queries
from maillage.synthesis.analysis import digest
from maillage.synthesis.enums import Event
from maillage.synthesis.errors import NotAsShown, UnknownTheme
from maillage.synthesis.models import SheetDraft, SheetImport
from maillage.synthesis.report import Report
from maillage.voices.actions import create_workshop, write_retex
from maillage.voices.models import Workshop

FORGOTTEN_AFTER = datetime.timedelta(days=30)
STAGES = (
    (write_retex, "retex", "headings"),
    (write_diagnosis, "diagnosis", "rows"),
    (write_projections, "projections", "rows"),
    (write_plan, "plan", "rows"),
)


@dataclass(frozen=True)
class Destination:
    """Where a sheet goes: an existing workshop, or a new one under this name, in this place."""

    consultation: object
    workshop: Workshop | None = None
    theme: object = None
    territory: object = None
    title: str = ""
    held_on: object = None
    slug: str = ""


@transaction.atomic
def import_sheet(*, sheet, file_name, destination, acting_user):
    """Make the stages of a workshop those of its sheet. The same sheet twice changes nothing."""
    workshop, is_new = _workshop_for(sheet, destination, acting_user)
    changes = _write_heading(workshop, sheet)
    for write, section, parameter in STAGES:
        changes += write(**{parameter: sheet[section]}, workshop=workshop, acting_user=acting_user)
    report = Report(workshop, is_new, changes, sheet["warnings"])
    if not report.is_unchanged:
        SheetImport.objects.create(
            workshop=workshop,
            file_name=file_name,
            digest=digest(sheet),
            sheet=sheet,
            changes=changes,
            imported_by=acting_user,
        )
        record(
            Event.SHEET_IMPORTED,
            acting_user=acting_user,
            target=workshop,
            file_name=file_name,
            digest=digest(sheet),
        )
    return report


def rehearse_import(*, sheet, file_name, destination, acting_user):
    """What importing would do: the import itself, undone. It cannot differ from the real one."""
    with transaction.atomic():
        report = import_sheet(
            sheet=sheet, file_name=file_name, destination=destination, acting_user=acting_user
        )
        transaction.set_rollback(True)
    return report


@transaction.atomic
def keep_draft(*, sheet, file_name, acting_user):
    """Keep a sheet that was read until its reader says yes: nothing has to be sent twice."""
    # Forgotten ones leave as new ones come: no clockwork, and nobody's sheet is kept for nothing.
    SheetDraft.objects.filter(uploaded_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()
    return SheetDraft.objects.create(
        token=uuid.uuid4(), sheet=sheet, file_name=file_name[:255], uploaded_by=acting_user
    )


@transaction.atomic
def confirm_draft(*, draft, destination, seen, acting_user):
    """Import a draft once, as it was shown: `seen` is the fingerprint of that rehearsal.

    A second click is given what the first one did.
    """
    # The lock makes the second click wait for the first, then see that the draft was used.
    draft = SheetDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if draft.workshop_id:
        return Report(draft.workshop, False, [], draft.sheet["warnings"])
    report = import_sheet(
        sheet=draft.sheet,
        file_name=draft.file_name,
        destination=destination,
        acting_user=acting_user,
    )
    if report.fingerprint != seen:
        raise NotAsShown
    draft.workshop = report.workshop
    draft.save(update_fields=["workshop"])
    return report


@transaction.atomic
def discard_draft(*, draft, acting_user):
    SheetDraft.objects.filter(pk=draft.pk, uploaded_by=acting_user).delete()


@transaction.atomic
def add_row(*, workshop, part, column_key, text, highlighted, acting_user):
    """Begin a row at the end of a table, with its first item; its page takes the rest.

    The sheet is written again with one row more: what stands on it keeps its identity.
    """
    workshop = _locked(workshop)
    write = next(write for write, section, _ in STAGES if section == part)
    row = queries.empty_row(part)
    row[column_key].append({"text": text, "highlighted": highlighted})
    rows = [*queries.sheet_of(workshop)[part], row]
    return write(workshop=workshop, rows=rows, acting_user=acting_user)


def _workshop_for(sheet, destination, acting_user):
    if destination.workshop is not None:
        return _locked(destination.workshop), False
    workshop = create_workshop(
        theme=destination.theme or _announced_theme(sheet, destination.consultation),
        territory=destination.territory or destination.consultation.territory,
        title=destination.title,
        held_on=destination.held_on,
        slug=destination.slug,
        acting_user=acting_user,
    )
    return workshop, True


def _locked(workshop):
    """Two writings of one sheet at once follow one another."""
    held = Workshop.objects.select_for_update(of=("self",)).select_related(
        "theme__consultation__territory", "territory"
    )
    return held.get(pk=workshop.pk)


def _announced_theme(sheet, consultation):
    theme = queries.announced_theme(sheet, consultation)
    if theme is None:
        raise UnknownTheme(sheet["theme"]["number"], consultation)
    return theme


def _write_heading(workshop, sheet):
    number, title = sheet["theme"]["number"], sheet["theme"]["title"][:500]
    old = (workshop.theme_number, workshop.theme_title)
    if old == (number, title):
        return []
    workshop.theme_number, workshop.theme_title = number, title
    workshop.save(update_fields=["theme_number", "theme_title"])
    change = {
        "where": gettext_noop("Titre"),
        "what": "reworded" if old[1] else "added",
        "label": gettext_noop("thématique"),
        "old": old[1],
        "new": title,
    }
    return [change]
