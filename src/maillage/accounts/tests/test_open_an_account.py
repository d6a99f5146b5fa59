import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from maillage.accounts.actions import create_user
from maillage.accounts.errors import AddressTaken
from maillage.accounts.models import User
from maillage.accounts.tests.factories import UserFactory
from maillage.audit.models import Entry
from maillage.territory.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


def create(email="Camille@Exemple.FR", acting_user=None, **more):
    return create_user(email=email, name="Camille Rivière", acting_user=acting_user, **more)


def test_an_account_is_opened_and_the_record_names_nobody():
    user = create(password="une-phrase-assez-longue")

    assert user.email == "camille@exemple.fr"
    assert user.check_password("une-phrase-assez-longue")
    entry = Entry.objects.get()
    assert (entry.event, entry.target_id) == ("accounts.user.created", str(user.pk))
    assert entry.data == {}


def test_an_account_without_a_password_opens_by_none():
    user = create()

    assert not user.has_usable_password()
    assert not user.check_password("")


def test_an_address_makes_one_account_whatever_its_case():
    create()

    with pytest.raises(AddressTaken):
        create("CAMILLE@exemple.fr ")


def test_the_database_itself_refuses_an_address_in_capitals_or_twice():
    create()

    for address in ("Camille@exemple.fr", "camille@exemple.fr"):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.bulk_create([User(email=address, name="Autre")])


def test_what_is_no_address_and_a_weak_password_are_refused():
    with pytest.raises(ValidationError):
        create("pas une adresse")
    for weak in ("court", "camille@exemple.fr"):
        with pytest.raises(ValidationError):
            create(password=weak)

    assert not User.objects.exists()


@pytest.mark.parametrize("who", [AnonymousUser, UserFactory])
def test_somebody_who_administers_nothing_opens_no_account(who):
    with pytest.raises(PermissionDenied):
        create(acting_user=who())


@pytest.mark.parametrize("superuser", [True, False])
def test_an_administrator_opens_accounts(superuser):
    acting = (
        UserFactory(superuser=True)
        if superuser
        else UserFactory(administrator_of=TerritoryFactory(academy=True))
    )

    assert create(acting_user=acting).pk


def test_the_first_account_comes_from_the_command_line(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "une-phrase-assez-longue")

    call_command("createsuperuser", "--noinput", email="Chef@Exemple.fr", name="Chef", verbosity=0)

    user = User.objects.get()
    assert (user.email, user.is_superuser) == ("chef@exemple.fr", True)
