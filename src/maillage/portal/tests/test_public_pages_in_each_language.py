"""Whoever speaks is spoken to in their language: no French is left in what the page itself says."""

import io
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext, to_locale
from django.utils.translation.trans_real import DjangoTranslation

from maillage.territory.tests.factories import TerritoryFactory
from maillage.testimony.tests.phones import Phone
from maillage.voices.enums import Moderation, PointKind
from maillage.voices.models import Phase, Point, Retex
from maillage.voices.tests.factories import ConsultationFactory, ThemeFactory, VoiceFactory

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
OTHER_ALPHABETS = {"ar", "uk"}
ROOMS = Path(__file__).parents[2]
SAID_IN_ATTRIBUTES = {"aria-label", "title", "placeholder", "alt"}
VOID = {"input", "meta", "link", "br", "img", "hr", "wbr"}
# Names, codes and examples that are written alike everywhere.
ALIKE = {
    "Maillage",
    "INSEE",
    "UAI",
    "http",
    "https",
    "collège",
    "RETEX",
    "JavaScript",
    "cookie",
    "PDF",
    # The French authority that people may turn to.
    "CNIL",
}


class Page(HTMLParser):
    """What a page says in its own language: words marked as being in another are left out."""

    def __init__(self, html):
        super().__init__()
        self.language, self.direction, self.said = None, "", []
        self.open, self.foreign = [], 0
        self.feed(html)

    def handle_starttag(self, name, attrs):
        given = dict(attrs)
        if name == "html":
            self.language, self.direction = given["lang"], given.get("dir", "ltr")
        elif "lang" in given and given["lang"] != self.language and name not in VOID:
            self.foreign += 1
            self.open.append(name)
            return
        if self.foreign and name not in VOID:
            self.open.append(name)
        if not self.foreign:
            self.said += [given[each] for each in SAID_IN_ATTRIBUTES if given.get(each)]
            # What the script of a page says is written in its attributes.
            told = [value for each, value in attrs if each.startswith("data-") and value]
            self.said += [value for value in told if " " in value]
            if name == "meta" and given.get("name") == "description":
                self.said.append(given["content"])

    def handle_endtag(self, name):
        if self.open:
            self.open.pop()
            self.foreign = len(self.open) and self.foreign

    def handle_data(self, text):
        if (
            not self.foreign
            and text.strip()
            and self.lasttag not in {"style", "script", "textarea"}
        ):
            self.said.append(" ".join(text.split()))


@cache
def french_of(language):
    """What the interface says in French and says otherwise in this language."""
    found, told = set(), []
    for path in ROOMS.glob(f"*/locale/{to_locale(language)}/LC_MESSAGES/django.po"):
        for message in read_po(io.BytesIO(path.read_bytes())):
            ids = [message.id] if isinstance(message.id, str) else list(message.id)
            strings = [message.string] if isinstance(message.string, str) else list(message.string)
            # Too short, a text may be a word of another sentence.
            found |= {text for text in ids if len(text) > 12 and "%(" not in text}
            told += strings
    told = " | ".join(told)
    return {text for text in found if text not in told}


# Addresses, figures, and a receipt, which may hold no figure at all.
NOT_SAID = r"https?://\S+|\S*\d\S*|(?:[A-Z]{4}-){3}[A-Z]{4}"


def assert_speaks(response, language):
    page = Page(response.content.decode())
    assert page.language == response["Content-Language"] == language
    assert page.direction == ("rtl" if language == "ar" else "ltr")
    said = " | ".join(page.said)
    assert [text for text in french_of(language) if text in said] == []
    if language in OTHER_ALPHABETS:
        # Whatever nobody thought of translating has our letters.
        words = set(re.findall(r"[A-Za-zÀ-ÿ]{3,}", re.sub(NOT_SAID, "", said)))
        assert words - ALIKE == set()


@pytest.fixture
def consultation():
    # What people wrote has no letters: those of the page are its own.
    consultation = ConsultationFactory(
        open=True, moderation=Moderation.AFTER, title="1", question="2", territory__name="3"
    )
    ThemeFactory(consultation=consultation, number=1, title="4")
    today = timezone.localdate()
    Phase.objects.create(consultation=consultation, title="1", starts_on=today, ends_on=today)
    return consultation


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


def test_the_pages_that_lead_to_speaking(client, consultation, language):
    for address in ("/", "/temoigner/", "/temoigner/classe/", "/temoigner/papier/", "/ma-parole/"):
        response = client.get(f"{address}?langue={language}")
        assert response.status_code == 200
        assert_speaks(response, language)


def test_the_front_page_of_an_empty_installation(client, language):
    assert_speaks(client.get(f"/?langue={language}"), language)
    assert_speaks(client.get(f"/temoigner/?langue={language}"), language)


def test_an_address_that_leads_nowhere(client, language):
    for address in ("/temoigner/introuvable/rien/", "/temoigner/recu/rien/", "/ma-parole/rien/"):
        response = client.get(f"{address}?langue={language}")
        assert response.status_code == 404
        assert_speaks(response, language)


def test_speaking_from_a_mistake_to_the_receipt(client, consultation, language):
    phone = Phone(client).open(f"/temoigner/?langue={language}").press("review")
    assert phone.response.status_code == 422
    assert_speaks(phone.response, language)

    phone.fill(profile="parent", irritants="123", strengths="456", text="789", links="https://1.fr")
    assert_speaks(phone.press("review").response, language)
    assert_speaks(phone.press("confirm").follow().response, language)


def test_a_place_that_may_be_several_and_words_that_may_say_who(client, consultation, language):
    for code in ("91001", "92001"):
        TerritoryFactory(parent=consultation.territory, name="Zq", code=code)
    phone = Phone(client).open(f"/temoigner/?langue={language}")
    phone.fill(profile="pupil", place="Zq", irritants="06 12 34 56 78, a@b.fr").press("review")

    assert phone.html.count('name="place_key"') == 3
    assert "<mark>" in phone.html
    assert_speaks(phone.response, language)


def test_what_became_of_my_words(client, consultation, language):
    phone = Phone(client).testify(irritants="123")
    receipt = re.search(r'class="code">([^<]+)<', phone.html)[1]

    for name in ("my_words", "correct_my_words", "withdraw_my_words", "tell_me"):
        address = reverse(f"portal:{name}", args=[receipt])
        assert_speaks(client.get(f"{address}?langue={language}"), language)

    client.post(reverse("portal:withdraw_my_words", args=[receipt]))
    address = reverse("portal:my_words", args=[receipt])
    assert_speaks(client.get(f"{address}?langue={language}"), language)


def test_the_language_chosen_once_is_spoken_on_every_public_page(client, consultation, language):
    client.get(f"/?langue={language}")
    assert_speaks(client.get("/temoigner/"), language)


def test_what_is_kept_of_me_and_how_to_take_it_back(client, consultation, language):
    for address in ("/accessibilite/", "/confidentialite/", "/confidentialite/mes-donnees/"):
        assert_speaks(client.get(f"{address}?langue={language}"), language)

    mine = f"/confidentialite/mes-donnees/?langue={language}"
    phone = Phone(client).testify(irritants="123")
    receipt = re.search(r'class="code">([^<]+)<', phone.html)[1]
    for pressed in ("read", "erase"):
        assert_speaks(client.post(mine, {"receipt": receipt, pressed: "1"}), language)
    assert_speaks(client.post(mine, {"receipt": "7"}), language)
    assert_speaks(client.post(mine, {"receipt": receipt, "erase": "1", "sure": "1"}), language)


def test_reading_the_others(client, consultation, language):
    assert_speaks(client.get(f"/retours/?langue={language}"), language)
    spoken = {"territory": consultation.territory, "theme": consultation.themes.first()}
    for number in range(5):
        voice = VoiceFactory(title=str(number), text="789", **spoken)
    Retex.objects.filter(pk=voice.pk).update(same_here=2, links=["https://1.fr"])
    Point.objects.create(kind=PointKind.IRRITANT, text="1").retex.add(voice)
    for query in ("", "&q=1&nature=irritant&source=web&profil=parent&thematique=1", "&curseur=1"):
        assert_speaks(client.get(f"/retours/?langue={language}{query}"), language)
    for _time in range(2):
        page = client.get(f"/retours/{voice.pk}/?langue={language}")
        assert_speaks(page, language)
        client.post(f"/retours/{voice.pk}/moi-aussi/")


def test_what_people_wrote_says_in_which_language(client, consultation):
    voice = VoiceFactory(theme=consultation.themes.first(), title="Sept codes.", language="fr")
    other = VoiceFactory(theme=consultation.themes.first(), title="Yedi kod.", language="tr")
    for page in ("/retours/", voice.get_absolute_url()):
        told = client.get(f"{page}?langue=ar").content.decode()
        assert 'lang="fr" dir="auto">Sept codes.</' in told
    told = client.get("/retours/?langue=tr").content.decode()
    assert 'lang="fr" dir="auto">Sept codes.</' in told
    assert f'href="{other.get_absolute_url()}">Yedi kod.</' in told


def test_so_few_that_they_are_not_shown_apart(client, consultation, language):
    VoiceFactory(theme=consultation.themes.first(), profile="pupil", text="789")
    page = client.get(f"/retours/?langue={language}&profil=pupil")
    assert page.context["is_held"]
    assert_speaks(page, language)


@pytest.mark.parametrize(
    ("language", "forms"), [("fr", 2), ("en", 2), ("ar", 6), ("tr", 2), ("pt", 2), ("uk", 3)]
)
def test_what_is_counted_has_the_plurals_of_its_language(language, forms):
    with translation.override(language):
        told = {
            number: ngettext("Un point est à corriger", "%(number)s points sont à corriger", number)
            for number in range(101)
        }
    assert len(set(told.values())) in {forms, forms - 1}
    assert told[1] != told[2]
    # Nothing is one in French, and many in English.
    assert (told[0] == told[1]) == (language == "fr")


def test_french_stays_french_where_the_installation_speaks_english(settings):
    settings.LANGUAGE_CODE = "en"
    for language in ("fr", "fr-x-facile"):
        catalog = DjangoTranslation(language)
        assert catalog.gettext("Corriger la transcription") == "Corriger la transcription"
    told = DjangoTranslation("en").gettext("Corriger la transcription")
    assert told == "Correct the transcription"
