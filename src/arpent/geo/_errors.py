"""What is refused about land."""

from arpent.errors import ArpentError


class GeoError(ArpentError):
    """What was given about land cannot be used; ``str(error)`` says what, and where."""
