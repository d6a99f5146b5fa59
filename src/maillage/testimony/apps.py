from django.apps import AppConfig


class TestimonyConfig(AppConfig):
    name = "maillage.testimony"
    verbose_name = "Témoigner"
