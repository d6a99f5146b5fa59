from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScenariosConfig(AppConfig):
    name = "maillage.scenarios"
    verbose_name = _("Scénarios de points d’accès")

    def ready(self):
        from maillage.plan.signals import origin_asked
        from maillage.scenarios.actions import measure_again
        from maillage.scenarios.origin import told_of_an_action
        from maillage.territory.signals import estimate_made

        def follow(sender, estimate, **kwargs):
            measure_again(estimate=estimate, acting_user=None)

        estimate_made.connect(follow, weak=False, dispatch_uid="scenarios.measure_again")
        origin_asked.connect(told_of_an_action, dispatch_uid="scenarios.origin")
