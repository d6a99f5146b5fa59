from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.audit.actions import record
from maillage.voices import access
from maillage.voices.enums import ConsultationStatus, Event
from maillage.voices.errors import AlreadyOpened
from maillage.voices.models import Consultation, Phase, Theme


@transaction.atomic
def create_consultation(*, slug, title, question, intro, territory, themes, phases, acting_user):
    """`themes`: (number, title) pairs; `phases`: (title, starts_on, ends_on) triples."""
    if not access.can_run_consultations(acting_user, territory):
        raise PermissionDenied
    consultation = Consultation.objects.create(
        slug=slug, title=title, question=question, intro=intro, territory=territory
    )
    Theme.objects.bulk_create(
        Theme(consultation=consultation, number=number, title=text) for number, text in themes
    )
    Phase.objects.bulk_create(
        Phase(consultation=consultation, title=text, starts_on=starts_on, ends_on=ends_on)
        for text, starts_on, ends_on in phases
    )
    record(Event.CONSULTATION_CREATED, acting_user=acting_user, target=consultation, title=title)
    return consultation


@transaction.atomic
def open_consultation(*, consultation, acting_user):
    """Let contributors in. A consultation opens once; reopening is another action."""
    # Two people may click at the same moment: the row lock lets only one of them through.
    consultation = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if not access.can_run_consultations(acting_user, consultation.territory):
        raise PermissionDenied
    if consultation.status != ConsultationStatus.DRAFT:
        raise AlreadyOpened
    consultation.status = ConsultationStatus.OPEN
    consultation.opened_at = timezone.now()
    consultation.save(update_fields=["status", "opened_at"])
    record(Event.CONSULTATION_OPENED, acting_user=acting_user, target=consultation)
    return consultation
