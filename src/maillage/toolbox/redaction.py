"""What the technical journal never says: an address that is a secret, and how to reach somebody."""

import logging
import re

# What follows these in an address proves who one is: a receipt, a link sent by e-mail.
SECRET = re.compile(
    r"""(/ma-parole/|/temoigner/recu/|/compte/invitation/|/compte/mot-de-passe/)[^\s"'<>?]+"""
)
REDACTED = (
    (SECRET, r"\1…"),
    # A receipt, wherever it stands.
    (re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b"), "…"),
    (re.compile(r"[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+"), "…@…"),
    # A telephone number as France writes them.
    (
        re.compile(r"(?<![\w.:+-])(?:(?:\+|00)33[ .-]?|0)[1-9](?:[ .\u00a0\u202f-]?\d\d){4}(?!\w)"),
        "…",
    ),
)


def redacted(text: str) -> str:
    for pattern, instead in REDACTED:
        text = pattern.sub(instead, text)
    return text


class RedactedFormatter(logging.Formatter):
    """The outer edge: whoever speaks, a library included, and the traceback along with the line.

    The reason of an error may repeat what was typed: PostgreSQL names the value it already holds.
    """

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))
