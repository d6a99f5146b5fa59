"""What a testimony is called in a file: the same name each time, known again when it comes back.

Its number, sealed with the key of this installation: a file that returns is recognised without a
column to keep, and another installation's names are only names.
"""

import uuid

from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "maillage.exchange.reference"


def reference_of(pk):
    return uuid.UUID(namer()(pk))


def namer():
    """A function that writes the references of many: the key is drawn from the secret once."""
    keyed = salted_hmac(SALT, "", algorithm="sha256")

    def name(pk):
        seal = keyed.copy()
        seal.update(str(pk).encode())
        drawn = seal.hexdigest()[:16] + pk.to_bytes(8, "big").hex()
        return f"{drawn[:8]}-{drawn[8:12]}-{drawn[12:16]}-{drawn[16:20]}-{drawn[20:]}"

    return name


def pk_of(reference):
    """The number of ours that it names; None when we did not give it."""
    pk = int.from_bytes(reference.bytes[8:], "big")
    return pk if constant_time_compare(str(reference), namer()(pk)) else None
