"""A command stops: one plain line on the error output, and the exit code of a wrong request."""

from django.core.management.base import CommandError


def stop_of(command):
    """The error of `maillage <command>`. Django begins the line with the name of its class."""

    class Stop(CommandError):
        def __init__(self, reason):
            super().__init__(reason, returncode=2)

    Stop.__name__ = f"maillage {command} "
    return Stop
