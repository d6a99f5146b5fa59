"""The story is played through the actions of the rooms: all of it, once, with the same words."""

import pytest
from django.db.models import Q
from django.urls import reverse

from maillage.accounts.models import User
from maillage.atlas.models import Hearing
from maillage.demo import queries
from maillage.demo.actions import populate
from maillage.followup.models import Measure, ProgressReport
from maillage.plan.models import Action, Indicator, LeverLink
from maillage.projections.models import IrritantLink
from maillage.silence.models import Edition
from maillage.silence.queries import Counted
from maillage.territory.models import Dataset
from maillage.territory.queries import contacts_of, find_places
from maillage.voices.enums import LinkState, RetexState
from maillage.voices.models import Consultation, Contribution, Retex, Workshop
from maillage.voices.queries import receipt_under
from maillage.voices.tests.pages import main_words, read

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def story(undone):
    """It takes longer to play than to be looked at."""
    with undone():
        yield populate()


def tallies():
    models = (Workshop, Retex, Action, Indicator, ProgressReport, Measure, User)
    return {model.__name__: model.objects.count() for model in models}


def assert_silence_shows_at_once(consultation):
    """Somebody who is known to be there in numbers did not speak."""
    counted = Counted(Edition.objects.get(consultation=consultation).body)
    first = counted.at(*counted.silent(counted.telling(counted.root), counted.root)[0])
    assert first.count == 0
    assert first.population > 1_000


def test_the_whole_story_is_played(story):
    assert_silence_shows_at_once(story)

    assert Dataset.objects.count() == len(queries.land_files())
    # Two workshops said it of their own commune: the map stands beside them at once.
    assert Hearing.objects.get(consultation=story).body["workshops"].keys() == {"96105", "96122"}
    told = queries.followup()
    assert Workshop.objects.filter(theme__consultation=story).count() == 12
    assert Workshop.objects.filter(published_at=None).count() == 1
    assert ProgressReport.objects.count() == sum(len(entry["reports"]) for entry in told)
    assert Measure.objects.count() == sum(len(entry["measures"]) for entry in told)


def test_voices_are_read_or_wait_to_be_and_paper_says_who_typed_it():
    alone = Retex.objects.filter(workshop=None)
    states = list(alone.values_list("state", flat=True))
    assert states.count(RetexState.PUBLISHED) == 34 + len(queries.cited_voices())
    assert states.count(RetexState.RECEIVED) == 4
    assert states.count(RetexState.REFUSED) == 1
    typed = Contribution.objects.exclude(typed_by=None).select_related("typed_by")
    assert {each.typed_by.email for each in typed} == {"fatou.kerguen@demo.example"}
    assert alone.exclude(school=None).count() > 20


def test_a_place_is_found_by_its_school_and_its_postcode():
    [school] = find_places("collège des Salins")
    assert (school.school.name, school.is_exact) == ("Collège des Salins", True)
    [contact] = contacts_of(school=school.school)
    assert contact.organisation == "Collège des Salins"
    assert {place.territory.name for place in find_places("99120")} == {
        "Lanterres", "Saint-Aubrin",
    }  # fmt: skip


def test_played_twice_it_is_played_once_and_visitors_keep_their_changes():
    before = tallies()
    Workshop.objects.update(title="Un titre corrigé par une visiteuse")

    populate()

    assert tallies() == before
    assert Consultation.objects.count() == 1
    assert set(Workshop.objects.values_list("title", flat=True)) == {
        "Un titre corrigé par une visiteuse"
    }


def test_each_account_of_experience_is_placed_on_the_map():
    assert list(Retex.objects.filter(territory=None).values_list("place", flat=True)) == []


def test_every_lever_of_the_plan_and_most_irritants_find_what_they_restate():
    by_state = list(IrritantLink.objects.values_list("state", flat=True))
    assert set(LeverLink.objects.values_list("state", flat=True)) == {LinkState.SAME_WORDING}
    assert by_state.count(LinkState.SAME_WORDING) > 15
    assert by_state.count(LinkState.CONFIRMED) == len(queries.decisions())
    assert by_state.count(LinkState.SUGGESTED) > 3


def test_each_followed_figure_says_its_unit_its_sense_and_its_source():
    followed = Indicator.objects.filter(measures__isnull=False)
    assert not followed.filter(Q(unit="") | Q(direction="") | Q(source="")).exists()


def test_each_act_was_signed_by_somebody_of_the_story():
    assert not ProgressReport.objects.filter(reported_by=None).exists()
    assert not Measure.objects.filter(recorded_by=None).exists()
    assert set(User.objects.values_list("is_demo", flat=True)) == {True}


def test_an_action_is_late_and_another_blocked_for_all_to_see(client):
    page = client.get("/suivi/").content.decode()
    assert 'class="tag late"' in page
    assert 'class="tag blocked"' in page


def test_a_voice_of_the_story_is_followed_down_to_what_was_measured(client, settings):
    # Before the setting: addresses are read once, and those of a demonstration are not all visited.
    door = reverse("portal:my_words_door")
    settings.DEMO = True
    receipt = receipt_under(settings.DEMO_VOICE)

    door = client.get(door).content.decode()
    assert receipt in door
    told = main_words(read(client.get(reverse("portal:my_words", args=[receipt]))))

    assert "« Trajets du soir pour trouver du réseau »" in told
    for chapter in ("ce besoin :", "ils ont proposé :", "Une action du plan", "en regardant :"):
        assert chapter in told
    assert "(valeur " in told
