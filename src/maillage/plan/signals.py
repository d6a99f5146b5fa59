"""What the plan asks of the rooms downstream."""

from django.dispatch import Signal

# `action`, `user`: where does it come from? A room answers (words, address), or None.
origin_asked = Signal()
