"""The console script `maillage`."""

import os
import sys


def main(argv: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if argv is None else argv
    if arguments[:1] == ["sheet"] and arguments[1:2] in (["read"], ["write"]):
        # Straight to the library: a sheet is read in the time Django takes to wake.
        from maillage.synthesis.analysis import sheet_command

        return sheet_command(arguments[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings.base")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["maillage", *arguments])
    return 0
