import pytest
from django.core.exceptions import PermissionDenied

from maillage.accounts.actions import note_demo_sign_in
from maillage.accounts.tests.factories import UserFactory
from maillage.audit.models import Entry
from maillage.territory.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db

DOOR, SIGN_IN = "/compte/demonstration/", "/compte/connexion/"


def signed_in(client):
    return "_auth_user_id" in client.session


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def test_one_click_opens_a_demo_account_and_the_record_says_so(client, demo):
    user = UserFactory(demo=True)

    response = client.post(DOOR, {"account": user.pk})

    assert response["Location"] == "/"
    assert client.session["_auth_user_id"] == str(user.pk)
    assert Entry.objects.get().event == "accounts.demo.signed_in"


def test_the_sign_in_page_shows_who_one_may_become(client, demo):
    UserFactory(demo=True, name="Inès Calvet", facilitator_of=TerritoryFactory(name="Brumeval"))
    UserFactory(name="Vraie Personne")

    page = client.get(SIGN_IN).content.decode()

    assert "Inès Calvet" in page
    assert "Animateur ou animatrice, Brumeval" in page
    assert "Vraie Personne" not in page


def test_the_page_costs_the_same_number_of_queries_however_many_demo_accounts(
    client, demo, django_assert_num_queries
):
    for _ in range(2):
        for _ in range(3):
            UserFactory(demo=True, facilitator_of=TerritoryFactory())
        with django_assert_num_queries(2):
            client.get(SIGN_IN)


@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_outside_the_demonstration_the_door_does_not_exist(client, settings, method):
    settings.DEMO = False
    user = UserFactory(demo=True)

    response = getattr(client, method)(DOOR, {"account": user.pk})

    assert response.status_code == 404
    assert not signed_in(client)
    assert user.name not in client.get(SIGN_IN).content.decode()


def test_a_real_account_never_opens_by_one_click(client, demo):
    for user in (UserFactory(), UserFactory(superuser=True), UserFactory(demo=True, closed=True)):
        assert client.post(DOOR, {"account": user.pk}).status_code == 404
        assert not signed_in(client)


@pytest.mark.parametrize("account", ["", "0", "-1", "abc", "1 OR 1=1", "９", "9" * 30])
def test_an_account_that_does_not_exist_is_not_found(client, demo, account):
    UserFactory(demo=True)

    assert client.post(DOOR, {"account": account}).status_code == 404


def test_the_door_needs_a_gesture_and_not_a_link(client, demo):
    user = UserFactory(demo=True)

    assert client.get(DOOR, {"account": user.pk}).status_code == 405
    assert not signed_in(client)


def test_the_action_itself_refuses_a_real_account():
    for user in (UserFactory(), UserFactory(demo=True, closed=True)):
        with pytest.raises(PermissionDenied):
            note_demo_sign_in(user=user, acting_user=user)

    assert not Entry.objects.exists()
