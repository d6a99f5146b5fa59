from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """What the rules forbid now, worded for the reader; the middleware makes a page of it."""

    status = 409
    title = _("Ce n’est pas possible maintenant")

    def __init__(self, message: str = "", *, title: str = "") -> None:
        super().__init__(message)
        if title:
            self.title = title


class Stale(Refusal):
    """Someone else changed the same thing in the meantime: show both, and let the reader decide.

    `version` is the current one: saving again with it is an informed choice.
    """

    def __init__(self, message: str, *, version: int) -> None:
        super().__init__(message)
        self.version = version
