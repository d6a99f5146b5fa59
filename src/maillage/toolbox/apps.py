from django.apps import AppConfig
from django.core import checks

from maillage.toolbox.checks import sqlite_is_sound


class ToolboxConfig(AppConfig):
    name = "maillage.toolbox"
    verbose_name = "Boîte à outils"

    def ready(self) -> None:
        checks.register(sqlite_is_sound)
