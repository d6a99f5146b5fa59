"""Rows written by a statement kept from the time before are rows like the others."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from maillage.audit.models import Entry
from maillage.toolbox.insertion import insert
from maillage.voices.enums import PointKind
from maillage.voices.models import Contribution, Point
from maillage.voices.tests.factories import RetexFactory

pytestmark = pytest.mark.django_db


def plain(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_row_read_back_is_the_row_that_was_written():
    points = [Point(kind=PointKind.IRRITANT, text=f"é « {n} »") for n in range(3)]
    insert(points)

    assert [plain(Point.objects.get(pk=point.pk)) for point in points] == list(map(plain, points))
    points[0].text = "autre"
    points[0].save()
    assert Point.objects.count() == 3, "it is known to be stored: saving updates it"


def test_a_key_that_is_not_drawn_and_every_kind_of_column_are_kept():
    contribution = Contribution(
        retex=RetexFactory(),
        client_key=uuid.uuid4(),
        body_digest="a",
        receipt_digest="b",
        flags=["téléphone", "e-mail"],
    )
    insert([contribution])

    assert plain(Contribution.objects.get()) == plain(contribution)


def test_several_rows_cost_one_statement_and_none_costs_nothing():
    with CaptureQueriesContext(connection) as asked:
        insert([Point(kind=PointKind.STRENGTH, text="x") for _ in range(20)])
        insert([])
    assert len(asked) == 1


def test_a_constraint_of_the_database_still_refuses():
    said = {"client_key": uuid.uuid4(), "body_digest": "a"}
    insert([Contribution(retex=RetexFactory(), receipt_digest="b", **said)])
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([Contribution(retex=RetexFactory(), receipt_digest="c", **said)])
    assert not Entry.objects.exists()
