"""A shared finding as everyone reads it, once its desk is published."""

import pytest

from maillage.diagnosis.tests.factories import EvidenceFactory, FindingFactory
from maillage.sorting import actions
from maillage.sorting.models import SharedFinding
from maillage.sorting.tests.factories import CardFactory, DeskFactory
from maillage.sorting.tests.gestures import act
from maillage.voices.tests.factories import WorkshopFactory
from maillage.voices.tests.pages import page_weight

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return DeskFactory()


def opened(desk, count, published=True):
    cards = CardFactory.create_batch(count, desk=desk)
    act(actions.open_finding, desk=desk, cards=cards, text="Coupés du réseau")
    if published:
        actions.publish_desk(desk=desk, acting_user=None)
    return SharedFinding.objects.get()


def test_it_is_there_for_everyone_once_the_desk_is_published(client, desk):
    finding = opened(desk, 2, published=False)
    assert client.get(finding.get_absolute_url()).status_code == 404

    actions.publish_desk(desk=desk, acting_user=None)
    page = client.get(finding.get_absolute_url())

    text = page.content.decode()
    assert "Coupés du réseau" in text
    assert "<b>2</b> voix" in text
    assert text.count("« On ne capte rien") == 2
    assert page_weight(page) < 20_000


def test_what_a_table_not_published_said_is_not_shown(client, desk):
    workshop = WorkshopFactory(theme=desk.theme)
    told = EvidenceFactory(finding=FindingFactory(row__workshop=workshop), point__text="Secret")
    actions.lay_cards(theme=desk.theme, acting_user=None)
    act(actions.open_finding, desk=desk, cards=list(desk.cards.all()), text="Coupés")
    actions.publish_desk(desk=desk, acting_user=None)
    address = SharedFinding.objects.get().get_absolute_url()
    assert "Secret" not in client.get(address).content.decode()

    workshop.published_at = told.decided_at
    workshop.save()
    assert "Secret" in client.get(address).content.decode()


def test_a_merged_one_says_into_which(client, desk):
    one = opened(desk, 1)
    act(actions.open_finding, desk=desk, cards=[CardFactory(desk=desk)], text="Sans réseau")
    two = SharedFinding.objects.get(text="Sans réseau")
    act(actions.merge, desk=desk, finding=one, into=two)

    text = client.get(one.get_absolute_url()).content.decode()

    assert "Il est fusionné dans" in text
    assert two.get_absolute_url() in text
