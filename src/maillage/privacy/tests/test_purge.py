"""What has been kept long enough goes, as the register says; asked twice, it is the same."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

from maillage.audit.models import Entry
from maillage.exchange.models import Batch
from maillage.privacy.actions import leave_lease, purge, take_lease
from maillage.privacy.models import PurgeReport
from maillage.testimony.models import ClassCode, Tally
from maillage.voices.enums import ConsultationStatus, RetexState
from maillage.voices.models import Contribution, FormerRetex, Retex
from maillage.voices.tests.factories import VoiceFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)


def years(count):
    return NOW + dt.timedelta(days=366 * count)


@pytest.fixture
def kept():
    """One of each, written today."""
    voice = VoiceFactory(told_at=NOW)
    consultation = voice.consultation
    Contribution.objects.create(
        retex=voice, client_key="0" * 32, body_digest="a", receipt_digest="b"
    )
    FormerRetex.objects.create(retex=voice, text="avant")
    FormerRetex.objects.update(replaced_at=NOW)
    Tally.objects.create(key="k", day=NOW.date())
    ClassCode.objects.create(
        code="ABCD",
        consultation=consultation,
        territory=consultation.territory,
        label="6e B",
        expires_on=NOW.date(),
    )
    Batch.objects.create(
        token="t", consultation=consultation, file_name="a.csv", digest="d", created_at=NOW
    )
    return voice


def test_nothing_goes_before_its_time(kept):
    assert purge(acting_user=None, now=NOW).counts == {}
    assert not Entry.objects.filter(event="privacy.purge.done").exists()


def test_after_thirteen_months_what_the_register_says_is_gone_and_twice_is_the_same(kept):
    later = NOW + dt.timedelta(days=400)
    counts = purge(acting_user=None, now=later).counts

    assert counts == {
        "mots remplacés": 1,
        "compteurs d’envois": 1,
        "codes de classe": 1,
        "fichiers sans suite": 1,
    }
    assert purge(acting_user=None, now=later).counts == {}
    assert Contribution.objects.exists()
    assert Retex.objects.get().text


def test_after_three_years_what_was_published_stays_and_nothing_ties_it_to_its_author(kept):
    purge(acting_user=None, now=years(4))
    assert Contribution.objects.exists(), "not while people may still follow what they said"

    kept.consultation.status = ConsultationStatus.CLOSED
    kept.consultation.save()
    purge(acting_user=None, now=years(4))
    assert not Contribution.objects.exists()
    assert Retex.objects.get().is_shown


def test_what_was_refused_loses_its_words_after_a_year(kept):
    refused = VoiceFactory(state=RetexState.REFUSED, text="Un nom propre", told_at=NOW)
    purge(acting_user=None, now=NOW + dt.timedelta(days=300))
    refused.refresh_from_db()
    assert refused.text == "Un nom propre"

    purge(acting_user=None, now=years(1))
    refused.refresh_from_db()
    assert (refused.text, refused.state) == ("", RetexState.WITHDRAWN)


def test_one_server_at_a_time_and_another_when_it_dies():
    now = timezone.now()
    assert take_lease(name="x", acting_user=None, now=now)
    assert not take_lease(name="x", acting_user=None, now=now)
    assert take_lease(name="x", acting_user=None, now=now + dt.timedelta(hours=1))
    leave_lease(name="x", acting_user=None)
    assert take_lease(name="x", acting_user=None)


def test_the_command_tells_what_went_and_a_trial_removes_nothing(kept, capsys):
    ClassCode.objects.update(expires_on=dt.date(2020, 1, 1))
    call_command("tick", "--dry-run")
    assert "codes de classe : 1" in capsys.readouterr().out
    assert ClassCode.objects.exists()
    assert not PurgeReport.objects.exists()

    call_command("tick")
    assert not ClassCode.objects.exists()
    assert PurgeReport.objects.get().counts["codes de classe"] == 1
    capsys.readouterr()
    take_lease(name="tick", acting_user=None)
    call_command("tick")
    assert "Un autre serveur" in capsys.readouterr().out
