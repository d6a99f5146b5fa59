from django.apps import AppConfig


class SynthesisConfig(AppConfig):
    name = "maillage.synthesis"
    verbose_name = "Synthèse"
