"""What has been kept long enough goes, as the register says; asked twice, it is the same."""

import datetime as dt
import uuid

import pytest
from django.core.management import call_command
from django.utils import timezone

from maillage.audit.models import Entry
from maillage.exchange.models import Batch, ImportedRetex
from maillage.moderation.models import Report
from maillage.privacy.actions import leave_lease, purge, take_lease
from maillage.privacy.models import PurgeReport
from maillage.testimony.models import ClassCode, Tally
from maillage.voices.actions import Said, receive_many
from maillage.voices.enums import ConsultationStatus, Profile, RetexState, Source
from maillage.voices.models import Contribution, FormerRetex, Retex
from maillage.voices.tests.factories import VoiceFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)


def years(count):
    return NOW + dt.timedelta(days=366 * count)


@pytest.fixture
def forgotten_file(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    path = tmp_path / "imports" / "t"
    path.parent.mkdir()
    path.write_text("recit")
    return path


@pytest.fixture
def kept(forgotten_file):
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
        token="t",
        consultation=consultation,
        file_name="a.csv",
        stored="imports/t",
        digest="d",
        created_at=NOW,
    )
    return voice


def test_nothing_goes_before_its_time(kept):
    assert purge(acting_user=None, now=NOW).counts == {}
    assert not Entry.objects.filter(event="privacy.purge.done").exists()


def test_after_thirteen_months_what_the_register_says_is_gone_and_twice_is_the_same(
    kept, forgotten_file, django_capture_on_commit_callbacks
):
    later = NOW + dt.timedelta(days=400)
    with django_capture_on_commit_callbacks(execute=True):
        counts = purge(acting_user=None, now=later).counts

    assert counts == {
        "mots remplacés": 1,
        "compteurs d’envois": 1,
        "codes de classe": 1,
        "fichiers sans suite": 1,
    }
    assert purge(acting_user=None, now=later).counts == {}
    assert not forgotten_file.exists()
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


def test_many_go_as_one_does_a_piece_at_a_time(monkeypatch):
    monkeypatch.setattr("maillage.privacy.actions.PIECE", 2)
    for number in range(5):
        Tally.objects.create(key=f"k{number}", day=NOW.date())
        VoiceFactory(state=RetexState.REFUSED, told_at=NOW)
    counts = purge(acting_user=None, now=years(2)).counts
    assert (counts["compteurs d’envois"], counts["témoignages jamais publiés"]) == (5, 5)
    assert not Tally.objects.exists()


def test_an_import_that_stopped_half_way_goes_with_what_it_wrote(kept):
    batch = Batch.objects.get()
    said = Said(profile=Profile.PARENT, text="à moitié")
    rows = [(said, Source.IMPORT, NOW)]
    consultation = batch.consultation
    (key,) = receive_many(consultation=consultation, rows=rows, acting_user=None)
    ImportedRetex.objects.create(
        retex_id=key, batch=batch, reference=uuid.uuid4(), consultation=consultation
    )
    purge(acting_user=None, now=NOW + dt.timedelta(days=31))
    assert not Batch.objects.exists()
    assert not Retex.objects.filter(text="à moitié").exists()


def test_a_file_that_no_row_names_goes_after_a_day(
    forgotten_file, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert purge(acting_user=None).counts == {}
    assert forgotten_file.exists(), "it is being dropped at this moment"
    with django_capture_on_commit_callbacks(execute=True):
        later = timezone.now() + dt.timedelta(days=2)
        assert purge(acting_user=None, now=later).counts == {"fichiers sans suite": 1}
    assert not forgotten_file.exists()


def test_what_readers_reported_is_counted_from_the_moment_of_the_purge(kept):
    Report.objects.create(retex=kept, kind="other", words="Ceci", closed_at=NOW)
    assert "signalements lus" not in purge(acting_user=None, now=NOW).counts
    assert purge(acting_user=None, now=years(1)).counts["signalements lus"] == 1


def test_the_command_tells_what_went_and_a_trial_removes_nothing(kept, forgotten_file, capsys):
    ClassCode.objects.update(expires_on=dt.date(2020, 1, 1))
    Batch.objects.update(created_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    call_command("tick", "--dry-run")
    assert "codes de classe : 1" in capsys.readouterr().out
    assert ClassCode.objects.exists()
    assert forgotten_file.exists()
    assert not PurgeReport.objects.exists()

    call_command("tick")
    assert not ClassCode.objects.exists()
    assert PurgeReport.objects.get().counts["codes de classe"] == 1
    capsys.readouterr()
    take_lease(name="tick", acting_user=None)
    call_command("tick")
    assert "Un autre serveur" in capsys.readouterr().out
