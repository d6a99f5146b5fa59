"""What the accounts ask of the rooms downstream."""

from django.dispatch import Signal

# `user` opens their own page: what waits for them there? A room answers (words, address) or None.
desk_asked = Signal()
