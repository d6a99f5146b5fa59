"""What a file says is read, or told to be left aside; what a moderator should see is seen."""

import io
import json
from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from openpyxl import Workbook

from maillage.accounts.tests.factories import UserFactory
from maillage.exchange import exports, importing
from maillage.exchange.actions import choose_columns, forget_batch
from maillage.exchange.errors import ColumnsUndecided
from maillage.exchange.importing import examine, faults_of
from maillage.exchange.models import Batch
from maillage.voices.enums import FlagKind, Moderation, RetexState
from maillage.voices.models import Retex
from maillage.voices.tests.factories import VoiceFactory

pytestmark = pytest.mark.django_db
OBJECTS = [
    {"recit": "Le car"},
    {"recit": "Le bac", "profil": "parent", "humeur": "bonne"},
    {"titre": "La digue", "irritants": ["Rien au bourg", "Rien à la mer"], "auteur": {"nom": "A"}},
]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (json.dumps(OBJECTS), "a.json"),
        ("\n".join(map(json.dumps, OBJECTS)), "a.jsonl"),
    ],
)
def test_a_field_that_only_later_objects_have_is_read_and_an_unknown_one_is_told(
    held, brought_in, content, name
):
    report = examine(held(content, name))
    assert report.undecided == ["humeur", "auteur/nom"]

    batch = held(content, name)
    with pytest.raises(ColumnsUndecided):
        brought_in(batch)
    brought_in(choose_columns(batch=batch, chosen={2: "", 5: ""}, acting_user=None))
    told = {retex.title or retex.text: retex for retex in Retex.objects.all()}
    assert told["Le bac"].profile == "parent"
    assert told["La digue"].points.count() == 2


def test_what_decidim_sends_that_we_have_no_place_for_is_told(held):
    header = "id;participatory_space/id;component/id;body/fr;endorsements/total_count"
    report = examine(held(f"{header}\n12;1;3;Le car;14\n"))
    assert report.left == ["participatory_space/id", "component/id", "endorsements/total_count"]
    assert report.is_ready


def test_a_cell_that_stands_under_no_header_is_a_fault(held):
    report = examine(held("recit;profil\nLe car;parent\nLe bac;parent;et la digue\n;;x\n"))
    assert [(fault.line, "et la digue" in fault.reason) for fault in report.faults] == [
        (3, True),
        (4, False),
    ]


def test_what_stands_in_a_column_without_a_name_is_a_fault_until_it_is_left_by_hand(held):
    batch = held("recit;;profil\nLe car;;parent\nLe bac;x;parent\n")
    assert [(fault.line, "« x »" in fault.reason) for fault in examine(batch).faults] == [(3, True)]
    batch = choose_columns(batch=batch, chosen={1: ""}, acting_user=None)
    assert examine(batch).is_ready


def test_what_may_say_who_somebody_is_waits_for_a_moderator(held, brought_in):
    brought_in(held("recit\nLe car\nMa fille est dyslexique.\n"))

    seen = Retex.objects.get(text="Le car")
    assert (seen.state, seen.contribution.flags) == (RetexState.PUBLISHED, [])
    waits = Retex.objects.get(text__startswith="Ma fille")
    assert (waits.state, waits.is_shown) == (RetexState.RECEIVED, False)
    assert waits.contribution.flags == [FlagKind.HEALTH]
    assert waits.contribution.waits_since is not None


def test_where_everything_is_read_first_the_flags_are_there_too(held, brought_in, consultation):
    consultation.moderation = Moderation.BEFORE
    consultation.save()
    brought_in(held("recit\nAppelez le 06 12 34 56 78\n"))
    assert Retex.objects.get().contribution.flags == [FlagKind.PHONE]


def test_what_somebody_read_is_published_whatever_it_holds(held, brought_in):
    brought_in(held("recit\nMa fille est dyslexique.\n"), publish=True)
    assert Retex.objects.get().is_shown


def test_every_fault_is_in_the_table_however_many(client, held, consultation):
    batch = held("recit;profil\n" + "Le car;martien\n" * 700)
    report = examine(batch)
    assert (report.faulty, len(report.faults)) == (700, importing.MOST_FAULTS)
    assert sum(1 for _fault in faults_of(batch)) == 700

    client.force_login(UserFactory(facilitator_of=consultation.territory))
    page = client.get(reverse("exchange:batch", args=[batch.token])).content.decode()
    assert "Les 50 premières erreurs" in page
    assert "700 erreurs" in page
    table = client.get(reverse("exchange:faults", args=[batch.token])).getvalue().decode()
    assert table.count("Profil inconnu") == 700


def test_the_table_of_faults_says_where_the_file_can_be_read_no_further(client, held, consultation):
    batch = held('recit;profil\nLe car;martien\n"' + "a" * 200_000)
    client.force_login(UserFactory(facilitator_of=consultation.territory))
    table = client.get(reverse("exchange:faults", args=[batch.token])).getvalue().decode()
    assert "2;profil;" in table
    assert "Ligne 3" in table.splitlines()[-1]


def test_the_same_words_twice_are_known_however_far_apart(held, monkeypatch):
    monkeypatch.setattr(importing, "CHUNK", 2)
    report = examine(held("recit\n" + "a\nb\nc\nd\n" * 3))
    assert (report.rows, report.known, report.added) == (12, 8, 4)


def test_a_workbook_too_long_is_refused_before_its_first_byte(client, consultation, monkeypatch):
    monkeypatch.setattr(exports, "MOST_SHEET_ROWS", 1)
    VoiceFactory.create_batch(2, theme=consultation.themes.get())
    refused = client.get(reverse("exchange:published", args=["xlsx"]))
    assert refused.status_code == 409
    assert "prenez le fichier CSV" in refused.content.decode()
    assert client.get(reverse("exchange:published", args=["csv"])).status_code == 200


def test_a_file_is_forgotten_with_its_batch_or_not_at_all(
    held, tmp_path, django_capture_on_commit_callbacks
):
    batch = held("recit\nLe car\n")
    path = tmp_path / batch.stored
    undone = pytest.raises(KeyboardInterrupt)
    with django_capture_on_commit_callbacks(execute=True), undone, transaction.atomic():
        forget_batch(batch=batch, acting_user=None)
        raise KeyboardInterrupt
    assert path.exists()

    batch = Batch.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        forget_batch(batch=batch, acting_user=None)
    assert not path.exists()


def test_a_file_too_large_leaves_nothing_behind(held, tmp_path, monkeypatch):
    from maillage.exchange import actions
    from maillage.exchange.bounds import Limits
    from maillage.exchange.errors import Unreadable

    monkeypatch.setattr(actions, "LIMITS", Limits(packed=5))
    with pytest.raises(Unreadable):
        held("recit\nLe car\n")
    assert list((tmp_path / "imports").iterdir()) == []


def test_a_workbook_says_dates_gaps_and_signs_as_they_were_typed(held, brought_in):
    book, file = Workbook(), io.BytesIO()
    sheet = book.active
    sheet.append(["recit", None, "date", "identifiant", "titre"])
    sheet.append(["'=1+1 et 😀 مرحبا", None, date(2025, 5, 2), 12, "deux\nlignes"])
    sheet["B9"] = None
    sheet["A11"], sheet["C11"] = "Le bac", "03/05/2025"
    sheet["A12"], sheet["C12"] = "La digue", "hier"
    book.save(file)
    batch = held(file.getvalue(), "a.xlsx")
    assert [(fault.line, fault.column) for fault in examine(batch).faults] == [(12, "date")]

    sheet.delete_rows(12)
    file = io.BytesIO()
    book.save(file)
    brought_in(held(file.getvalue(), "a.xlsx"))
    first, second = Retex.objects.order_by("pk")
    assert (first.text, first.title) == ("=1+1 et 😀 مرحبا", "deux lignes")
    days = [localdate(each.told_at).isoformat() for each in (first, second)]
    assert days == ["2025-05-02", "2025-05-03"]


def test_signs_that_no_database_keeps_are_left_out(held, brought_in):
    brought_in(held(b'{"recit": "Le \\ud800car\\u0000"}', "a.jsonl"))
    assert Retex.objects.get().text == "Le car"
