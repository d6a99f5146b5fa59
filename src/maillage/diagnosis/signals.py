"""What the diagnosis announces to the rooms downstream, inside the transaction that does it."""

from django.dispatch import Signal

# `workshop`: what its sheet says of irritants and strengths, or on whose words, has changed.
diagnosis_written = Signal()
