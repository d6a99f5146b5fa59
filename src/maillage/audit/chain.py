"""What a link of the chain is: plain data in, plain data out.

The same entry must give the same digest when it is written and years later, read back from either
database: hence one canonical JSON, and values reduced to what every JSON column gives back intact.
"""

import datetime as dt
import enum
import hashlib
import json
import math
import uuid
from decimal import Decimal

from django.utils.functional import Promise

FIELDS = (
    "number",
    "at",
    "event",
    "actor_id",
    "actor_label",
    "target_kind",
    "target_id",
    "data",
    "previous_hash",
)


def plain(value):
    """Reduce to JSON that survives both databases; refuse what would come back different."""
    if isinstance(value, enum.Enum):
        value = value.value
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return _plain_float(value)
    if isinstance(value, dict):
        return {plain_text(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return plain_text(_as_text(value))


def _plain_float(value):
    if not math.isfinite(value):
        raise ValueError("the trail holds finite numbers only")
    # jsonb gives 2.0 and 1e22 back as it likes: a whole number is written as one.
    return int(value) if value.is_integer() else value


def _as_text(value):
    if isinstance(value, dt.datetime):
        return instant(value)
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, str | Promise | Decimal | uuid.UUID):
        return str(value)
    # A model or a form here is a mistake: its text form may hold a person's name.
    raise TypeError(f"the trail cannot hold a {type(value).__name__}; give it a key or a text")


def plain_text(text):
    """PostgreSQL holds neither NUL nor half a surrogate pair."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def instant(at):
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def digest(link):
    """SHA-256 over `link`, whose keys are FIELDS, `at` being a datetime."""
    sealed = json.dumps(
        {**link, "at": instant(link["at"])},
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    )
    return hashlib.sha256(sealed.encode()).hexdigest()
