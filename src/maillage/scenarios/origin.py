"""What the page of an action is told of the scenario that it comes from."""

from django.utils.translation import gettext as _

from maillage.scenarios.queries import scenario_behind


def told_of_an_action(sender, action, user, **kwargs):
    """(words, address), for whoever may read that scenario."""
    scenario = scenario_behind(action, user)
    if scenario is None:
        return None
    return _("le scénario « %(name)s »") % {"name": scenario.name}, scenario.get_absolute_url()
