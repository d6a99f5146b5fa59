"""What the tick does here."""

from maillage.voices import actions


def purge_contacts():
    return actions.purge_contacts(acting_user=None)
