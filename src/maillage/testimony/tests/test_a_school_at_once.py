"""What a whole school asks in the same minute is asked once; what changes is seen."""

import pytest
from django.core.cache import caches

from maillage.territory.tests.factories import TerritoryFactory
from maillage.testimony.tests.phones import Phone
from maillage.voices.enums import ConsultationStatus
from maillage.voices.models import Retex
from maillage.voices.tests.factories import ThemeFactory


@pytest.fixture(autouse=True)
def one_minute(settings):
    memory = "django.core.cache.backends.locmem.LocMemCache"
    kept = {alias: {"BACKEND": memory, "LOCATION": alias} for alias in ("minute", "pages")}
    settings.CACHES = {**settings.CACHES, **kept}
    yield
    for alias in kept:
        caches[alias].clear()


@pytest.fixture
def town(consultation):
    return TerritoryFactory(name="Plogrèves", parent=consultation.territory)


def words(n, **more):
    return {"profile": "pupil", "place": "Plogrèves", "irritants": f"Point {n}", **more}


def test_the_second_pupil_costs_one_read_and_the_writing(
    town, client, django_assert_max_num_queries
):
    Phone(client).testify(**words(1, theme="1"))
    phone = Phone(client).open().fill(**words(2, theme="1")).press("review")
    # The consultation, then the transaction: counters, key, RETEX, contribution, point, trail.
    with django_assert_max_num_queries(15):
        phone.press("confirm")
    assert Retex.objects.filter(territory=town).count() == 2


def test_a_theme_added_meanwhile_is_chosen_at_once(town, client, consultation):
    Phone(client).testify(**words(1, theme="1"))
    ThemeFactory(consultation=consultation, number=9)
    Phone(client).testify(**words(2, theme="9"))
    assert Retex.objects.filter(theme__number=9).count() == 1


def test_a_consultation_that_closes_receives_nothing_more(town, client, consultation):
    Phone(client).testify(**words(1))
    phone = Phone(client).open().fill(**words(2)).press("review")
    consultation.status = ConsultationStatus.CLOSED
    consultation.save()
    assert phone.press("confirm").response.status_code == 409
    assert Retex.objects.count() == 1


def test_each_visitor_has_a_key_of_their_own_on_a_page_made_once(client, consultation):
    forms = [Phone(client).open().form for _ in range(3)]
    assert len({form.values["key"] for form in forms}) == 3
    assert len({form.values["seal"] for form in forms}) == 3


def test_the_page_made_once_says_the_new_question_at_once(client, consultation):
    Phone(client).open()
    consultation.question = "Et maintenant ?"
    consultation.save()
    assert "Et maintenant ?" in Phone(client).open().html
