"""What is read of the estimates of pupils without a way to connect."""

import pytest
from django.db import IntegrityError, transaction

from maillage.territory import queries
from maillage.territory.enums import About
from maillage.territory.models import EstimateLine
from maillage.territory.tests.factories import (
    EstimateFactory,
    EstimateLineFactory,
    SchoolFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db


def test_the_last_made_of_each_departement_is_in_force():
    first = EstimateFactory()
    last, elsewhere = EstimateFactory(territory=first.territory), EstimateFactory()

    assert set(queries.latest_estimates()) == {last, elsewhere}


def test_a_commune_is_told_by_the_estimate_of_its_departement():
    estimate = EstimateFactory()
    EstimateFactory()
    commune = TerritoryFactory(parent=estimate.territory)

    assert queries.estimate_of(commune) == estimate
    assert queries.estimate_of(estimate.territory) == estimate
    assert queries.estimate_of(TerritoryFactory(department=True)) is None


def test_lines_come_in_their_rank_each_kind_apart():
    estimate = EstimateFactory()
    second = EstimateLineFactory(estimate=estimate, rank=2)
    first = EstimateLineFactory(estimate=estimate, rank=1)
    school = EstimateLineFactory(estimate=estimate, school=SchoolFactory(), rank=1)

    assert list(queries.estimate_lines(estimate, About.COMMUNE)) == [first, second]
    assert list(queries.estimate_lines(estimate, About.SCHOOL)) == [school]


def test_of_100_pupils_so_many_are_without():
    assert EstimateLineFactory(pupils=250.0, without=30.0).share == 12
    assert EstimateLineFactory(pupils=None, without=None).share is None


def test_a_hidden_line_holds_no_figure():
    hidden = EstimateLineFactory(hidden=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        EstimateLine.objects.filter(pk=hidden.pk).update(without=3.0)
