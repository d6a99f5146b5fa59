"""«Ce n’est pas ce que je vis»: a figure leads to the form, and the account keeps which it was."""

import re

import pytest
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.atlas.models import Contest
from maillage.audit.models import Entry
from maillage.territory.enums import About
from maillage.territory.tests.factories import (
    EstimateFactory,
    EstimateLineFactory,
    SchoolFactory,
    TerritoryFactory,
)
from maillage.testimony.tests.phones import Phone
from maillage.voices.actions import publish_retex, withdraw_retex
from maillage.voices.models import Retex
from maillage.voices.tests.factories import ConsultationFactory, ThemeFactory, VoiceFactory
from maillage.voices.tests.pages import links, main_words, read

pytestmark = pytest.mark.django_db
WORDS = "On ne capte rien au bourg"
TOLD = "Bruneval : 10 à 50 élèves sans solution sur 200 (2026T1)"


@pytest.fixture
def estimate():
    return EstimateFactory(territory=TerritoryFactory(department=True, code="44", name="Loire"))


@pytest.fixture
def consultation(estimate):
    made = ConsultationFactory(open=True, territory=estimate.territory)
    ThemeFactory(consultation=made, title="Enseigner avec le numérique")
    ThemeFactory(consultation=made, title="Garantir un égal accès au numérique pour tous")
    return made


@pytest.fixture
def commune(estimate, consultation):
    town = TerritoryFactory(code="44001", name="Bruneval", parent=estimate.territory)
    return EstimateLineFactory(estimate=estimate, territory=town)


def _contesting(client, place="commune/44001"):
    """Somebody who pressed «Ce n’est pas ce que je vis», without JavaScript."""
    answer = client.get(f"/carte/44/{place}/contester/")
    assert answer.status_code == 302
    return Phone(client).open(answer["Location"])


def _said(phone):
    return " ".join(re.sub(r"<[^>]+>", " ", phone.html).split())


def _sent(phone):
    return phone.fill(profile="parent", irritants=WORDS).press("review").press("confirm")


def test_the_form_begins_with_the_place_the_theme_and_the_figure(client, commune):
    phone = _contesting(client)

    assert f"À propos de : {TOLD}" in _said(phone)
    begun = {name: phone.form.values[name] for name in ("place", "place_key", "theme")}
    assert begun == {"place": "Bruneval", "place_key": "commune-44001", "theme": "2"}


def test_what_is_said_keeps_the_figure_that_it_contests(client, commune):
    phone = _contesting(client).fill(profile="parent", irritants=WORDS).press("review")
    assert f"À propos de {TOLD}" in _said(phone)

    assert phone.press("confirm").response.status_code == 303

    contest = Contest.objects.get()
    assert contest.retex.points.get().text == WORDS
    assert contest.retex.territory == commune.territory
    kept = (contest.estimate, contest.about, contest.code, contest.told)
    assert kept == (commune.estimate, About.COMMUNE, "44001", TOLD)
    assert Entry.objects.filter(event="atlas.figure.contested").count() == 1


def test_sent_twice_it_contests_once(client, commune):
    phone = _contesting(client).fill(profile="parent", irritants=WORDS).press("review")
    sent = phone.form.values.copy()
    phone.press("confirm")

    again = client.post("/temoigner/", {**sent, "step": "confirm"})

    assert again.status_code == 303
    assert Retex.objects.count() == Contest.objects.count() == 1


def test_a_school_is_contested_by_its_code(client, estimate, consultation):
    school = SchoolFactory(uai="0440001M", name="Collège du Marais")
    EstimateLineFactory(estimate=estimate, school=school)

    _sent(_contesting(client, "etablissement/0440001M"))

    assert Contest.objects.get().retex.school == school


def test_a_reference_that_no_page_of_ours_wrote_contests_nothing(client, commune):
    phone = Phone(client).open("/temoigner/?sur=YXRsYXM6MQ:faux")
    assert "À propos de" not in _said(phone)

    _sent(phone)

    assert Retex.objects.count() == 1
    assert not Contest.objects.exists()


@pytest.mark.parametrize(("count", "said"), [(4, "Moins de 5 personnes"), (5, "5 personnes")])
def test_the_page_says_how_many_contest_it_and_hides_few(client, commune, count, said):
    for _each in range(count):
        _contest_of(commune)
    _contest_of(commune, state="received")

    page = client.get("/carte/44/commune/44001/")

    assert f"{said} contestent ce chiffre." in main_words(read(page))


def test_taken_back_it_contests_nothing_any_more(commune):
    contest = _contest_of(commune)

    withdraw_retex(retex=contest.retex, acting_user=None)

    assert not Contest.objects.exists()


def test_the_page_of_the_account_does_not_say_which_commune(client, commune):
    _sent(_contesting(client))
    retex = publish_retex(retex=Retex.objects.get(), acting_user=None)

    said = main_words(read(client.get(reverse("voices:retex", args=[retex.pk]))))

    assert WORDS in said
    assert "Bruneval" not in said


def test_whoever_moderates_reads_which_figure_is_contested_and_goes_to_it(client, commune):
    _sent(_contesting(client))
    retex = Retex.objects.get()
    _sent(Phone(client).open("/temoigner/"))
    client.force_login(UserFactory(moderator_of=commune.estimate.territory))

    address = "/carte/44/commune/44001/"
    for page in ("/moderation/", f"/moderation/{retex.pk}/"):
        read_page = read(client.get(page))
        told = [(said, url) for said, url in links(read_page) if url == address]
        assert told == [(f"Conteste ce chiffre : {TOLD}", address)]

    # The words stay when the estimate that was read is gone.
    Contest.objects.update(estimate=None)
    page = read(client.get("/moderation/"))
    assert f"Conteste ce chiffre : {TOLD}" in main_words(page)
    assert address not in [url for _said, url in links(page)]


def _contest_of(line, **about):
    told = {"estimate": line.estimate, "about": line.about, "code": line.code, "told": TOLD}
    return Contest.objects.create(retex=VoiceFactory(**about), **told)
