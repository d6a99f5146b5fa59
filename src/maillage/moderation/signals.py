"""What the moderation asks of the rooms downstream."""

from django.dispatch import Signal

# `keys`: accounts that a moderator reads. What are they about, that their words do not say? A room
# answers {key: (words, address)}; the address may be empty.
about_asked = Signal()
