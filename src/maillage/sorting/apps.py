from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SortingConfig(AppConfig):
    name = "maillage.sorting"
    verbose_name = _("Tri des propos")
