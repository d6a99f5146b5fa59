"""Reads. What a visitor may speak in, and what they have just said."""

import uuid
from hashlib import sha256

from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from maillage.accounts.queries import within_reach
from maillage.territory.queries import find_places, place_of
from maillage.testimony.enums import GIVERS
from maillage.testimony.models import ClassCode
from maillage.testimony.seal import About, key_proved_by, sealed_about
from maillage.toolbox.compiled import compiled
from maillage.toolbox.listing import keyset_page
from maillage.voices.enums import ConsultationStatus
from maillage.voices.models import Consultation, Contribution, Theme
from maillage.voices.queries import consultations_visible_to, latest_consultation

# Shown at the foot of the form: more than these are not looked for.
MOST_OPEN = 4
# What the address of the form names what it is about.
ABOUT = "sur"


def address_about(**about):
    """Where a room downstream leads somebody to speak of a thing of its own: see `seal.About`."""
    return f"{reverse('testimony:form')}?{urlencode({ABOUT: sealed_about(About(**about))})}"


def consultations_to_speak_in(user, slug=None):
    """The one asked for, or the last opened; then the others that are open."""
    if slug is not None:
        return list(consultations_visible_to(user).filter(slug=slug))
    return _last_opened() or list(latest_consultation(user).public()[:1])


@compiled
def _last_opened():
    asked = "slug", "title", "question", "status", "moderation", "territory"
    return open_consultations().only(*asked)[:MOST_OPEN]


def themes_of(consultation):
    """Read for whoever opens the form, and remembered for whoever sends it."""
    themes = list(Theme.objects.filter(consultation=consultation).order_by("number"))
    caches["minute"].set(f"themes:{consultation.pk}", themes)
    return themes


def remembered_themes(consultation, number):
    """The same without a query, when the theme that was chosen is among them."""
    themes = caches["minute"].get(f"themes:{consultation.pk}", ())
    is_there = any(str(theme.number) == number for theme in themes)
    return themes if is_there else themes_of(consultation)


def places_meant(text, consultation):
    """A whole school types the same words, and geography changes seldom."""
    return _remembered(
        ("meant", consultation.territory_id, text),
        lambda: find_places(text, within=consultation.territory),
    )


def place_named(key):
    return _remembered(("named", key), lambda: place_of(key))


def _remembered(asked, answer):
    name = sha256(repr(asked).encode()).hexdigest()
    return caches["minute"].get_or_set(name, answer)


def is_received(key):
    return Contribution.objects.filter(client_key=key).exists()


def received_under(key):
    """What came under this key, for the receipt of whoever sent it."""
    about = "retex__consultation", "retex__theme", "retex__territory", "retex__school"
    return Contribution.objects.filter(client_key=key).select_related(*about).first()


def class_code_named(code):
    about = "consultation__territory", "territory", "school"
    return ClassCode.objects.filter(code=code).select_related(*about).first()


def open_consultations():
    found = Consultation.objects.filter(status=ConsultationStatus.OPEN)
    return found.order_by("-opened_at", "-pk")


def class_codes_visible_to(user):
    about = "consultation", "territory", "school"
    return ClassCode.objects.filter(within_reach(user, *GIVERS)).select_related(*about)


def page_of_class_codes(user, cursor):
    return keyset_page(class_codes_visible_to(user), order=("-pk",), cursor=cursor)


def typed_with(proof, user):
    """What this typist has just typed, for the receipt to hand over."""
    key = key_proved_by(proof) if proof else None
    if key is None:
        return None
    typed = Contribution.objects.filter(client_key=uuid.UUID(key), typed_by=user)
    return typed.select_related("retex").first()


def typed_today(user):
    """How many sheets they typed: a day of typing is long, and seeing it advance helps."""
    today = timezone.localdate()
    return Contribution.objects.filter(typed_by=user, retex__told_at__date=today).count()
