"""A column that nobody recognises is what its reader says that it is, and nothing before."""

from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.exchange.actions import choose_columns, import_batch
from maillage.exchange.errors import BegunAlready, Unreadable
from maillage.exchange.importing import examine
from maillage.exchange.models import Batch
from maillage.voices.models import Retex
from maillage.voices.tests.pages import read, words

pytestmark = pytest.mark.django_db
TABLE = "Commentaire;Ville;Note;profil\nLe car capte mieux;Lanterres;4;parent\n"
CHOSEN = {"c0": "recit", "c1": "-", "c2": "-", "c3": "profil"}


@pytest.fixture
def editor(client, consultation):
    client.force_login(UserFactory(facilitator_of=consultation.territory))


def pages(batch):
    return [reverse(f"exchange:{name}", args=[batch.token]) for name in ("batch", "columns")]


def test_headers_that_are_not_known_are_asked_about_with_an_example(client, held, editor):
    preview, columns = pages(held(TABLE))
    asked = client.get(preview)
    assert (asked.status_code, asked["Location"]) == (302, columns)

    page = read(client.get(columns))
    assert "2 colonnes ne sont pas reconnues" in words(page)
    assert "Par exemple : Le car capte mieux" in words(page)
    first = page.find(".//form//select[@name='c0']")
    assert [option.attrib["value"] for option in first][:3] == ["", "-", "identifiant"]
    known = page.find(".//form//select[@name='c1']/option[@selected]")
    assert known.attrib["value"] == "lieu"


def test_whoever_drops_such_a_file_is_asked_at_once(client, held, editor):
    file = SimpleUploadedFile("avis.csv", TABLE.encode())
    asked = client.post(reverse("exchange:deposit"), {"file": file})["Location"]
    assert asked == pages(Batch.objects.get())[1]


def test_what_is_chosen_is_kept_with_the_file_and_read_so(client, held, editor):
    preview, columns = pages(held(TABLE))
    assert client.post(columns, CHOSEN)["Location"] == preview
    page = client.get(preview).content.decode()
    assert "1 à ajouter" in page
    assert "Ville, Note" in page

    client.post(preview, {"confirm": "1"})
    retex = Retex.objects.get()
    assert (retex.text, retex.profile, retex.place) == ("Le car capte mieux", "parent", "")
    assert client.get(columns).status_code == 404


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"c0": ""}, "Dites ce qu’elle est"),
        ({"c0": "-"}, "Il faut au moins une colonne de témoignages"),
        ({"c1": "recit"}, "est déjà la colonne « Commentaire »"),
        ({"c0": "humeur"}, "humeur"),
    ],
)
def test_a_choice_that_cannot_be_is_told_and_kept(client, held, editor, change, reason):
    batch = held(TABLE)
    answer = client.post(pages(batch)[1], CHOSEN | change)
    page = read(answer, 422)
    assert reason in words(page)
    batch.refresh_from_db()
    assert batch.columns == {}


def test_nothing_comes_in_before_it_is_said(client, held, editor):
    preview, _columns = pages(held("recit;humeur\nLe car;bonne\n"))
    assert client.post(preview, {"confirm": "1"}).status_code == 409
    preview, _columns = pages(held(TABLE))
    assert client.post(preview, {"confirm": "1"}).status_code == 422
    assert not Retex.objects.exists()


def test_columns_of_what_is_coming_in_do_not_change(held, brought_in):
    batch = held("recit\nLe car\n")
    brought_in(batch)
    with pytest.raises(BegunAlready):
        choose_columns(batch=batch, chosen={0: "titre"}, acting_user=None)


def test_a_column_that_is_recognised_may_be_something_else(held, brought_in):
    batch = held("titre;description\nLe car;Bleu\n")
    batch = choose_columns(batch=batch, chosen={0: "recit", 1: "titre"}, acting_user=None)
    brought_in(batch)
    retex = Retex.objects.get()
    assert (retex.text, retex.title) == ("Le car", "Bleu")


def test_decidim_says_each_proposal_in_its_own_language(held, brought_in):
    header = (
        "id;category/name/fr;scope/name/fr;title/fr;title/en;body/fr;body/en;state;"
        "endorsements/total_count;url;published_at"
    )
    rows = (
        '1;Accès;Lanterres;Le car;;"<p>Il <b>capte</b> &amp; chauffe</p>";;accepted;3;'
        "https://d.example/1;2025-05-02 10:00:00 UTC\n"
        "2;Accès;;;The bus;;It works;;0;https://d.example/2;2025-05-03 10:00:00 UTC\n"
    )
    batch = held(f"{header}\n{rows}")
    report = examine(batch)
    assert report.is_ready
    assert report.left == ["category/name/fr", "state", "endorsements/total_count"]
    brought_in(batch)
    french, english = Retex.objects.order_by("pk")
    assert (french.title, french.text, french.language) == ("Le car", "Il capte & chauffe", "fr")
    assert (french.place, french.links) == ("Lanterres", ["https://d.example/1"])
    assert (english.title, english.text, english.language) == ("The bus", "It works", "en")


def test_the_command_is_told_what_a_column_is_and_says_what_it_leaves(
    consultation, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    file = tmp_path / "a.csv"
    file.write_text(TABLE)
    told = StringIO()
    with pytest.raises(BaseException, match="Aucune colonne"):
        call_command("voices", "import", str(file), stdout=told)
    with pytest.raises(BaseException, match="en-tête du fichier"):
        call_command("voices", "import", str(file), column=["Avis=recit"], stdout=told)
    call_command("voices", "import", str(file), "--column", "Commentaire=recit", stdout=told)
    assert "Colonnes laissées de côté : Note." in told.getvalue()
    assert Retex.objects.get().text == "Le car capte mieux"


def test_a_file_without_any_word_still_comes_in_by_nobody(held):
    with pytest.raises(Unreadable):
        import_batch(batch=held("nom;age\nA;3\n"), publish=False, acting_user=None)
    assert Batch.objects.get().columns == {}
