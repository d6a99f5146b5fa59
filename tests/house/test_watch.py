"""The watch itself (tests/watch.py): what it must see, it sees, in each place where it looks."""

import datetime as dt
import logging
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.core.cache import caches
from django.core.mail import EmailMessage
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from maillage.audit import chain
from tests.house.tree import ROOT
from tests.watch import CANARIES, watch

RECEIPT = "7K4P-9XQ2-M0VB-3HTE"
LINK = {
    "number": 1,
    "at": dt.datetime(2026, 11, 27, tzinfo=dt.UTC),
    "event": "x",
    "actor_id": None,
    "actor_label": "visiteur",
    "target_kind": "",
    "target_id": "",
    "previous_hash": "0",
}
IDENTITIES = (*CANARIES, "zoe@exemple.fr", "06 39 98 12 34", RECEIPT)


@pytest.mark.parametrize("who", IDENTITIES)
@pytest.mark.parametrize("cache", ["default", "pages", "minute"])
def test_a_cache_that_keeps_somebody(cache, who):
    with watch.aside() as leaks:
        caches[cache].set(f"place:{quote(who)}", 1)
        caches[cache].add("place", {"who": who})
    assert {leak.split(":")[0] for leak in leaks} == {"cache, name", "cache"}


def test_a_page_that_is_kept_and_says_how_to_reach_somebody():
    with watch.aside() as leaks:
        caches["pages"].set("page", HttpResponse("écrire à zoe@exemple.fr"))
        caches["pages"].set("page", HttpResponse("personne"))
    assert leaks == ["cache, page: zoe@exemple.fr"]


@pytest.mark.parametrize("who", [who for who in IDENTITIES if who != RECEIPT])
def test_a_line_of_any_library_that_names_somebody(who):
    with watch.aside() as leaks:
        logging.getLogger("some.library").warning("no answer from %s", who)
    assert any("as written" in leak for leak in leaks)


def test_a_line_whose_traceback_names_somebody():
    with watch.aside() as leaks:
        try:
            raise ValueError("Canariot is there twice")
        except ValueError:
            logging.getLogger("some.library").exception("refused")
    assert leaks == ["journal, some.library: Canariot"]


@pytest.mark.parametrize("who", IDENTITIES)
def test_a_mail_that_names_somebody_else(who):
    with watch.aside() as leaks:
        EmailMessage("Bonjour", f"comme {who} l’a dit", to=["ana@exemple.org"]).send()
        EmailMessage("Bonjour", "à ana@exemple.org", to=["ana@exemple.org"]).send()
    assert {leak.split(":")[0] for leak in leaks} == {"mail"}


@pytest.mark.parametrize("who", IDENTITIES)
def test_a_trail_that_names_somebody(who):
    with watch.aside() as leaks:
        chain.digest({**LINK, "data": {"old": who}})
    assert {leak.split(":")[0] for leak in leaks} == {"trail"}


def test_an_address_that_names_somebody():
    asked = RequestFactory().get("/", {"receipt": RECEIPT, "q": "zoe@exemple.fr"})
    with watch.aside() as leaks:
        watch.answer(asked, HttpResponse())
        watch.answer(RequestFactory().get("/"), HttpResponseRedirect("/?who=Canariot"))
        watch.answer(RequestFactory().get("/"), HttpResponseRedirect(f"/retours/{RECEIPT}/"))
        watch.answer(RequestFactory().get("/"), HttpResponseRedirect(f"/ma-parole/{RECEIPT}/"))
    assert leaks == [
        f"query: {RECEIPT}",
        "redirection, query: Canariot",
        f"redirection: {RECEIPT}",
    ]


LEAKING = """
import logging

def test_that_leaks():
    logging.getLogger("x").warning("Canariot")

def test_that_does_not():
    logging.getLogger("x").warning("personne")
"""


def test_the_test_that_leaked_is_the_one_that_fails(tmp_path):
    (tmp_path / "test_leaking.py").write_text(LEAKING)
    command = [sys.executable, "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider"]
    ran = subprocess.run(
        [*command, "-c", ROOT / "pyproject.toml", "--rootdir", ROOT, "-p", "conftest", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "1 failed, 1 passed" in ran.stdout, ran.stdout + ran.stderr
    assert "FAILED" in ran.stdout
    assert "test_that_leaks - Failed: somebody may be recognised" in ran.stdout
