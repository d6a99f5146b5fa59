"""What the ways in announce to the rooms downstream, inside the transaction that receives."""

from django.dispatch import Signal

# `retex`: what was just received. `about`: the reference that the room which led to the form gave,
# and that it alone can read.
spoken_about = Signal()
