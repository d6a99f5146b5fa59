"""When a form was drawn, said by us: a person takes a few seconds to read it, a robot does not.

A seal is worth for one key only, hence for one testimony. Whoever comes without a good one is asked
to confirm once more, with another: nothing is ever refused for it.
"""

import datetime as dt
from typing import NamedTuple

from django.core import signing

SHORTEST = dt.timedelta(seconds=2)
LONGEST = dt.timedelta(days=2)
# Between the clocks of two servers.
SKEW = dt.timedelta(seconds=120)

PROOF_LASTS = dt.timedelta(days=7)

_signer = signing.TimestampSigner(salt="maillage.testimony.seal")
_shown = signing.Signer(salt="maillage.testimony.shown")
_about = signing.Signer(salt="maillage.testimony.about")
_proofs = signing.TimestampSigner(salt="maillage.testimony.received")


def sealed(key):
    return _signer.sign(key.hex).partition(":")[2]


def is_paced(key, seal):
    """Was the form for this key drawn long enough ago, and not too long?"""
    try:
        when = _signer.unsign(f"{key.hex}:{seal}", max_age=LONGEST) and _drawn_at(seal)
    except signing.BadSignature:
        return False
    age = dt.datetime.now(dt.UTC) - when
    return age >= SHORTEST or -SKEW <= age < dt.timedelta(0)


def _drawn_at(seal):
    stamp = signing.b62_decode(seal.partition(":")[0])
    return dt.datetime.fromtimestamp(stamp, dt.UTC)


def flags_shown(digest, flags):
    """Said by the page that one confirms: these words were looked at, and this was found there."""
    return _shown.sign(f"{digest}:{' '.join(flags)}").partition(":")[2]


def shown_flags(digest, shown):
    """What was found in these very words, or None when no page of ours says so."""
    try:
        return _shown.unsign(f"{digest}:{shown}").partition(":")[2].split()
    except signing.BadSignature:
        return None


class About(NamedTuple):
    """What a page of ours led somebody to speak of. `reference` means something to that page."""

    reference: str
    # As whoever speaks reads it.
    label: str
    place: str = ""
    place_key: str = ""
    theme: str = ""


def sealed_about(about):
    return _about.sign_object(list(about), compress=True)


def read_about(sealed):
    """None when no page of ours wrote it."""
    try:
        return About(*_about.unsign_object(sealed)) if sealed else None
    except (signing.BadSignature, TypeError, ValueError):
        return None


def proof_of(key):
    """What the address of a receipt carries instead of the receipt: a pass that expires."""
    return _proofs.sign(key.hex)


def key_proved_by(proof):
    """The hexadecimal key, or None when the pass is not ours or has expired."""
    try:
        return _proofs.unsign(proof, max_age=PROOF_LASTS)
    except signing.BadSignature:
        return None
