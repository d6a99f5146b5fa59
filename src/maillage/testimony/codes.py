"""A class code as it is written on a board: "K7PM-3XQ9"."""

import secrets

from maillage.voices.receipts import ALPHABET, GROUP, MISREAD

LENGTH = 8  # 40 bits: it opens nothing but the form, and is not found by trying


def new_class_code():
    return _written("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def read_class_code(typed):
    """The code as we write it, however it was typed; None when it is none of ours."""
    code = "".join(sign for sign in typed[:40].upper() if sign.isalnum()).translate(MISREAD)
    is_one = len(code) == LENGTH and all(sign in ALPHABET for sign in code)
    return _written(code) if is_one else None


def _written(code):
    return f"{code[:GROUP]}-{code[GROUP:]}"
