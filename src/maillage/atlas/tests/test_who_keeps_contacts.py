"""Who writes whom to ask in a territory: whoever leads it, by what the hats answer to territory."""

import pytest
from django.core.exceptions import PermissionDenied

from maillage.accounts.enums import RoleKind
from maillage.accounts.tests.factories import RoleFactory, UserFactory
from maillage.audit.models import Entry
from maillage.territory.actions import keep_contact, load_contacts, remove_contact
from maillage.territory.models import Contact
from maillage.territory.tests.factories import ContactFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune():
    return TerritoryFactory(code="44001", name="Bruneval")


def test_who_leads_the_territory_writes_and_removes(commune):
    lead = RoleFactory(kind=RoleKind.TERRITORY_LEAD, territory=commune).user
    contact = Contact(territory=commune, function="F", organisation="O", email="f@o.fr")

    keep_contact(contact=contact, acting_user=lead)
    assert commune.contacts.count() == 1

    remove_contact(contact=contact, acting_user=lead)
    assert commune.contacts.count() == 0
    events = list(Entry.objects.values_list("event", flat=True))
    assert events == ["territory.contact.kept", "territory.contact.removed"]


def test_others_do_not(commune):
    elsewhere = RoleFactory(kind=RoleKind.TERRITORY_LEAD, territory=TerritoryFactory()).user
    facilitator = RoleFactory(kind=RoleKind.FACILITATOR, territory=commune).user
    contact = ContactFactory(territory=commune)

    for user in (elsewhere, facilitator, UserFactory()):
        with pytest.raises(PermissionDenied):
            keep_contact(contact=contact, acting_user=user)
        with pytest.raises(PermissionDenied):
            remove_contact(contact=contact, acting_user=user)
        with pytest.raises(PermissionDenied):
            load_contacts(rows=[], acting_user=user)
