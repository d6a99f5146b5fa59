"""Mona moderates one département, Nils the one beside; people speak in both."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser

from maillage.accounts.tests.factories import UserFactory
from maillage.territory.tests.factories import TerritoryFactory
from maillage.voices.actions import Said, receive_retex
from maillage.voices.enums import Moderation, Profile
from maillage.voices.tests.factories import ConsultationFactory

AUTHOR = AnonymousUser()


@pytest.fixture
def consultation(db):
    return ConsultationFactory(open=True, moderation=Moderation.BEFORE)


@pytest.fixture
def read_after(consultation):
    consultation.moderation = Moderation.AFTER
    consultation.save()
    return consultation


@pytest.fixture
def place(consultation):
    return TerritoryFactory(parent=consultation.territory, name="Sablières", department=True)


@pytest.fixture
def elsewhere(consultation):
    return TerritoryFactory(parent=consultation.territory, name="Hautes-Landes", department=True)


@pytest.fixture
def mona(place):
    return UserFactory(name="Mona", moderator_of=place)


@pytest.fixture
def nils(elsewhere):
    return UserFactory(name="Nils", moderator_of=elsewhere)


@pytest.fixture
def say(consultation, place):
    def send(title="Le forfait", *, at=None, flags=(), nowhere=False, **said):
        where = None if nowhere else (at or place).pk
        told = {"profile": Profile.PARENT, "irritants": ("On ne capte rien",), **said}
        return receive_retex(
            consultation=consultation,
            said=Said(title=title, territory_id=where, **told),
            client_key=uuid.uuid4(),
            acting_user=AUTHOR,
            flags=flags,
        ).retex

    return send
