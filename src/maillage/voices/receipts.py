"""Receipts: a short code that proves a contribution, and lets its author follow it.

Derived from the key that the page drew, so that a retry is given the same one; kept as a digest
alone, so that whoever reads the database cannot speak for anyone.
"""

import hashlib
import re

from django.utils.crypto import salted_hmac

# Crockford's: no I, L, O or U to be misread on paper or misheard on the telephone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("OIL", "011")
LENGTH = 16  # 80 bits: nobody finds one by trying
GROUP = 4


def receipt_of(client_key):
    """ "7K4P-9XQ2-M0VB-3HTE": always the same one for the same key, on every server."""
    drawn = salted_hmac("maillage.voices.receipt", client_key.hex, algorithm="sha256").digest()
    number = int.from_bytes(drawn, "big")
    code = "".join(ALPHABET[number >> (5 * at) & 31] for at in range(LENGTH))
    return written(code)


def written(code):
    return "-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def read_receipt(typed):
    """The code as we write it, however it was typed; None when it is none of ours."""
    code = re.sub(r"[\s\-–—_.]", "", typed[:100]).upper().translate(MISREAD)
    is_one = len(code) == LENGTH and all(sign in ALPHABET for sign in code)
    return written(code) if is_one else None


def digest_of(receipt):
    return hashlib.sha256(f"maillage.receipt:{receipt}".encode()).hexdigest()
