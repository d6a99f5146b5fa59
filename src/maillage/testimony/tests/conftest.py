import pytest

from maillage.testimony.tests.phones import Phone
from maillage.voices.enums import Moderation
from maillage.voices.tests.factories import ConsultationFactory, ThemeFactory


@pytest.fixture
def consultation(db):
    consultation = ConsultationFactory(open=True, moderation=Moderation.AFTER)
    for number in (1, 2):
        ThemeFactory(consultation=consultation, number=number)
    return consultation


@pytest.fixture
def phone(client):
    return Phone(client)
