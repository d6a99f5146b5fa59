"""A file of voices comes in whole or not at all, says what is wrong with it, and comes in once."""

import gzip
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.exchange.actions import undo_batch
from maillage.exchange.errors import RowsRefused, Unreadable
from maillage.exchange.importing import examine
from maillage.exchange.models import Batch
from maillage.voices.enums import Moderation, Profile, RetexState
from maillage.voices.models import Point, Retex

pytestmark = pytest.mark.django_db
DESK = reverse("exchange:deposit")


TABLE = "profil;thematique;territoire;titre;recit;irritants;points_forts\n"
ROW = 'parent;1;commune-91001;Le car;Il capte mieux.;"Rien au bourg\nUn téléphone";La digue\n'


def test_a_row_becomes_a_testimony_with_its_points_and_its_place(held, brought_in):
    brought_in(held(TABLE + ROW))

    retex = Retex.objects.get()
    assert (retex.title, retex.text, retex.profile) == ("Le car", "Il capte mieux.", "parent")
    assert retex.territory.name == "Lanterres"
    assert retex.theme.number == 1
    assert retex.is_shown
    assert set(Point.objects.values_list("kind", "text")) == {
        ("irritant", "Rien au bourg"),
        ("irritant", "Un téléphone"),
        ("strength", "La digue"),
    }


def test_the_same_file_twice_changes_nothing(held, brought_in):
    brought_in(held(TABLE + ROW * 2))
    again = brought_in(held(TABLE + ROW))

    assert Retex.objects.count() == 1
    assert (again.added, again.known) == (0, 1)


def test_one_wrong_row_and_none_comes_in_each_fault_told_by_line_and_column(held, brought_in):
    batch = held(
        TABLE + ROW + "martien;9;nulle-part;;;x;\n" + "parent;;;;;;\n" + ROW.replace("car", "bac")
    )
    faults = {(fault.line, fault.column) for fault in examine(batch).faults}

    assert faults == {(3, "profil"), (3, "thematique"), (3, "territoire"), (4, "recit")}
    with pytest.raises(RowsRefused):
        brought_in(batch)
    assert not Retex.objects.exists()


@pytest.mark.parametrize("profile", [each for each in Profile if each != Profile.WORKSHOP])
def test_a_wrong_profile_is_told_by_names_that_the_file_may_hold(held, brought_in, profile):
    [wrong] = examine(held("profil;recit\nmartien;Le car\n")).faults

    assert f"« {profile.label} »" in wrong.reason
    brought_in(held(f"profil;recit\n{profile.label};Le car\n"))
    assert Retex.objects.get().profile == profile


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("\ufeffrécit,Profil\nLe car,parent\n".encode(), "a.csv"),
        ("Récit\tqui\nLe car\tParent\n".encode("utf-16"), "a.tsv"),
        ("récit;qui\nLe car;Parent\n".encode("cp1252"), "a.csv"),
        (gzip.compress(b"recit;profil\nLe car;parent\n"), "a.csv.gz"),
        (json.dumps([{"text": "Le car", "profile": "parent"}]).encode(), "a.json"),
        (b'{"recit": "Le car", "profil": "parent"}\n', "a.jsonl"),
    ],
    ids=["bom and comma", "utf-16 and tabs", "cp1252", "gzip", "json", "json lines"],
)
def test_tables_are_read_as_the_field_sends_them(held, content, name, brought_in):
    brought_in(held(content, name))

    retex = Retex.objects.get()
    assert (retex.text, retex.profile) == ("Le car", Profile.PARENT)


def test_a_workbook_is_read_without_computing_anything(held, brought_in):
    from openpyxl import Workbook

    book, file = Workbook(), io.BytesIO()
    book.active.append(["recit", "thematique", "date"])
    book.active.append(["Le car", 1, "27/11/2025"])
    book.save(file)
    brought_in(held(file.getvalue(), "a.xlsx"))

    retex = Retex.objects.get()
    assert (retex.text, retex.theme.number, retex.told_at.year) == ("Le car", 1, 2025)


def test_proposals_of_decidim_become_testimonies(held, brought_in):
    header = "id;participatory_space/id;component/id;title/fr;title/en;body/fr;created_at"
    row = '12;1;3;Le car;The bus;"<p>Il capte &amp; il chauffe.</p><ul><li>Un</li></ul>";2025-05-02'
    batch = held(f"{header}\n{row}\n")
    brought_in(batch)
    again = brought_in(held(f"{header}\n{row}\n"))

    retex = Retex.objects.get()
    assert (retex.title, retex.text) == ("Le car", "Il capte & il chauffe.\nUn")
    assert again.known == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PK\x03\x04 rien de bon",
        b"nom;age\nA;3\n",
        b'recit\n"jamais ferme' + b"x" * 200_000,
        b"recit" + b";x" * 10_000 + b"\nLe car\n",
        b"[" * 100_000,
        b'[{"recit": "Le c',
        b"recit;profil\n" + b"Le car;parent" + b";x" * 5_000 + b"\n",
    ],
    ids=["empty", "png", "zip", "columns", "quote", "wide", "deep", "cut", "row"],
)
def test_what_cannot_be_read_is_refused_in_one_line_and_nothing_is_left(held, content, brought_in):
    with pytest.raises(Unreadable) as refusal:
        brought_in(held(content))
    assert "\n" not in str(refusal.value)
    assert not Retex.objects.exists()


def test_imported_voices_wait_for_a_moderator_where_everything_does(held, consultation, brought_in):
    consultation.moderation = Moderation.BEFORE
    consultation.save()
    brought_in(held(TABLE + ROW))

    retex = Retex.objects.get()
    assert retex.state == RetexState.RECEIVED
    assert retex.contribution.waits_since is not None


def test_an_import_is_undone_as_if_it_had_never_come(held, brought_in):
    batch = brought_in(held(TABLE + ROW))
    undo_batch(batch=batch, acting_user=None)
    undo_batch(batch=batch, acting_user=None)

    assert not Retex.objects.exists()
    assert not Point.objects.exists()


def test_an_import_stopped_on_the_way_is_seen_by_nobody_and_asked_for_again(
    held, monkeypatch, brought_in
):
    from maillage.exchange import actions

    batch = held(TABLE + ROW)

    def stop(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(actions, "_release", stop)
        with pytest.raises(KeyboardInterrupt):
            brought_in(batch)
    assert not Retex.objects.filter(is_shown=True).exists()

    brought_in(batch)
    assert Retex.objects.get().is_shown


def upload(client, content, name="voix.csv"):
    return client.post(DESK, {"file": SimpleUploadedFile(name, content.encode())})


def test_an_editor_sees_what_a_file_would_do_then_says_yes(client, consultation, held):
    client.force_login(UserFactory(facilitator_of=consultation.territory))
    page = client.get(upload(client, TABLE + ROW)["Location"])
    assert "1 à ajouter" in page.content.decode()
    assert not Retex.objects.exists()

    address = reverse("exchange:batch", args=[Batch.objects.get().token])
    done = client.post(address, {"confirm": "1"}, follow=True)
    assert "1 ajoutés" in done.content.decode()
    assert Retex.objects.count() == 1
    client.post(address, {"undo": "1"})
    assert not Retex.objects.exists()


def test_faults_are_shown_and_taken_as_a_table(client, consultation, held):
    client.force_login(UserFactory(facilitator_of=consultation.territory))
    page = client.get(upload(client, TABLE + "martien;;;;Le car;;\n")["Location"])
    assert page.status_code == 422
    assert "Profil inconnu" in page.content.decode()

    token = Batch.objects.get().token
    table = client.get(reverse("exchange:faults", args=[token])).getvalue().decode()
    assert "2;profil;Profil inconnu" in table
    client.post(reverse("exchange:batch", args=[token]), {"discard": "1"})
    assert not Batch.objects.exists()


def test_an_unreadable_file_is_told_on_the_page_and_forgotten(client, consultation, held):
    client.force_login(UserFactory(facilitator_of=consultation.territory))
    page = client.get(upload(client, '[{"recit": "Le c')["Location"])
    assert page.status_code == 422
    assert "abîmé ou incomplet" in page.content.decode()
    assert not Batch.objects.exists()


def test_nobody_brings_a_file_where_they_edit_nothing(client, consultation, held):
    batch = held(TABLE + ROW)
    address = reverse("exchange:batch", args=[batch.token])
    assert client.get(DESK).status_code == 302
    client.force_login(UserFactory(analyst_of=consultation.territory))
    assert client.get(DESK).status_code == 403
    assert client.get(address).status_code == 404
    assert client.post(address, {"confirm": "1"}).status_code == 404


def test_the_files_received_cost_the_same_however_long(client, consultation, held):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(UserFactory(facilitator_of=consultation.territory))
    counts = []
    for _ in range(2):
        for _ in range(12):
            held(TABLE + ROW)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("exchange:deposit")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
