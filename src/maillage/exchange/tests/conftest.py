import pytest

from maillage.exchange.actions import import_batch, keep_batch
from maillage.territory.tests.factories import TerritoryFactory
from maillage.voices.enums import Moderation
from maillage.voices.tests.factories import ConsultationFactory, ThemeFactory


@pytest.fixture
def consultation(db):
    consultation = ConsultationFactory(open=True, moderation=Moderation.AFTER)
    ThemeFactory(consultation=consultation, number=1, title="Un égal accès")
    TerritoryFactory(code="91001", name="Lanterres", parent=consultation.territory)
    return consultation


@pytest.fixture
def held(consultation, settings, tmp_path):
    """A file as it is held until its reader says yes."""
    settings.MEDIA_ROOT = tmp_path

    def hold(content, name="voix.csv"):
        data = content.encode() if isinstance(content, str) else content
        return keep_batch(consultation=consultation, name=name, pieces=[data], acting_user=None)

    return hold


@pytest.fixture
def brought_in():
    def bring(batch, *, publish=False):
        return import_batch(batch=batch, publish=publish, acting_user=None)

    return bring
