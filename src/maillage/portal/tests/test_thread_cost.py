"""A thread costs eight queries, whichever end is pulled and however long it is."""

import pytest

from maillage.diagnosis.models import Finding
from maillage.plan.models import Action, Indicator
from maillage.portal.tests.threads import page_of
from maillage.projections.models import Lever, Need
from maillage.synthesis.tests.examples import grown, imported
from maillage.voices.actions import publish_workshop
from maillage.voices.models import Retex

pytestmark = pytest.mark.django_db
KINDS = {
    "retex": Retex,
    "constat": Finding,
    "besoin": Need,
    "levier": Lever,
    "action": Action,
    "indicateur": Indicator,
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_thread_costs_eight_queries_however_long_it_is(
    client, consultation, place, kind, django_assert_max_num_queries
):
    long = imported(consultation, grown(40), territory=place)
    publish_workshop(workshop=long, acting_user=None)
    thing = KINDS[kind].objects.order_by("pk").first()

    with django_assert_max_num_queries(8):
        response = page_of(client, kind, thing)

    assert response.status_code == 200


def test_an_account_that_fed_forty_rows_says_them_all(client, consultation, place):
    long = imported(consultation, grown(40), territory=place)
    publish_workshop(workshop=long, acting_user=None)

    response = page_of(client, "retex", Retex.objects.get())

    assert [len(nodes) for _, nodes in response.context["thread"].columns] == [
        1, 123, 41, 41, 41, 41,
    ]  # fmt: skip
