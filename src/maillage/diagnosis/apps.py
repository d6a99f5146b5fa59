from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiagnosisConfig(AppConfig):
    name = "maillage.diagnosis"
    verbose_name = _("Diagnostic")

    def ready(self):
        from maillage.diagnosis.actions import follow_retex
        from maillage.voices.signals import retex_changed

        def follow(sender, retex, **kwargs):
            follow_retex(retex=retex, acting_user=None)

        retex_changed.connect(follow, weak=False, dispatch_uid="diagnosis.follow_retex")
