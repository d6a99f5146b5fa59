from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """What the rules forbid now, worded for the reader; the middleware makes a page of it."""

    status = 409
    title = _("Ce n’est pas possible maintenant")

    def __init__(self, message: str = "", *, title: str = "") -> None:
        super().__init__(message)
        if title:
            self.title = title
