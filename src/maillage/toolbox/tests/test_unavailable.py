import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.test import override_settings
from django.urls import path


@login_not_required
def fail(request, kind):
    raise {
        "locked": OperationalError("database is locked"),
        "full": OperationalError("database or disk is full"),
        "away": InterfaceError("connection already closed"),
        "bug": KeyError("password of the database"),
    }[kind]


urlpatterns = [path("<str:kind>/", fail)]
handler500 = "maillage.toolbox.unavailable.server_error"


@pytest.mark.parametrize(
    ("kind", "status"), [("locked", 503), ("full", 503), ("away", 503), ("bug", 500)]
)
def test_a_database_that_cannot_answer_asks_to_come_back_and_a_bug_does_not(client, kind, status):
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF=__name__):
        answer = client.get(f"/{kind}/")

    assert answer.status_code == status
    assert answer.headers.get("Retry-After") == ("10" if status == 503 else None)
    assert "password" not in answer.content.decode()
    assert "Content-Security-Policy" in answer.headers
