"""Alice facilitates a département, Bob the one beside, Charlie has no hat."""

import pytest

from maillage.accounts.tests.factories import UserFactory
from maillage.synthesis.tests.examples import THEME
from maillage.territory.tests.factories import TerritoryFactory
from maillage.voices.tests.factories import ConsultationFactory, ThemeFactory


@pytest.fixture
def consultation(db):
    consultation = ConsultationFactory(open=True)
    ThemeFactory(consultation=consultation, number=1, title=THEME)
    ThemeFactory(consultation=consultation, number=2, title="Former tout au long de la vie")
    return consultation


@pytest.fixture
def place(consultation):
    """Where Alice facilitates; the commune of the example lies in it."""
    place = TerritoryFactory(parent=consultation.territory, name="Sablières", department=True)
    TerritoryFactory(parent=place, name="Bourg-la-Digue")
    return place


@pytest.fixture
def elsewhere(consultation):
    return TerritoryFactory(parent=consultation.territory, name="Hautes-Landes", department=True)


@pytest.fixture
def alice(place):
    return UserFactory(name="Alice", facilitator_of=place)


@pytest.fixture
def bob(elsewhere):
    return UserFactory(name="Bob", facilitator_of=elsewhere)


@pytest.fixture
def charlie(db):
    return UserFactory(name="Charlie")
