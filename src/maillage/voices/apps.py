from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "maillage.voices"
    verbose_name = "Retours"
