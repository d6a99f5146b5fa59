"""What is erased is written over, whoever erases within whatever; what expired does not stay."""

import datetime as dt

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from maillage.toolbox.erasing import empty_journals, for_good, forget_expired

pytestmark = pytest.mark.django_db


def writes_over():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        return cursor.fetchone()[0] == 1


def test_whoever_erases_within_an_erasure_does_not_end_it():
    if connection.vendor != "sqlite":
        with for_good(), for_good():
            pass
        return
    before = writes_over()
    with for_good():
        with for_good():
            assert writes_over()
        assert writes_over()
    assert writes_over() == before


def test_a_journal_is_left_alone_in_the_middle_of_a_transaction():
    empty_journals()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def test_what_the_cache_kept_long_enough_goes_and_the_rest_stays(settings):
    assert forget_expired(timezone.now()) == 0, "what is kept in memory goes with it"
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "kept_awhile",
        }
    }
    call_command("createcachetable", verbosity=0)
    caches["default"].set("soon", 1, 60)
    caches["default"].set("late", 1, 6_000)

    assert forget_expired(timezone.now()) == 0
    assert forget_expired(timezone.now() + dt.timedelta(minutes=10)) == 1
    assert caches["default"].get("late") == 1
