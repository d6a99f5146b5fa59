"""How long, in days: the figures of the register, and what each removes."""

import datetime as dt

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q

from maillage.accounts.models import SignInTries
from maillage.exchange.actions import FOLDER
from maillage.exchange.models import Batch
from maillage.synthesis.models import SheetDraft
from maillage.team.models import Invitation
from maillage.testimony.models import ClassCode, Tally
from maillage.voices.enums import ConsultationStatus, RetexState
from maillage.voices.models import Contribution, FormerRetex, Retex

DAY, MONTH, YEAR = (dt.timedelta(days=count) for count in (1, 30, 365))


def old_rows(now):
    """{name in the report: what its rule removes at this moment}. Queries: nothing is done here."""
    year = now - YEAR
    return {
        "mots remplacés": FormerRetex.objects.filter(replaced_at__lt=year),
        "codes de classe": ClassCode.objects.filter(expires_on__lt=now - 3 * MONTH),
        "compteurs d’envois": Tally.objects.filter(day__lt=now - 2 * DAY),
        "invitations finies": Invitation.objects.filter(
            Q(ended_at__lt=now - MONTH) | Q(ended_at=None, expires_at__lt=now - MONTH)
        ),
        "essais de connexion": SignInTries.objects.filter(since__lt=now - DAY),
        "sessions": Session.objects.filter(expire_date__lt=now),
        "feuilles en attente": SheetDraft.objects.filter(uploaded_at__lt=now - MONTH),
        "liens avec l’auteur": Contribution.objects.filter(
            retex__told_at__lt=now - 3 * YEAR
        ).exclude(retex__consultation__status=ConsultationStatus.OPEN),
    }


def never_published(now):
    """Testimonies that nobody will read: their words go, as if their author took them back."""
    waited = Q(state=RetexState.REFUSED) | Q(
        state=RetexState.RECEIVED, consultation__status=ConsultationStatus.CLOSED
    )
    return Retex.objects.filter(waited, workshop=None, told_at__lt=now - YEAR)


def forgotten_files(now):
    return Batch.objects.filter(imported_at=None, created_at__lt=now - MONTH)


def strays(now):
    """Files that wait for nothing: whoever dropped or imported one was stopped before the end."""
    known = set(Batch.objects.filter(imported_at=None).values_list("stored", flat=True))
    before = (now - DAY).timestamp()
    return [
        path
        for path in (settings.MEDIA_ROOT / FOLDER).glob("*")
        if f"{FOLDER}/{path.name}" not in known and path.stat().st_mtime < before
    ]


def path_of(batch):
    return settings.MEDIA_ROOT / batch.stored
