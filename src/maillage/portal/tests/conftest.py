"""The people and places of the synthesis, and one published workshop whose sheet they all read."""

import pytest

from maillage.synthesis.tests.conftest import (  # noqa: F401
    alice,
    bob,
    charlie,
    consultation,
    elsewhere,
    place,
)
from maillage.synthesis.tests.examples import imported
from maillage.voices.actions import publish_workshop


@pytest.fixture
def workshop(consultation, place):  # noqa: F811
    return publish_workshop(workshop=imported(consultation, territory=place), acting_user=None)
