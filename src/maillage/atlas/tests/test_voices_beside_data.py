"""Voices beside maps: who says that there is no network, never fewer than five apart."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from maillage.atlas.actions import count_voices
from maillage.atlas.models import Hearing
from maillage.territory.tests.factories import (
    EstimateFactory,
    EstimateLineFactory,
    SchoolFactory,
    TerritoryFactory,
)
from maillage.voices.tests.factories import (
    ConsultationFactory,
    PointFactory,
    ThemeFactory,
    VoiceFactory,
    WorkshopFactory,
)
from maillage.voices.tests.pages import main_words, read

pytestmark = pytest.mark.django_db
NO_NETWORK = "Au village le réseau ne passe pas, on ne capte rien"


class Land:
    def __init__(self):
        self.department = TerritoryFactory(department=True, code="44", name="Loire")
        self.estimate = EstimateFactory(territory=self.department)
        consultation = ConsultationFactory(open=True, territory=self.department)
        self.theme, self.consultation = ThemeFactory(consultation=consultation), consultation

    def commune(self, code, name, without):
        town = TerritoryFactory(code=code, name=name, parent=self.department)
        figures = {"pupils": 1_000.0, "without": without, "low": 0.0, "high": 400.0}
        EstimateLineFactory(estimate=self.estimate, territory=town, **figures)
        return town

    def say(self, count, town, text=NO_NETWORK, **about):
        for _each in range(count):
            retex = VoiceFactory(theme=self.theme, territory=town, **about)
            PointFactory(workshop=None, text=text, about=[retex])

    def workshop(self, title, town, **about):
        about = {"published_at": timezone.now(), **about}
        return WorkshopFactory(theme=self.theme, title=title, territory=town, **about)

    def count(self):
        return count_voices(consultation=self.consultation, acting_user=None).body


@pytest.fixture
def land():
    return Land()


def _said(client, address="/carte/44/communes/"):
    return main_words(read(client.get(address)))


def test_people_who_say_no_network_are_counted_once_each(land):
    town = land.commune("44001", "Bruneval", 2.0)
    land.say(5, town)
    land.say(3, town, text="La tablette est trop lourde")
    twice = VoiceFactory(theme=land.theme, territory=town)
    PointFactory(workshop=None, text=NO_NETWORK, about=[twice])
    PointFactory(workshop=None, text="Chez nous, zone blanche", about=[twice])

    assert land.count() == {"communes": {"44001": 6}, "schools": {}, "workshops": {}}


def test_where_the_map_says_covered_and_people_do_not_both_are_told(client, land):
    land.say(5, land.commune("44001", "Bruneval", 2.0))
    land.commune("44002", "La Blanche", 300.0)
    land.count()

    said = _said(client)

    assert "Bruneval : 5 personnes y disent ne pas avoir de réseau. La carte dit 0,2 %" in said
    assert "La Blanche : 30 %" in said
    assert "5 personnes y disent" in _said(client, "/carte/44/commune/44001/")


def test_fewer_than_five_are_never_told_apart(client, land):
    town = land.commune("44001", "Bruneval", 2.0)
    land.say(4, town)
    assert land.count() == {"communes": {}, "schools": {}, "workshops": {}}

    assert "Aucune commune, parmi celles où cinq personnes" in _said(client)
    said = _said(client, "/carte/44/commune/44001/")
    assert "Moins de 5 personnes y disent ne pas avoir de réseau." in said
    # As where nobody spoke.
    land.commune("44002", "La Muette", 2.0)
    assert "Moins de 5 personnes y disent" in _said(client, "/carte/44/commune/44002/")


def test_a_school_is_not_told_where_the_rest_of_its_town_would_be(land):
    town = land.commune("44001", "Bruneval", 2.0)
    school, other = SchoolFactory(territory=town), SchoolFactory(territory=town)
    land.say(6, town, school=school)
    land.say(3, town)
    assert land.count()["schools"] == {}

    land.say(2, town)
    assert land.count()["schools"] == {school.uai: 6}

    # Five of the other one would leave the five who named none: told; four would not be.
    land.say(5, town, school=other)
    assert land.count()["schools"] == {school.uai: 6, other.uai: 5}


def test_a_workshop_of_the_commune_is_told_with_its_sheet_while_it_is_published(client, land):
    town = land.commune("44001", "Bruneval", 2.0)
    silent = land.commune("44002", "La Blanche", 300.0)
    held = land.workshop("Au bout de la digue", town)
    for text in (NO_NETWORK, "Chez nous, zone blanche", "La tablette est trop lourde"):
        PointFactory(workshop=held, text=text)
    PointFactory(workshop=held, text=NO_NETWORK, kind="strength")
    PointFactory(workshop=land.workshop("Un brouillon", silent, published_at=None), text=NO_NETWORK)
    PointFactory(workshop=land.workshop("Partout", land.department), text=NO_NETWORK)

    assert land.count()["workshops"] == {"44001": {held.slug: 2}}
    said = _said(client)
    assert "Bruneval : 1 atelier y a dit ne pas avoir de réseau. La carte dit 0,2 %" in said
    assert "La Blanche : 30 %" in said
    told = "Au bout de la digue atelier tenu ici : 2 irritants disent qu’il n’y a pas de réseau"
    assert told in _said(client, "/carte/44/commune/44001/")

    type(held).objects.filter(pk=held.pk).update(published_at=None)
    assert "Au bout de la digue" not in _said(client, "/carte/44/commune/44001/")


def test_what_is_not_published_is_not_counted(land):
    town = land.commune("44001", "Bruneval", 2.0)
    land.say(5, town, state="received")

    assert land.count()["communes"] == {}


def test_it_is_counted_every_hour(land, capsys):
    land.say(5, land.commune("44001", "Bruneval", 2.0))

    call_command("tick")

    assert "Voix comptées : 1." in capsys.readouterr().out
    assert Hearing.objects.get().body["communes"] == {"44001": 5}
