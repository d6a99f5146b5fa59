from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "maillage.portal"
    verbose_name = _("Accueil")

    def ready(self):
        from maillage.portal.middleware import forget_kept_pages
        from maillage.voices.signals import retex_changed

        retex_changed.connect(forget_kept_pages, dispatch_uid="portal.forget_kept_pages")
