"""Forms on paper that know their receipt before anyone has typed them.

A numbered form carries a serial, and a slip to tear off with the receipt that its author keeps.
Both come from the key under which it will be received: typed twice, by two people, it is written
once.
"""

import secrets
from typing import NamedTuple
from uuid import UUID

from django.utils.crypto import salted_hmac

from maillage.voices.receipts import ALPHABET, MISREAD, receipt_of

LENGTH = 8  # 40 bits: two forms of a consultation never bear the same one


class Copy(NamedTuple):
    serial: str = ""
    receipt: str = ""


def numbered_copies(consultation, count):
    """New forms, each with a serial of its own. Nothing is stored: the serial says it all."""
    drawn = ["".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(count)]
    return [Copy(written(code), receipt_of(key_of(consultation, code))) for code in drawn]


def read_serial(typed):
    """The serial as it was printed, however it was typed; None when it is none of ours."""
    code = "".join(sign for sign in typed[:40].upper() if sign.isalnum()).translate(MISREAD)
    is_one = len(code) == LENGTH and all(sign in ALPHABET for sign in code)
    return written(code) if is_one else None


def key_of(consultation, serial):
    """The key under which this form is received, whoever types it."""
    told = f"{consultation.pk}:{serial.replace('-', '')}"
    drawn = salted_hmac("maillage.testimony.paper", told, algorithm="sha256").digest()
    return UUID(bytes=drawn[:16], version=4)


def written(code):
    return f"{code[:4]}-{code[4:]}"
