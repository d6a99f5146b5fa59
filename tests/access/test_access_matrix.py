"""Everybody, at every address, by every method: what happens is what the matrix says."""

import itertools
import logging
import re

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import reverse

from maillage.accounts.enums import RoleKind
from tests.access.matrix import (
    EDITORS,
    NEVER,
    PAGES,
    WRITTEN_BY_READING,
    of_unpublished,
)
from tests.access.world import (
    ABOVE,
    ANONYMOUS,
    BELOW,
    EVERYBODY,
    HERE,
    NO_HAT,
    SUPERUSER,
    WORDS,
    World,
)
from tests.house.test_addresses import named_addresses

SIGN_IN = "/compte/connexion/"
# Whatever one's hat: it is for whoever dropped it.
OF_ONE_PERSON = {"synthesis:draft"}
AROUND = [f"{kind} {where}" for kind in EDITORS for where in (ABOVE, BELOW)]
BEFORE_A_TWIN = [ANONYMOUS, NO_HAT, SUPERUSER, *HERE, "facilitator ailleurs", *AROUND]
# Not a page of the demonstration's own alone.
ADDRESSES = sorted(name for name, _ in named_addresses())


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(undone, tmp_path_factory):
    """Longer to build than to be looked at: whatever is asked of it is undone, and so is it."""
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")), undone():
        yield World()
    logging.getLogger("django.request").setLevel(logging.NOTSET)


def test_every_address_is_declared_and_every_declared_one_exists():
    assert sorted(PAGES) == ADDRESSES


WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE)


def ask(world, who, name, method, *, arguments=None, **how):
    """The answer, whatever it did undone; with `written`, the tables that it wrote to."""
    arguments = world.arguments if arguments is None else arguments
    address = reverse(name, kwargs=arguments.get(name, {}))
    client, written = world.clients[who], set()
    signed_in = client.cookies.output()

    def watch(execute, sql, *rest):
        written.update(WRITES.findall(sql))
        return execute(sql, *rest)

    with transaction.atomic():
        with connection.execute_wrapper(watch):
            response = getattr(client, method)(address, **how)
            if response.streaming:
                b"".join(response.streaming_content)
        transaction.set_rollback(True)
    # Who signs out comes back.
    client.cookies.clear()
    client.cookies.load(signed_in.replace("Set-Cookie: ", ""))
    response.written = written
    return response


def expected(rule, who):
    """allowed, or the status of the refusal."""
    if rule.hats is None:
        return "allowed"
    if who == ANONYMOUS:
        return rule.otherwise if rule.is_open else SIGN_IN
    if rule.signed_in:
        return "allowed"
    kind, _, where = who.partition(" ")
    holds_here = where in {"", ABOVE}
    if who == SUPERUSER:
        wears = RoleKind.ADMINISTRATOR in rule.hats
    else:
        wears = kind in rule.hats and (rule.anywhere or holds_here)
    if wears:
        return "absent" if rule.absent else "allowed"
    return 403 if holds_here and kind in rule.seen_by else rule.otherwise


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


def tells(response):
    return not response.streaming and WORDS in response.content.decode(errors="replace")


def faults(who, name, method, rule, response):
    """What is not as the matrix says: the answer, the words of a refusal, what a reading writes."""
    if not is_as_said(rule, who, response):
        yield f"{method} {name}, {who}: {response.status_code}"
    elif happened(response) != "allowed" and tells(response):
        yield f"{method} {name}, {who}: a refusal that tells"
    if method in {"get", "head"} and response.written - WRITTEN_BY_READING.get(name, set()):
        yield f"{method} {name}, {who} wrote: {response.written}"


@pytest.mark.one_database
@pytest.mark.parametrize("method", ["get", "post"])
def test_everybody_at_every_address_meets_what_the_matrix_says(world, method):
    wrong = []
    for name in ADDRESSES:
        page = PAGES[name]
        rule = getattr(page, method)
        data = page.body if method == "post" else {}
        for who in EVERYBODY:
            response = ask(world, who, name, method, data=data)
            wrong += faults(who, name, method, rule, response)
    assert wrong == [], "\n".join(wrong)


@pytest.mark.one_database
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_hat_worn_around_holds_here_and_one_worn_within_does_not(world, method):
    wrong = []
    for name in ADDRESSES:
        page = PAGES[name]
        rule = getattr(page, method)
        data = page.body if method == "post" else {}
        for kind, where in itertools.product(rule.hats or (), (ABOVE, BELOW)):
            if name in OF_ONE_PERSON:
                continue
            who = f"{kind} {where}"
            wrong += faults(who, name, method, rule, ask(world, who, name, method, data=data))
    assert wrong == [], "\n".join(wrong)


@pytest.mark.one_database
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_published_is_there_for_its_editors_alone(world, method):
    wrong = []
    for name, who in itertools.product(world.twins, BEFORE_A_TWIN):
        page = PAGES[name]
        rule = of_unpublished(getattr(page, method))
        how = {"arguments": world.twins, "data": page.body if method == "post" else {}}
        wrong += faults(who, name, method, rule, ask(world, who, name, method, **how))
    assert wrong == [], "\n".join(wrong)


def test_an_empty_form_is_refused_like_a_full_one(world):
    """The permission is asked before what was typed is read."""
    wrong = []
    for name, who in itertools.product(ADDRESSES, (ANONYMOUS, NO_HAT, "facilitator ailleurs")):
        rule = PAGES[name].post
        if expected(rule, who) not in {"allowed", "absent"}:
            wrong += faults(who, name, "post", rule, ask(world, who, name, "post"))
    assert wrong == [], "\n".join(wrong)


def test_asking_for_the_head_of_a_page_is_reading_it(world):
    wrong = []
    for name, who in itertools.product(ADDRESSES, (ANONYMOUS, "facilitator", SUPERUSER)):
        rule = PAGES[name].get
        wrong += faults(who, name, "head", rule, ask(world, who, name, "head"))
    assert wrong == [], "\n".join(wrong)


def test_no_address_answers_a_method_that_nobody_declared(world):
    wrong = [
        f"{method} {name}: {status}"
        for name in ADDRESSES
        for method in ("put", "patch", "delete")
        if (status := ask(world, SUPERUSER, name, method).status_code) not in {403, 404, 405}
    ]
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
