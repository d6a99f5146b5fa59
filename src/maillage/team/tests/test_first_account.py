"""`maillage invite`: the link that opens the account of whoever administers."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from maillage.accounts.enums import RoleKind
from maillage.accounts.models import User
from maillage.accounts.tests.factories import UserFactory
from maillage.territory.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


def invited(*asked):
    out = StringIO()
    call_command("invite", *asked, stdout=out)
    return out.getvalue()


def test_the_link_that_is_printed_opens_an_account_that_administers(academy):
    said = invited("ada@exemple.fr")
    link = re.search(r"^http://localhost:8000(/compte/invitation/.+/)$", said, re.MULTILINE)[1]

    client = Client()
    client.get(link)
    client.post("/compte/invitation/", {"name": "Ada", "password": "quatre mots sans lien"})
    assert User.objects.get().holds({RoleKind.ADMINISTRATOR}, academy)


def test_a_place_a_role_and_a_site_may_be_named(academy, department):
    said = invited(
        "leo@exemple.fr", "--role", "desk", "--territory", "D1", "--site", "https://a.fr/"
    )
    assert "Sablières" in said
    assert "https://a.fr/compte/invitation/" in said


def test_asked_twice_each_link_is_shown_and_the_last_one_serves(academy):
    first, second = (invited("ada@exemple.fr").split()[-1] for _ in range(2))
    assert Client().get(first.partition("8000")[2]).status_code == 404
    assert Client().get(second.partition("8000")[2]).status_code == 302


def test_what_cannot_be_is_said_in_one_line(academy):
    with pytest.raises(CommandError, match="Aucun territoire n’a le code X9"):
        invited("ada@exemple.fr", "--territory", "X9")
    with pytest.raises(CommandError, match="adresse"):
        invited("ada")
    UserFactory(email="ada@exemple.fr", administrator_of=academy)
    with pytest.raises(CommandError, match="déjà ce rôle"):
        invited("ada@exemple.fr")
    TerritoryFactory(academy=True)
    with pytest.raises(CommandError, match="Plusieurs territoires"):
        invited("ada@exemple.fr")


def test_without_any_territory_the_command_says_what_comes_first():
    with pytest.raises(CommandError, match="consultation create"):
        invited("ada@exemple.fr")
