"""What the tick does here."""

from maillage.portal import actions


def send_notices():
    return actions.send_notices(acting_user=None)
