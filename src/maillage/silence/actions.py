import json

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.audit.actions import record
from maillage.silence.counting import counted
from maillage.silence.enums import Event
from maillage.silence.models import Edition
from maillage.silence.queries import Counted, most_silent
from maillage.voices.access import can_edit_in
from maillage.voices.enums import ConsultationStatus
from maillage.voices.models import Consultation


def count_silence(*, consultation, acting_user):
    """Count who spoke as of now. Pages say when it was done, and count nothing themselves."""
    if not can_edit_in(acting_user, consultation.territory):
        raise PermissionDenied
    # Before the transaction: hiding may take seconds, while others write.
    body = counted(consultation)
    body["silent"] = most_silent(Counted(body))
    return _keep(consultation, body, acting_user)


@transaction.atomic
def _keep(consultation, body, acting_user):
    before = Edition.objects.select_for_update().filter(consultation=consultation).first()
    edition, _is_new = Edition.objects.update_or_create(
        consultation=consultation, defaults={"counted_at": timezone.now(), "body": body}
    )
    # Where nothing moved, pages need not be made anew at once to say a later hour.
    is_same = before is not None and before.body == json.loads(json.dumps(body))
    record(Event.COUNTED, acting_user=acting_user, target=edition, quiet=is_same)
    return edition


def count_every_silence(*, acting_user):
    """Of every open consultation; how many they are."""
    opened = Consultation.objects.filter(status=ConsultationStatus.OPEN)
    for consultation in opened.select_related("territory"):
        count_silence(consultation=consultation, acting_user=acting_user)
    return len(opened)
