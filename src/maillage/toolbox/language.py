"""In which language a page is made: the address says, else the account, the cookie, the browser.

Whoever speaks is read in seven languages; whoever works here, in two (docs/languages.md).
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import (
    get_supported_language_variant,
    parse_accept_lang_header,
)

PARAMETER = "langue"
KEPT_SECONDS = 180 * 24 * 3600


class LanguageMiddleware:
    """Outside what keeps pages: the language is part of what is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = language_asked(request)
        # Whatever is made afterwards in this thread is not made for this reader.
        with translation.override(asked or language_guessed(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "")
        patch_vary_headers(response, ["Cookie"])
        if speaks_every_language(request):
            patch_vary_headers(response, ["Accept-Language"])
        if asked and request.method == "GET" and request.COOKIES.get(PARAMETER) != asked:
            remember(response, asked)
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """The language of the account, which is known by now. Visitors are not looked up."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or language_asked(request):
            return
        kept = getattr(request.user, "language", "")
        if kept in languages_of(request):
            translation.activate(kept)


def speaks_every_language(request: HttpRequest) -> bool:
    return request.path in settings.PUBLIC_PAGES or request.path.startswith(settings.PUBLIC_FORMS)


def languages_of(request: HttpRequest) -> dict[str, str]:
    """Codes and names, each in its own language, of those in which this page is written."""
    every = dict(settings.LANGUAGES)
    if speaks_every_language(request):
        return every
    return {code: every[code] for code in settings.STAFF_LANGUAGES}


def language_asked(request: HttpRequest) -> str | None:
    asked = request.GET.get(PARAMETER)
    return asked if asked in languages_of(request) else None


def language_guessed(request: HttpRequest) -> str:
    known = languages_of(request)
    kept = request.COOKIES.get(PARAMETER)
    if kept in known:
        return kept
    if speaks_every_language(request):
        for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
            try:
                return get_supported_language_variant(code)
            except LookupError:
                continue
    return settings.LANGUAGE_CODE


def language_links(request: HttpRequest) -> list[dict[str, str]]:
    """This page in the other languages; none where a form was sent: what was typed would go."""
    if request.method not in {"GET", "HEAD"}:
        return []
    now = translation.get_language()
    links = []
    for code, name in languages_of(request).items():
        if code != now:
            query = request.GET.copy()
            query[PARAMETER] = code
            links.append({"code": code, "name": name, "url": f"?{query.urlencode()}"})
    return links


def remember(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        PARAMETER,
        language,
        max_age=KEPT_SECONDS,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )
