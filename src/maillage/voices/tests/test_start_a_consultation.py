"""From nothing to an open consultation; and its front page, revised."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.queries import entries_about
from maillage.territory.models import Territory
from maillage.territory.tests.factories import TerritoryFactory
from maillage.voices import actions
from maillage.voices.models import Consultation
from maillage.voices.tests.factories import ConsultationFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def test_one_command_opens_a_consultation_with_the_five_themes(capsys):
    call_command("consultation", "create", "--title", "Le numérique, parlons-en")

    consultation = Consultation.objects.public().get()
    assert consultation.themes.count() == 5
    assert consultation.territory.name == "France"
    assert "« Le numérique, parlons-en » ouverte" in capsys.readouterr().out


def test_two_consultations_of_one_title_have_two_addresses():
    for _ in range(2):
        call_command("consultation", "create", "--title", "Le numérique")

    slugs = Consultation.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["le-numerique", "le-numerique-2"]
    assert Territory.objects.count() == 1


def test_a_code_that_means_two_places_is_refused():
    TerritoryFactory(kind="academic_region", code="44")
    TerritoryFactory(kind="department", code="44")

    with pytest.raises(CommandError, match="plusieurs territoires"):
        call_command("consultation", "create", "--title", "Ici", "--territory", "44")


def revise(consultation, user, **changes):
    values = {
        "title": "Un autre titre",
        "question": "Que manque-t-il ?",
        "intro": "Dites-le.",
        "themes": [(1, "Égal accès"), (6, "Un thème de plus")],
        "phases": [("Recueil", datetime.date(2027, 1, 1), datetime.date(2027, 3, 31))],
    }
    return actions.revise_consultation(
        consultation=consultation, acting_user=user, **{**values, **changes}
    )


def test_a_revision_renames_adds_themes_and_replaces_phases():
    consultation = ConsultationFactory(open=True)
    ThemeFactory(consultation=consultation, number=1, title="Avant")
    ThemeFactory(consultation=consultation, number=2, title="Reste")

    revise(consultation, None)
    revise(consultation, None)

    consultation.refresh_from_db()
    assert consultation.title == "Un autre titre"
    themes = list(consultation.themes.values_list("number", "title"))
    assert themes == [(1, "Égal accès"), (2, "Reste"), (6, "Un thème de plus")]
    assert [phase.title for phase in consultation.phases.all()] == ["Recueil"]
    assert entries_about(consultation).count() == 2


def test_who_facilitates_workshops_does_not_rewrite_the_consultation():
    consultation = ConsultationFactory(open=True)

    with pytest.raises(PermissionDenied):
        revise(consultation, UserFactory(facilitator_of=consultation.territory))
