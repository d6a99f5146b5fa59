"""The last RETEX are followed from elsewhere, and a feed says no more than the list."""

from xml.etree import ElementTree

import pytest
from django.utils.timezone import localdate

from maillage.accounts.tests.factories import UserFactory
from maillage.territory.tests.factories import TerritoryFactory
from maillage.voices.actions import withdraw_retex
from maillage.voices.enums import Profile, RetexState
from maillage.voices.tests.factories import ThemeFactory, VoiceFactory
from maillage.voices.tests.pages import read

pytestmark = pytest.mark.django_db
FEED = "/retours/flux.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def theme():
    return ThemeFactory()


def followed(client, asked="", **options):
    answer = client.get(f"{FEED}{asked}", **options)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content)  # noqa: S314


def titles(feed):
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]


def test_each_entry_has_what_atom_asks_for_and_an_identifier_that_lasts(client, theme):
    voice = VoiceFactory(theme=theme, title="Le <car> & le bac", language="ar")
    feed = followed(client)

    for element in (feed, feed.find(f"{ATOM}entry")):
        for name in ("id", "title", "updated", "author"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
    entry = feed.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == f"http://testserver/retours/{voice.pk}/"
    assert entry.findtext(f"{ATOM}title") == "Le <car> & le bac"
    assert entry.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "ar"
    assert feed.find(f"{ATOM}link[@rel='self']").attrib["href"] == f"http://testserver{FEED}"


def test_it_says_the_day_and_not_the_minute_the_department_and_not_the_town(client, theme):
    area = TerritoryFactory(
        department=True, name="Val-de-Brume", parent=theme.consultation.territory
    )
    town = TerritoryFactory(name="Lanterres", parent=area)
    voice = VoiceFactory(theme=theme, territory=town, place="12 rue de la Digue")
    feed = followed(client)
    entry = feed.find(f"{ATOM}entry")

    assert entry.findtext(f"{ATOM}published").startswith(f"{localdate(voice.told_at)}T12:00:00")
    told = ElementTree.tostring(feed, encoding="unicode")
    assert "Parent, Val-de-Brume" in told
    assert "Lanterres" not in told
    assert "Digue" not in told.replace("au bout de la digue", "")


def test_it_follows_a_theme_and_never_fewer_than_five_people(client, theme):
    other = ThemeFactory(consultation=theme.consultation)
    VoiceFactory.create_batch(5, theme=theme, title="Le car")
    VoiceFactory(theme=other, title="Le bac", profile=Profile.OPERATOR)

    assert titles(followed(client, f"?thematique={other.number}")) == ["Le bac"]
    assert titles(followed(client, "?profil=parent")) == ["Le car"] * 5
    assert titles(followed(client, "?profil=operator")) == []
    client.force_login(UserFactory(is_superuser=True))
    assert titles(followed(client, "?profil=operator")) == []


def test_what_did_not_change_is_not_sent_again_and_what_was_taken_back_leaves(client, theme):
    voice = VoiceFactory(theme=theme, title="Le car")
    VoiceFactory(theme=theme, title="Secret", state=RetexState.RECEIVED)
    first = client.get(FEED)
    again = {"headers": {"if-none-match": first["ETag"]}}
    assert client.get(FEED, **again).status_code == 304

    withdraw_retex(retex=voice, acting_user=None)
    assert titles(followed(client, **again)) == []


def test_signs_that_xml_cannot_write_are_left_out(client, theme):
    VoiceFactory(theme=theme, title="Le\x0b car", text="\x1fIl capte")
    assert titles(followed(client)) == ["Le car"]


def test_the_list_leads_to_its_feed_with_the_same_filters(client, theme):
    VoiceFactory(theme=theme)
    for asked, feed in (("", FEED), ("?thematique=1", f"{FEED}?thematique=1")):
        page = read(client.get(f"/retours/{asked}"))
        (link,) = page.findall(".//head/link[@rel='alternate']")
        assert link.attrib["href"] == feed
        assert link.attrib["type"] == "application/atom+xml"


def test_without_a_consultation_there_is_no_feed(client):
    assert client.get(FEED).status_code == 404


def test_a_longer_list_costs_its_feed_no_more_statements(client, theme):
    from django.core.cache import caches
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for _ in range(2):
        VoiceFactory.create_batch(12, theme=theme)
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as asked:
            followed(client)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 6
