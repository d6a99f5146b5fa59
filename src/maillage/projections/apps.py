from django.apps import AppConfig


class ProjectionsConfig(AppConfig):
    name = "maillage.projections"
    verbose_name = "Projections"
