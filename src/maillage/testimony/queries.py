"""Reads. What a visitor may speak in, and what they have just said."""

from maillage.accounts.queries import within_reach
from maillage.testimony.enums import GIVERS
from maillage.testimony.models import ClassCode
from maillage.toolbox.listing import keyset_page
from maillage.voices.enums import ConsultationStatus
from maillage.voices.models import Consultation, Contribution, Theme
from maillage.voices.queries import consultations_visible_to, latest_consultation

# Shown at the foot of the form: more than these are not looked for.
MOST_OPEN = 4


def consultations_to_speak_in(user, slug=None):
    """The one asked for, or the last opened; then the others that are open."""
    if slug is not None:
        return list(consultations_visible_to(user).select_related("territory").filter(slug=slug))
    return list(open_consultations()[:MOST_OPEN]) or list(latest_consultation(user).public()[:1])


def themes_of(consultation):
    return list(Theme.objects.filter(consultation=consultation).order_by("number"))


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
    return found.select_related("territory").order_by("-opened_at", "-pk")


def class_codes_visible_to(user):
    about = "consultation", "territory", "school"
    return ClassCode.objects.filter(within_reach(user, *GIVERS)).select_related(*about)


def page_of_class_codes(user, cursor):
    return keyset_page(class_codes_visible_to(user), order=("-pk",), cursor=cursor)
