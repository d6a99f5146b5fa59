"""What is held of one person, table by table, as the register says where to look."""

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from maillage.accounts.queries import within_reach
from maillage.exchange.models import Batch
from maillage.privacy.enums import OFFICERS
from maillage.privacy.models import PurgeReport
from maillage.privacy.register import RULES
from maillage.synthesis.models import SheetDraft
from maillage.toolbox.search import search
from maillage.voices.enums import RetexState
from maillage.voices.models import Retex
from maillage.voices.queries import proved_by, written_receipt

# Of what an author's words find: more is told by more words.
MOST_FOUND = 20

# What would let whoever reads the copy act in the person's name.
NEVER_GIVEN = {"password", "session_data", "receipt_digest", "client_key", "confirm_digest",
               "stop_digest", "key", "link_digest", "mfa.Authenticator.data"}  # fmt: skip


def reports():
    return PurgeReport.objects.all()


@dataclass(frozen=True)
class Held:
    """What one table keeps of somebody: each row twice, for a program and for whoever reads."""

    label: str
    name: str
    rows: list

    @property
    def what(self):
        return RULES[self.label].what

    @property
    def plain(self):
        return [_plain(row) for row in self.rows]

    @property
    def readable(self):
        return [_readable(row) for row in self.rows]


def held_of_author(retex):
    """Everything that hangs from one testimony."""
    return _held({label: rule.retex for label, rule in RULES.items()}, retex.pk)


def held_of_account(user):
    return _held({label: rule.account for label, rule in RULES.items()}, user.pk)


def as_data(held):
    """{what the register calls it: rows}."""
    return {each.name: each.plain for each in held}


def goes_with(user):
    """{table: the rows that are erased with this account}; the rest stays, with a number."""
    return {
        "accounts.Role": user.roles.all(),
        "accounts.FormerHat": user.former_hats.all(),
        "accounts.OidcIdentity": user.identities.all(),
        "mfa.Authenticator": Authenticator.objects.filter(user=user),
        "synthesis.SheetDraft": SheetDraft.objects.filter(uploaded_by=user),
        "exchange.Batch": Batch.objects.filter(created_by=user, imported_at=None),
    }


def fate_of(user, held):
    """[(what it is, how many go, how many stay)], of the account first."""
    gone = {label: rows.count() for label, rows in goes_with(user).items()}
    told = []
    for each in held:
        goes = len(each.rows) if each.label == "accounts.User" else gone.get(each.label, 0)
        told.append((each.what, goes, len(each.rows) - goes))
    return told


def voices_answered_by(officer):
    """What people told where this officer answers, published or not."""
    here = within_reach(officer, *OFFICERS, field="consultation__territory")
    voices = Retex.objects.filter(here, workshop=None).exclude(state=RetexState.WITHDRAWN)
    return voices.select_related("consultation__territory").order_by("-pk")


def voices_found(officer, typed):
    """By a receipt, else by the words that its author quotes; none for fewer than a word."""
    voices = voices_answered_by(officer)
    if written_receipt(typed):
        sent = proved_by(typed)
        return list(voices.filter(pk=sent.pk)) if sent else []
    return list(search(voices, typed)[:MOST_FOUND]) if typed.strip() else []


def _held(ways, key):
    held = []
    for label, way in ways.items():
        if not way:
            continue
        model = apps.get_model(label)
        if rows := _rows(model, way, key):
            held.append(Held(label, str(model._meta.verbose_name), rows))
    return held


def _rows(model, way, key):
    nearby = [field.name for field in model._meta.concrete_fields if field.is_relation]
    rows = model.objects.filter(**{way: key}).distinct()
    return list(rows.select_related(*nearby) if nearby else rows)


def _fields_of(row):
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        is_given = NEVER_GIVEN.isdisjoint({field.name, f"{row._meta.label}.{field.name}"})
        if is_given and value not in (None, "", [], {}):
            yield field, value


def _plain(row):
    return {str(field.verbose_name): str(value) for field, value in _fields_of(row)}


def _readable(row):
    return [
        (str(field.verbose_name), _worded(row, field, value)) for field, value in _fields_of(row)
    ]


def _worded(row, field, value):
    if field.is_relation:
        # Whoever asks is told of themselves: of somebody else, a number.
        is_somebody = field.related_model._meta.label == settings.AUTH_USER_MODEL
        return f"n° {value}" if is_somebody else str(getattr(row, field.name))
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, dt.datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, bool):
        return "✓" if value else "–"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
