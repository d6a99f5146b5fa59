from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "maillage.moderation"
    verbose_name = "Modération"

    def ready(self):
        from maillage.moderation.actions import forget_withdrawn
        from maillage.voices.signals import retex_changed

        def follow(sender, retex, **kwargs):
            forget_withdrawn(retex=retex, acting_user=None)

        retex_changed.connect(follow, weak=False, dispatch_uid="moderation.forget_withdrawn")
