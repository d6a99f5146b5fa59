"""Who gathers what was said: those who edit in the whole territory of the consultation."""

from maillage.voices.access import can_edit_in


def can_sort(user, theme):
    return can_edit_in(user, theme.consultation.territory)
