"""The technical journal names nobody, whoever writes in it."""

import io
import logging
import logging.config

import pytest
from django.conf import settings
from tests.watch import watch

from maillage.toolbox.redaction import redacted


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Not Found: /ma-parole/7k4p9xq2m0vb3hte/corriger/", "Not Found: /ma-parole/…"),
        ("GET /temoigner/recu/abc:def?x=1", "GET /temoigner/recu/…?x=1"),
        ("GET /compte/invitation/abc-def/", "GET /compte/invitation/…"),
        ("receipt 7K4P-9XQ2-M0VB-3HTE unknown", "receipt … unknown"),
        ("Key (email)=(zoe.c@canari.example) already exists", "Key (email)=(…@…) already exists"),
        ("?to=zoe%40canari.example&x", "?to=…@…&x"),
        ("call 06 39 98 12 34, or +33 6 39 98 12 34.", "call …, or …."),
        ("call 0639981234 or 06.39.98.12.34", "call … or …"),
    ],
)
def test_what_proves_who_one_is_or_reaches_them_is_left_out(typed, written):
    assert redacted(typed) == written


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-27 15:29:28,123 INFO waitress: Serving on http://127.0.0.1:8131",
        "Not Found: /retours/9/?thematique=2",
        "worker 412345 ended (9) and is replaced",
        "550e8400-e29b-41d4-a716-446655440000",
        "sign-in refused, too many tries: account 0612345678ab",
    ],
)
def test_other_lines_are_left_as_they_are(line):
    assert redacted(line) == line


@pytest.fixture
def journal():
    """What the installation would write, made by its own settings."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    maker = logging.config.DictConfigurator(settings.LOGGING)
    handler.setFormatter(maker.configure_formatter(settings.LOGGING["formatters"]["line"]))
    library = logging.getLogger("some.library")
    library.addHandler(handler)
    yield library, written
    library.removeHandler(handler)


def test_a_library_and_its_traceback_are_redacted_too(journal):
    library, written = journal
    # The suite fails whoever writes an address in the journal, redacted or not.
    with watch.aside():
        try:
            raise ValueError("no mailbox zoe@canari.example, 06 39 98 12 34")
        except ValueError:
            library.exception("cannot write to %s", "zoe@canari.example")
    said = written.getvalue()
    assert "Traceback" in said
    assert "cannot write to …@…" in said
    assert "ValueError: no mailbox …@…, …" in said
    assert "canari" not in said


def test_every_line_of_the_installation_goes_through_it():
    handlers = settings.LOGGING["handlers"].values()
    assert {handler["formatter"] for handler in handlers} == {"line"}
    formatter = settings.LOGGING["formatters"]["line"]["class"]
    assert formatter == "maillage.toolbox.redaction.RedactedFormatter"
