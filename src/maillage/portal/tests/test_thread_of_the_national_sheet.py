"""On the ministry's own sheet: the thread of each action reaches what the links allow."""

import pytest

from maillage.plan.models import Action, LeverLink
from maillage.portal.thread import thread_of
from maillage.projections.models import Irritant, IrritantLink, Need
from maillage.synthesis.tests.national import national_workshop, needs_the_file
from maillage.voices.enums import LinkState

pytestmark = [pytest.mark.django_db, needs_the_file]


@pytest.fixture
def national(consultation):
    return national_workshop(consultation)


def test_each_action_reaches_what_its_links_allow(national, charlie):
    actions = list(Action.objects.filter(workshop=national))
    assert actions
    for action in actions:
        thread = thread_of("action", action, charlie)

        links = LeverLink.objects.exclude(state=LinkState.REFUSED)
        rows = set(links.filter(action_lever__row=action).values_list("lever__row", flat=True))
        needs = Need.objects.filter(row__in=rows).values_list("pk", flat=True)
        irritants = Irritant.objects.filter(row__in=rows)
        findings = IrritantLink.objects.filter(irritant__in=irritants).values_list(
            "finding", flat=True
        )
        assert set(thread.nodes["besoin"]) == {f"besoin-{pk}" for pk in needs}
        assert {f"constat-{pk}" for pk in findings} <= set(thread.nodes["constat"])
        assert len(thread.nodes["indicateur"]) == action.indicators.count()


def test_the_access_point_goes_back_to_the_white_zones_and_to_its_account(national, charlie):
    action = Action.objects.get(workshop=national, position=0)

    thread = thread_of("action", action, charlie)

    labels = {kind: [node.label for node in nodes.values()] for kind, nodes in thread.nodes.items()}
    assert "Zones blanches" in labels["constat"]
    assert labels["besoin"] == ["Se connecter avec son ordinateur ou son téléphone"]
    assert any(label.startswith("RETEX 1 : ") for label in labels["retex"])
    assert "nombre d'élèves pouvant se connecter" in labels["indicateur"]
