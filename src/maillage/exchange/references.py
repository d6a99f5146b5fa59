"""What a testimony is called in a file: the same name each time, known again when it comes back.

Its number, sealed with the key of this installation: a file that returns is recognised without a
column to keep, and another installation's names are only names.
"""

import uuid

from django.utils.crypto import constant_time_compare, salted_hmac


def reference_of(pk):
    return uuid.UUID(bytes=_seal(pk) + pk.to_bytes(8, "big"))


def pk_of(reference):
    """The number of ours that it names; None when we did not give it."""
    seal, pk = reference.bytes[:8], int.from_bytes(reference.bytes[8:], "big")
    return pk if constant_time_compare(seal, _seal(pk)) else None


def _seal(pk):
    drawn = salted_hmac("maillage.exchange.reference", str(pk), algorithm="sha256")
    return drawn.digest()[:8]
