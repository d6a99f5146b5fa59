"""A question asked by everyone is written once, and answers as the queryset would."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.db import connection

from maillage.toolbox.compiled import compiled

pytestmark = pytest.mark.django_db


def groups():
    return Group.objects.filter(name__startswith="a").only("name").order_by("-pk")[:2]


def test_the_rows_are_those_of_the_queryset_each_time(django_assert_num_queries):
    asked = compiled(groups)
    assert asked() == []
    for name in ("a1", "b1", "a2", "a3"):
        Group.objects.create(name=name)
        with django_assert_num_queries(1):
            rows = asked()
        assert rows == list(groups())
    assert [row.name for row in rows] == ["a3", "a2"]


def test_what_was_not_asked_is_read_when_it_is_needed():
    one = compiled(lambda: Permission.objects.only("name").order_by("pk")[:1])()[0]
    assert one.codename == Permission.objects.get(pk=one.pk).codename


def test_a_column_that_needs_a_conversion_is_refused():
    @compiled
    def sessions():
        return Session.objects.only("expire_date")

    if connection.vendor == "postgresql":
        assert sessions() == [], "it gives a date as a date: there is nothing to convert"
        return
    with pytest.raises(TypeError, match="sessions asks columns"):
        sessions()
