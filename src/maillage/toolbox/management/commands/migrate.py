from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connections

from maillage.toolbox.operations import mend_search
from maillage.toolbox.router import labels_on


class Command(migrate.Command):
    """Django's command, on every database unless one is named, and with the table of the cache."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database=None)

    @staticmethod
    def aliases(options: dict[str, Any]) -> list[str]:
        return [options["database"]] if options["database"] else list(settings.DATABASES)

    def get_check_kwargs(self, options: dict[str, Any]) -> dict[str, Any]:
        return {
            **super().get_check_kwargs({**options, "database": ""}),
            "databases": self.aliases(options),
        }

    def handle(self, *args: Any, **options: Any) -> None:
        aliases = self.aliases(options)
        del options["database"]
        only_looking = options["plan"] or options["check_unapplied"] or options["app_label"]
        for alias in aliases:
            self.unhurried(alias)
            for label in self.labels(alias, options):
                super().handle(*args, database=alias, **{**options, "app_label": label})
            mend_search(connections[alias])
            if not only_looking and settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
                call_command("createcachetable", database=alias, verbosity=0)

    @staticmethod
    def labels(alias: str, options: dict[str, Any]) -> list[str | None]:
        """The application asked for, else those that this database needs; None stands for all."""
        needed = labels_on(alias)
        if options["app_label"] or needed is None:
            return [options["app_label"]]
        return [label for label in sorted(needed) if apps.is_installed(f"django.contrib.{label}")]

    @staticmethod
    def unhurried(alias: str) -> None:
        """A page is cut short after 15 s; an index on a million rows is not. Locks still are."""
        if connections[alias].vendor == "postgresql":
            with connections[alias].cursor() as cursor:
                cursor.execute("SET statement_timeout = 0")
