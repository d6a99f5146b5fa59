"""A sheet comes in: shown before it is written, then all of it or nothing."""

import uuid
from dataclasses import dataclass

from django.db import transaction

from maillage.audit.actions import record
from maillage.diagnosis.actions import write_diagnosis
from maillage.plan.actions import write_plan
from maillage.projections.actions import write_projections
from maillage.synthesis import queries
from maillage.synthesis.analysis import digest
from maillage.synthesis.enums import Event
from maillage.synthesis.errors import UnknownTheme
from maillage.synthesis.models import SheetDraft, SheetImport
from maillage.synthesis.report import Report
from maillage.voices.actions import create_workshop, write_retex
from maillage.voices.models import Workshop

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
    return SheetDraft.objects.create(
        token=uuid.uuid4(), sheet=sheet, file_name=file_name[:255], uploaded_by=acting_user
    )


@transaction.atomic
def confirm_draft(*, draft, destination, acting_user):
    """Import a draft once: a second click is given what the first one did."""
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
    draft.workshop = report.workshop
    draft.save(update_fields=["workshop"])
    return report


@transaction.atomic
def discard_draft(*, draft, acting_user):
    SheetDraft.objects.filter(pk=draft.pk, uploaded_by=acting_user).delete()


def _workshop_for(sheet, destination, acting_user):
    if destination.workshop is not None:
        # Two imports of one workshop at once follow one another.
        held = Workshop.objects.select_for_update(of=("self",)).select_related(
            "theme__consultation__territory", "territory"
        )
        return held.get(pk=destination.workshop.pk), False
    workshop = create_workshop(
        theme=destination.theme or _announced_theme(sheet, destination.consultation),
        territory=destination.territory or destination.consultation.territory,
        title=destination.title,
        held_on=destination.held_on,
        slug=destination.slug,
        acting_user=acting_user,
    )
    return workshop, True


def _announced_theme(sheet, consultation):
    theme = queries.announced_theme(sheet, consultation)
    if theme is None:
        raise UnknownTheme(sheet["theme"]["number"], consultation)
    return theme


def _write_heading(workshop, sheet):
    theme = sheet["theme"]
    old = (workshop.theme_number, workshop.theme_title)
    if old == (theme["number"], theme["title"]):
        return []
    workshop.theme_number, workshop.theme_title = theme["number"], theme["title"][:500]
    workshop.save(update_fields=["theme_number", "theme_title"])
    change = {
        "where": "Titre",
        "what": "reworded" if old[1] else "added",
        "label": "thématique",
        "old": old[1],
        "new": theme["title"],
    }
    return [change]
