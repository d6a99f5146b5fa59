"""Everybody, at every address, by every method: what happens is what the matrix says."""

import logging

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from maillage.accounts.enums import RoleKind
from tests.access.matrix import NEVER, PAGES
from tests.access.world import ANONYMOUS, EVERYBODY, SUPERUSER, WORDS, World
from tests.house.test_addresses import named_addresses

SIGN_IN = "/compte/connexion/"
# Not a page of the demonstration's own alone.
ADDRESSES = sorted(name for name, _ in named_addresses())


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    yield World()
    logging.getLogger("django.request").setLevel(logging.NOTSET)


def test_every_address_is_declared_and_every_declared_one_exists():
    assert sorted(PAGES) == ADDRESSES


def ask(world, who, name, method, **how):
    """The answer, whatever it did undone."""
    address = reverse(name, kwargs=world.arguments.get(name, {}))
    client = world.clients[who]
    signed_in = client.cookies.output()
    with transaction.atomic():
        response = getattr(client, method)(address, **how)
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    # Who signs out comes back.
    client.cookies.clear()
    client.cookies.load(signed_in.replace("Set-Cookie: ", ""))
    return response


def expected(rule, who):
    """allowed, or the status of the refusal."""
    if rule.hats is None:
        return "allowed"
    if who == ANONYMOUS:
        return SIGN_IN
    if rule.signed_in:
        return "allowed"
    kind = who.removesuffix(" ailleurs")
    wears = kind in rule.hats and (rule.anywhere or kind == who)
    if wears or (who == SUPERUSER and RoleKind.ADMINISTRATOR in rule.hats):
        return "absent" if rule.absent else "allowed"
    if kind == who and kind in rule.seen_by:
        return 403
    return rule.otherwise


def happened(response):
    if response.status_code == 302 and response["Location"].startswith(f"{SIGN_IN}?"):
        return SIGN_IN
    return response.status_code if response.status_code in {403, 404, 405} else "allowed"


def is_as_said(rule, who, response):
    wanted, got = expected(rule, who), happened(response)
    if wanted == "absent":
        wanted = 404
    # Public addresses say that they have no such method; the others may ask to sign in first.
    if rule.otherwise in {404, 405} and rule.hats == () and who == ANONYMOUS:
        return got in {SIGN_IN, rule.otherwise}
    return got == wanted


@pytest.mark.parametrize("method", ["get", "post"])
def test_everybody_at_every_address_meets_what_the_matrix_says(world, method):
    wrong = []
    for name in ADDRESSES:
        page = PAGES[name]
        rule = getattr(page, method)
        data = page.body if method == "post" else {}
        for who in EVERYBODY:
            response = ask(world, who, name, method, data=data)
            if not is_as_said(rule, who, response):
                wrong.append(f"{method} {name}, {who}: {response.status_code}")
            elif happened(response) != "allowed" and not response.streaming:
                told = response.content.decode(errors="replace")
                if WORDS in told:
                    wrong.append(f"{method} {name}, {who}: a refusal that tells")
    assert wrong == [], "\n".join(wrong)


def test_no_address_answers_a_method_that_nobody_declared(world):
    wrong = [
        f"{method} {name}: {status}"
        for name in ADDRESSES
        for method in ("put", "patch", "delete")
        if (status := ask(world, SUPERUSER, name, method).status_code) not in {403, 404, 405}
    ]
    assert wrong == [], "\n".join(wrong)


def counted():
    with connection.cursor() as cursor:
        told = {}
        for table in connection.introspection.table_names(cursor):
            if not table.startswith("django_session"):
                cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608
                told[table] = cursor.fetchone()[0]
        return told


# Taking out what is not published leaves a trace: that is its promise.
LEAVES_A_TRACE = {"exchange:everything"}


def test_reading_changes_nothing(world):
    before, wrong = counted(), []
    for name in ADDRESSES:
        if PAGES[name].get == NEVER or name in LEAVES_A_TRACE:
            continue
        response = world.clients[SUPERUSER].get(reverse(name, kwargs=world.arguments.get(name, {})))
        if response.streaming:
            b"".join(response.streaming_content)
        if (after := counted()) != before:
            changed = {table for table in after if after[table] != before.get(table)}
            wrong.append(f"{name}: {changed}")
            before = after
    assert wrong == [], "\n".join(wrong)


def test_a_form_without_its_token_is_refused_or_asks_where_it_came_from(world):
    """Those that ask no token hold no cookie: another site that sends them is refused."""
    wrong = []
    world.clients["strict"] = Client(enforce_csrf_checks=True)
    world.clients["strict"].cookies = world.clients[SUPERUSER].cookies
    for name in ADDRESSES:
        page = PAGES[name]
        if page.post == NEVER or page.post.otherwise == 404 or page.is_secret:
            continue
        elsewhere = {"Sec-Fetch-Site": "cross-site", "Origin": "https://ailleurs.example"}
        response = ask(world, "strict", name, "post", data=page.body, headers=elsewhere)
        if response.status_code != 403:
            wrong.append(f"{name}: {response.status_code}")
    assert wrong == [], "\n".join(wrong)
