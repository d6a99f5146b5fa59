"""Ada administers the académie, Léo leads one of its départements; Ondine is far away."""

import pytest

from maillage.accounts.tests.factories import UserFactory
from maillage.territory.tests.factories import TerritoryFactory


@pytest.fixture
def academy(db):
    return TerritoryFactory(academy=True, name="Académie de Brume", code="A1")


@pytest.fixture
def department(academy):
    return TerritoryFactory(department=True, parent=academy, name="Sablières", code="D1")


@pytest.fixture
def elsewhere(db):
    return TerritoryFactory(academy=True, name="Académie du Large", code="A2")


@pytest.fixture
def ada(academy):
    return UserFactory(name="Ada Morvan", administrator_of=academy)


@pytest.fixture
def leo(department):
    return UserFactory(name="Léo Kerdoncuff", territory_lead_of=department)


@pytest.fixture
def ondine(elsewhere):
    return UserFactory(name="Ondine Larrouy", administrator_of=elsewhere)


@pytest.fixture
def as_ada(client, ada):
    client.force_login(ada)
    return client
