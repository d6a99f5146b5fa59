"""Addresses that are secrets are not written in the technical journal."""

import logging
import re

# What follows these in an address proves who one is: a receipt, a link sent by e-mail.
SECRET = re.compile(
    r"""(/ma-parole/|/temoigner/recu/|/compte/invitation/|/compte/mot-de-passe/)[^\s"'<>?]+"""
)


class SecretAddresses(logging.Filter):
    """On the handler, so that it sees what every logger says: Django names the address of each page
    that it refuses, and the server that of each page that fails."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        redacted = SECRET.sub(r"\1…", said)
        if redacted != said:
            record.msg, record.args = redacted, ()
        return True
