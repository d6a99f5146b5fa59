from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SortingConfig(AppConfig):
    name = "maillage.sorting"
    verbose_name = _("Tri des propos")

    def ready(self):
        from maillage.accounts.signals import desk_asked
        from maillage.diagnosis.signals import diagnosis_written
        from maillage.sorting.account import told_on_the_desk
        from maillage.sorting.actions import follow_diagnosis, follow_retex, forget_readings
        from maillage.voices.signals import retex_changed

        def voice(sender, retex, **kwargs):
            follow_retex(retex=retex, acting_user=None)
            forget_readings(retex=retex, acting_user=None)

        def sheet(sender, workshop, **kwargs):
            follow_diagnosis(workshop=workshop, acting_user=None)

        desk_asked.connect(told_on_the_desk, dispatch_uid="sorting.desk")
        retex_changed.connect(voice, weak=False, dispatch_uid="sorting.follow_retex")
        diagnosis_written.connect(sheet, weak=False, dispatch_uid="sorting.follow_diagnosis")
