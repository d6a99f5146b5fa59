import pytest
from django.db import connections
from django.db.utils import ConnectionHandler


@pytest.fixture
def trial(tmp_path, django_db_blocker):
    """An embedded database of its own, on disk, under the alias it returns."""
    database = {
        "ENGINE": "maillage.toolbox.sqlite",
        "NAME": tmp_path / "trial.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {"timeout": 30},
    }
    with django_db_blocker.unblock():
        connections.settings["trial"] = ConnectionHandler({"default": database}).settings["default"]
        with connections["trial"].cursor() as cursor:
            cursor.execute("CREATE TABLE voice (id INTEGER PRIMARY KEY, writer INTEGER)")
        yield "trial"
        connections["trial"].close()
        del connections["trial"]
        del connections.settings["trial"]
