from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "maillage.followup"
    verbose_name = "Suivi"
