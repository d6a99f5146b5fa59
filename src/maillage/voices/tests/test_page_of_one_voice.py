"""/retours/<n>/ of what one person said: who speaks, and nothing once taken back."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.territory.tests.factories import SchoolFactory
from maillage.voices.actions import Said, publish_retex, receive_retex, withdraw_retex
from maillage.voices.enums import Profile
from maillage.voices.tests.factories import ConsultationFactory
from maillage.voices.tests.pages import links, main_words, page_weight, read

pytestmark = pytest.mark.django_db
AUTHOR = AnonymousUser()


@pytest.fixture
def retex():
    school = SchoolFactory(name="Collège de la Dune")
    said = Said(
        profile=Profile.TEACHER,
        territory_id=school.territory.pk,
        school_id=school.pk,
        irritants=("On ne capte rien",),
    )
    sent = receive_retex(
        consultation=ConsultationFactory(open=True),
        said=said,
        client_key=uuid.uuid4(),
        acting_user=AUTHOR,
    )
    return publish_retex(retex=sent.retex, acting_user=None)


def test_anyone_reads_who_speaks_and_may_report_it(client, retex, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        response = client.get(retex.get_absolute_url())
    page = read(response)

    said = main_words(page)
    assert "Professeur" in said
    # One teacher of one school is somebody.
    assert "Collège de la Dune" not in said
    assert "« On ne capte rien »" in said
    assert ("Signaler ce témoignage", reverse("moderation:report", args=[retex.pk])) in links(page)
    assert page_weight(response) < 20_000


def test_nobody_corrects_the_words_of_one_person_for_them(client, retex):
    client.force_login(UserFactory(administrator_of=retex.consultation.territory))

    assert "Corriger" not in main_words(read(client.get(retex.get_absolute_url())))
    assert client.get(reverse("voices:correct_retex", args=[retex.pk])).status_code == 403


def test_taken_back_and_cited_by_nobody_it_does_not_exist(client, retex):
    withdraw_retex(retex=retex, acting_user=AUTHOR)

    assert client.get(retex.get_absolute_url()).status_code == 404
