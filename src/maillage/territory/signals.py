"""What this room announces to those downstream."""

from django.dispatch import Signal

# `estimate`: the one that is now in force; `acting_user`. Sent within its transaction.
estimate_made = Signal()
# The same, where it was asked for again and nothing changed: what a kill left undone is done then.
estimate_found = Signal()
