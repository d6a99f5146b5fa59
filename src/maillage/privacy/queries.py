"""What is held of one person, table by table, as the register says where to look."""

from django.apps import apps

from maillage.privacy.models import PurgeReport
from maillage.privacy.register import RULES

# What would let whoever reads the copy act in the person's name.
NEVER_GIVEN = {"password", "session_data", "receipt_digest", "client_key", "confirm_digest",
               "stop_digest", "key", "link_digest", "mfa.Authenticator.data"}  # fmt: skip


def reports():
    return PurgeReport.objects.all()


def held_of_author(retex):
    """{what the register calls it: rows} of everything that hangs from one testimony."""
    return _held({label: rule.retex for label, rule in RULES.items()}, retex.pk)


def held_of_account(user):
    return _held({label: rule.account for label, rule in RULES.items()}, user.pk)


def _held(ways, key):
    held = {}
    for label, way in ways.items():
        if not way:
            continue
        model = apps.get_model(label)
        rows = [_told(row) for row in model.objects.filter(**{way: key}).distinct()]
        if rows:
            held[str(model._meta.verbose_name)] = rows
    return held


def _told(row):
    return {
        str(field.verbose_name): str(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if NEVER_GIVEN.isdisjoint({field.name, f"{row._meta.label}.{field.name}"})
        and getattr(row, field.attname) not in (None, "", [], {})
    }
