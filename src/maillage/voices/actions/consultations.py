from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from maillage.audit.actions import record
from maillage.territory.actions import create_territory
from maillage.territory.enums import Kind
from maillage.voices import access
from maillage.voices.enums import USUAL_QUESTION, USUAL_THEMES, ConsultationStatus, Event
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
def start_consultation(*, title, acting_user, question="", territory=None, place="", slug=""):
    """From nothing to an open consultation with the usual themes: everything can be edited later.

    Without a territory, `place` names the one that is created for it.
    """
    if territory is None:
        territory = create_territory(
            code=slugify(place)[:20].upper(),
            name=place,
            kind=Kind.NATION,
            acting_user=acting_user,
        )
    consultation = create_consultation(
        slug=slug or slugify(title)[:50] or "consultation",
        title=title,
        question=question or USUAL_QUESTION,
        intro="",
        territory=territory,
        themes=list(enumerate(USUAL_THEMES, start=1)),
        phases=[],
        acting_user=acting_user,
    )
    return open_consultation(consultation=consultation, acting_user=acting_user)


@transaction.atomic
def revise_consultation(
    *, consultation, title, question, intro, themes, phases, acting_user, moderation=None
):
    """Change what the front page says. `themes`: titles by number, those that exist and new ones;
    none is taken away, since sheets speak of them. `phases` replace those of before.
    """
    # Two people editing the front page at once follow one another; the last one stands.
    consultation = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if not access.can_run_consultations(acting_user, consultation.territory):
        raise PermissionDenied
    new = {"title": title, "question": question, "intro": intro}
    if moderation is not None:
        # For what is sent from now on: what waits goes on waiting, what is published stays.
        new["moderation"] = str(moderation)
    old = {name: getattr(consultation, name) for name in new}
    for name, value in new.items():
        setattr(consultation, name, value)
    consultation.save(update_fields=list(new))
    for number, text in themes:
        Theme.objects.update_or_create(
            consultation=consultation, number=number, defaults={"title": text}
        )
    consultation.phases.all().delete()
    Phase.objects.bulk_create(
        Phase(consultation=consultation, title=text, starts_on=starts_on, ends_on=ends_on)
        for text, starts_on, ends_on in phases
    )
    record(
        Event.CONSULTATION_REVISED, acting_user=acting_user, target=consultation, old=old, new=new
    )
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
