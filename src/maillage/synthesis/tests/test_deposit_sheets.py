"""What is dropped is read and kept aside; what cannot be read says why, and costs nothing else."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from maillage.synthesis import forms
from maillage.synthesis.models import SheetDraft
from maillage.synthesis.tests.examples import as_bytes, as_file, corrected, sheet
from maillage.voices.models import Workshop

pytestmark = pytest.mark.django_db


def drop(client, *files, pasted=""):
    return client.post(reverse("synthesis:deposit"), {"files": files, "pasted": pasted})


def test_one_file_leads_straight_to_what_it_would_change(client, alice):
    client.force_login(alice)

    response = drop(client, as_file())

    draft = SheetDraft.objects.get()
    assert response.url == reverse("synthesis:draft", args=[draft.token])
    assert (draft.file_name, draft.uploaded_by) == ("atelier-du-bourg.md", alice)
    assert draft.sheet == sheet()
    assert not Workshop.objects.exists()


@pytest.mark.parametrize("file_format", ["docx", "odt", "html", "json"])
def test_the_formats_that_people_use_are_read_alike(client, alice, file_format):
    client.force_login(alice)

    drop(client, as_file(name=f"feuille.{file_format}", file_format=file_format))

    assert SheetDraft.objects.get().sheet == sheet()


def test_several_files_are_read_at_once_and_wait_together(client, alice):
    client.force_login(alice)

    response = drop(client, as_file(name="a.md"), as_file(corrected(), name="b.md"))

    assert response.url == reverse("synthesis:drafts")
    page = client.get(response.url).content.decode()
    assert "a.md" in page
    assert "b.md" in page


def test_a_pasted_text_is_a_sheet_like_another(client, alice):
    client.force_login(alice)

    drop(client, pasted=as_bytes(file_format="pasted").decode())

    assert SheetDraft.objects.get().sheet == sheet()


def test_wrong_files_say_why_and_do_not_cost_the_others(client, alice, monkeypatch):
    client.force_login(alice)
    monkeypatch.setattr(forms, "MAX_BYTES", 20_000)

    response = drop(
        client,
        SimpleUploadedFile("vide.docx", b""),
        SimpleUploadedFile("photo.docx", b"\x89PNG not a document"),
        SimpleUploadedFile("lourde.docx", b"x" * 20_001),
        as_file(name="bonne.md"),
    )

    assert response.status_code == 422
    page = response.content.decode()
    assert "« vide.docx » : ce fichier est vide." in page
    assert "« photo.docx » : " in page
    assert "« lourde.docx » : ce fichier pèse plus de 20 Mo" in page
    assert [draft.file_name for draft in SheetDraft.objects.all()] == ["bonne.md"]
    assert reverse("synthesis:draft", args=[SheetDraft.objects.get().token]) in page


def test_an_unreadable_paste_stays_where_it_was_typed(client, alice):
    client.force_login(alice)

    response = drop(client, pasted="Bonjour, ceci n’est pas une feuille d’atelier.")

    assert response.status_code == 422
    assert "Bonjour, ceci n’est pas une feuille" in response.content.decode()
    assert response.context["form"].errors["pasted"]
    assert not SheetDraft.objects.exists()


def test_a_paste_that_was_read_is_not_shown_again_beside_a_wrong_file(client, alice):
    client.force_login(alice)

    wrong = SimpleUploadedFile("vide.docx", b"")
    response = drop(client, wrong, pasted=as_bytes(file_format="pasted").decode())

    assert response.status_code == 422
    assert SheetDraft.objects.count() == 1
    assert not response.context["form"]["pasted"].value()


def test_nothing_at_all_is_answered_with_what_to_do(client, alice):
    client.force_login(alice)

    response = drop(client)

    assert response.status_code == 422
    assert "Choisissez au moins un fichier" in response.content.decode()


def test_too_many_files_at_once_are_refused_before_any_is_read(client, alice, monkeypatch):
    client.force_login(alice)
    monkeypatch.setattr(forms, "MAX_FILES", 1)

    response = drop(client, as_file(name="a.md"), as_file(name="b.md"))

    assert response.status_code == 422
    assert "Au plus 1 fichiers" in response.content.decode()
    assert not SheetDraft.objects.exists()


def test_a_very_long_theme_is_kept_whole(client, alice):
    client.force_login(alice)
    endless = sheet()
    endless["diagnosis"][0]["theme"] = "un égal accès " * 50

    drop(client, as_file(endless))

    draft = SheetDraft.objects.get()
    assert draft.sheet["diagnosis"][0]["theme"] == ("un égal accès " * 50).strip()


def test_sheets_that_nobody_confirmed_leave_after_thirty_days(client, alice):
    client.force_login(alice)
    drop(client, as_file(name="oubliee.md"))
    drop(client, as_file(name="recente.md"))
    SheetDraft.objects.filter(file_name="oubliee.md").update(
        uploaded_at=timezone.now() - timedelta(days=31)
    )

    drop(client, as_file(name="nouvelle.md"))

    assert set(SheetDraft.objects.values_list("file_name", flat=True)) == {
        "recente.md",
        "nouvelle.md",
    }


def test_only_whoever_edits_somewhere_may_deposit(client, charlie):
    assert drop(client, as_file()).url.startswith("/compte/connexion/")
    client.force_login(charlie)
    assert drop(client, as_file()).status_code == 403
    assert "Déposer une feuille" not in client.get(reverse("synthesis:home")).content.decode()
    assert not SheetDraft.objects.exists()
