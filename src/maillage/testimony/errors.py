from maillage.toolbox.errors import Refusal


class TooManyAtOnce(Refusal):
    """A consultation receives more than it can read: what was typed is kept on the screen."""

    status = 503
