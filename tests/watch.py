"""All along the suite: who somebody is leaves no trace where nobody would think of erasing it.

Whatever a test types, it fails when an e-mail address, a telephone number, a receipt, or a word of
the canary identities below is found in a line of the journal, in a redirection or a query, in what
a cache keeps, in a mail to somebody else, or in the trail. Factories write canaries everywhere.
"""

import gzip
import logging
import re
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

import pytest

# Nobody is called so, lives there, or says this: where it stands, it leaked.
CANARIES = ("Canariot", "impasse des Serins", "canari.example", "mucoviscidose")
CANARY = re.compile("|".join(CANARIES), re.IGNORECASE)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w.-])(?:\+33 ?|0)[67]([ .]?)(?:\d\d\1){3}\d\d(?!\w)")
RECEIPT = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b")
EVERYTHING = (CANARY, EMAIL, PHONE, RECEIPT)
# An address of the site that its holder was given: it is the receipt, and the page says so.
OWN_DOOR = "/ma-parole/"
# What is in an address on purpose: words that are looked for, and the page to go back to.
LOOKED_FOR = {"q", "next"}


class Watch:
    def __init__(self):
        self.leaks = []

    def look(self, where, text, patterns=EVERYTHING, but=()):
        text = str(text)
        if len(text) > 500_000:
            return
        found = {hit[0] for pattern in patterns for hit in pattern.finditer(text)} - set(but)
        self.leaks += [f"{where}: {hit}" for hit in sorted(found)]

    @contextmanager
    def aside(self):
        """For the test of the watch: what is seen here fails nobody."""
        kept, self.leaks = self.leaks, []
        try:
            yield self.leaks
        finally:
            self.leaks = kept

    # --- what is looked at

    def line(self, record):
        from django.conf import settings

        said = settings.LOGGING["formatters"]["line"]
        try:
            maker = logging.config.DictConfigurator(settings.LOGGING)
            line = maker.configure_formatter(said).format(record)
            message = record.getMessage()
        except Exception:  # noqa: BLE001  (a line that cannot be written is another test's matter)
            return
        self.look(f"journal, {record.name}", line)
        # Before it is redacted: nobody should have written it. Django names the address asked for.
        self.look(f"journal, {record.name}, as written", message, (CANARY, EMAIL, PHONE))

    def answer(self, request, response):
        query = request.META.get("QUERY_STRING", "")
        if query:
            self.look("query", _asked(query), (EMAIL, PHONE, RECEIPT))
        if there := response.headers.get("Location"):
            parts = urlsplit(there)
            self.look("redirection, query", _asked(parts.query))
            if not parts.path.startswith(OWN_DOOR):
                self.look("redirection", unquote(parts.path))

    def kept(self, key, value):
        self.look("cache, name", unquote(str(key)))
        content = getattr(value, "content", None)
        if content is None:
            self.look("cache", repr(value))
            return
        page = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
        # Published words may be anybody's: how to reach somebody never is.
        self.look("cache, page", page.decode(errors="replace"), (EMAIL, PHONE, RECEIPT))

    def mail(self, message):
        own = {address.lower() for address in message.recipients()}
        told = f"{message.subject}\n{message.body}\n{message.extra_headers}"
        for address in own:
            told = re.sub(re.escape(address), "", told, flags=re.IGNORECASE)
        self.look("mail", told)

    def entry(self, link):
        self.look("trail", [link.get("data"), link.get("actor_label"), link.get("target_id")])


watch = Watch()


def _asked(query):
    from django.http import QueryDict

    asked = QueryDict(query)
    return [value for name in asked if name not in LOOKED_FOR for value in asked.getlist(name)]


def _after(owner, name, look, patch):
    """Look at what each call was given and gave, then go on as before."""
    made = getattr(owner, name)

    def called(*args, **kwargs):
        given = made(*args, **kwargs)
        look(given, *args, **kwargs)
        return given

    patch.setattr(owner, name, called)


@pytest.fixture(scope="session", autouse=True)
def _watched():
    import logging.config

    from django.core.cache.backends.base import BaseCache
    from django.core.cache.backends.dummy import DummyCache
    from django.core.cache.backends.locmem import LocMemCache
    from django.core.handlers.base import BaseHandler
    from django.core.mail.backends.locmem import EmailBackend

    from maillage.audit import chain

    with pytest.MonkeyPatch.context() as patch:
        _after(logging.Logger, "handle", lambda _, logger, record: watch.line(record), patch)
        _after(
            BaseHandler, "get_response", lambda answer, _, request: watch.answer(request, answer),
            patch,
        )  # fmt: skip
        for cache in (BaseCache, DummyCache, LocMemCache):
            for verb in ("set", "add"):
                if verb in vars(cache):
                    _after(
                        cache,
                        verb,
                        lambda _, cache, key, value, *args, **kwargs: watch.kept(key, value),
                        patch,
                    )
        _after(
            EmailBackend,
            "send_messages",
            lambda _, backend, mails: [watch.mail(one) for one in mails],
            patch,
        )
        _after(chain, "digest", lambda _, link: watch.entry(link), patch)
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    given = yield
    leaks, watch.leaks = watch.leaks, []
    if leaks:
        pytest.fail("\n".join(["somebody may be recognised:", *dict.fromkeys(leaks)]))
    return given


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item):
    watch.leaks = []
    return (yield)
