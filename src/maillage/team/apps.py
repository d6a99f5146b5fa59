from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeamConfig(AppConfig):
    name = "maillage.team"
    verbose_name = _("Équipe")

    def ready(self):
        from maillage.accounts.signals import desk_asked
        from maillage.team.desk import told_on_the_desk

        desk_asked.connect(told_on_the_desk, dispatch_uid="team.desk")
