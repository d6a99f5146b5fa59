"""One mail, sent or not: a mail server that is away stops no page."""

import logging
from smtplib import SMTPException

from django.core.mail import EmailMessage, get_connection

logger = logging.getLogger(__name__)


def sends(mail: EmailMessage, *, what: object) -> bool:
    """Did it leave? `what` names it in the journal, where addresses have no place."""
    try:
        mail.connection = get_connection()
        mail.send()
    except (SMTPException, OSError) as reason:
        # Its kind alone: some reasons repeat the address.
        logger.warning("mail %s not sent: %s", what, type(reason).__name__)
        return False
    return True
