"""What every test stands on, in the rooms and in tests/; the settings of the suite do the rest."""

from contextlib import contextmanager

import pytest

pytest_plugins = ["tests.watch"]
TOUCHES = {"db", "transactional_db", "django_db_setup"}


def pytest_addoption(parser):
    parser.addoption(
        "--database-only",
        action="store_true",
        help="leave out what cannot tell one database from another (the second run, on PostgreSQL)",
    )


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--database-only"):
        return
    kept, left = [], []
    for item in items:
        touches = item.get_closest_marker("django_db") or TOUCHES & set(item.fixturenames)
        told = touches and not item.get_closest_marker("one_database")
        (kept if told else left).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request):
    """On PostgreSQL each worker has its own database; on SQLite each has its own, in its memory.

    pytest-django knows Django's engine by name only, and would give ours a file in this folder.
    """
    from django.db import connection

    if connection.vendor == "postgresql":
        request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture(scope="session")
def undone(django_db_setup, django_db_blocker):
    """`with undone():` what a whole file of tests looks at is written once, and never was."""
    from django.db import transaction

    @contextmanager
    def until_the_end():
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return until_the_end


@pytest.fixture(autouse=True)
def _own_cache():
    yield
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """What is asked of a base once is not asked within a test that counts what is asked.

    Whether SQLite knows JSON, which Django asks of it once in a process; and the head of the trail,
    which the first writer gives back to a base that a test of transactions emptied.
    """
    from django.apps import apps
    from django.db import connection
    from django.db.models.signals import post_migrate

    from maillage.audit.models import Head

    def begin_the_trail(using, **_told):
        Head.objects.using(using).get_or_create()

    with django_db_blocker.unblock():
        assert connection.features.supports_json_field
    post_migrate.connect(
        begin_the_trail, sender=apps.get_app_config("audit"), dispatch_uid="suite.head"
    )
    yield
    post_migrate.disconnect(sender=apps.get_app_config("audit"), dispatch_uid="suite.head")
