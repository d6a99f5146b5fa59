from django.apps import AppConfig


class ToolboxConfig(AppConfig):
    name = "maillage.toolbox"
    verbose_name = "Boîte à outils"
