import pytest
from django.contrib.auth.decorators import login_not_required
from django.test import override_settings
from django.urls import path

from maillage.toolbox.errors import Refusal


class AlreadyOpened(Refusal):
    def __init__(self):
        super().__init__("Cette consultation a déjà été ouverte.", title="Déjà ouverte")


class TooLate(Refusal):
    status = 410


@login_not_required
def refuse(request, kind):
    raise {"opened": AlreadyOpened(), "late": TooLate("C’est <b>fini</b>."), "bug": KeyError()}[
        kind
    ]


urlpatterns = [path("<str:kind>/", refuse)]


@pytest.fixture(autouse=True)
def _routes():
    with override_settings(ROOT_URLCONF=__name__):
        yield


def test_a_refused_action_is_one_page_with_its_reason_and_a_way_back(client):
    answer = client.get("/opened/", headers={"Referer": "http://testserver/plan/?theme=1"})

    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Déjà ouverte" in text
    assert "Cette consultation a déjà été ouverte." in text
    assert 'href="/plan/?theme=1"' in text


def test_a_refusal_carries_its_own_status_and_its_words_are_escaped(client):
    answer = client.get("/late/")
    assert answer.status_code == 410
    assert "C’est &lt;b&gt;fini&lt;/b&gt;." in answer.content.decode()


@pytest.mark.parametrize(
    "referer", ["", "https://evil.example/plan/", "javascript:alert(1)", "//x.y"]
)
def test_the_way_back_never_leaves_the_site(client, referer):
    answer = client.get("/opened/", headers={"Referer": referer})
    assert answer.context["back_url"] == "/"


def test_a_bug_is_not_a_refusal(client):
    with pytest.raises(KeyError):
        client.get("/bug/")
