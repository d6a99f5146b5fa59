from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "maillage.moderation"
    verbose_name = _("Modération")

    def ready(self):
        from maillage.accounts.signals import desk_asked
        from maillage.moderation.actions import forget_withdrawn
        from maillage.moderation.desk import told_on_the_desk
        from maillage.voices.signals import retex_changed

        def follow(sender, retex, **kwargs):
            forget_withdrawn(retex=retex, acting_user=None)

        desk_asked.connect(told_on_the_desk, dispatch_uid="moderation.desk")
        retex_changed.connect(follow, weak=False, dispatch_uid="moderation.forget_withdrawn")
