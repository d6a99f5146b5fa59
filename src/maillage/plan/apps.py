from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "maillage.plan"
    verbose_name = "Plan d’action"
