"""What the tick does here."""

from maillage.moderation import actions


def forget_old_reports():
    return actions.forget_old_reports(acting_user=None)
