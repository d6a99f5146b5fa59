"""What the voices announce to the rooms downstream, inside the transaction that does it."""

from django.dispatch import Signal

# `retex`: the account that anyone may read from now on, or no longer (hidden, withdrawn). Counts
# and texts that rest on it follow.
retex_changed = Signal()
