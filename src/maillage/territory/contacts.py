"""Whom to ask about digital education in a place: professional ways to reach a function.

A private address would make a directory of people: it is refused, with the reason.
"""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

# Of whoever offers mailboxes to anybody: what stands before the last dots, or whole.
PERSONAL = {
    *("gmail", "googlemail", "hotmail", "outlook", "live", "msn", "yahoo", "ymail", "aol", "gmx"),
    *("icloud", "mac", "protonmail", "proton", "pm", "tutanota", "mailo", "netcourrier", "lilo"),
    *("orange", "wanadoo", "free", "sfr", "neuf", "bbox", "numericable", "noos", "laposte"),
    *("club-internet", "cegetel", "alice", "aliceadsl", "voila", "caramail", "dbmail"),
}
PHONE = re.compile(r"\+?[\d .()-]{6,25}")


def fault_of(told):
    """Why {"email", "phone"} cannot be published; "" where it can."""
    email, phone = told.get("email", ""), told.get("phone", "")
    if not email and not phone:
        return _("Il faut un courriel ou un téléphone.")
    if email:
        try:
            validate_email(email)
        except ValidationError:
            return _("« %(email)s » n’est pas une adresse électronique.") % {"email": email}
        if _is_personal(email):
            return _(
                "« %(email)s » paraît personnelle : donnez une adresse professionnelle, de "
                "préférence celle de la fonction ou du service."
            ) % {"email": email}
    if phone and not PHONE.fullmatch(phone):
        return _("« %(phone)s » n’est pas un numéro de téléphone.") % {"phone": phone}
    return ""


def _is_personal(email):
    domain = email.rpartition("@")[2].lower()
    parts = domain.split(".")
    return (
        domain in PERSONAL
        or (len(parts) == 2 and parts[0] in PERSONAL)
        or (len(parts) == 3 and parts[0] in PERSONAL and parts[1] in {"co", "com"})
    )
