from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from maillage.toolbox.checks import sqlite_is_sound


class ToolboxConfig(AppConfig):
    name = "maillage.toolbox"
    verbose_name = _("Boîte à outils")

    def ready(self) -> None:
        checks.register(sqlite_is_sound)
