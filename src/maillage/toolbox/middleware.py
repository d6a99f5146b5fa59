from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from maillage.toolbox.errors import Refusal


class RefusalMiddleware:
    """Turn a refused action into one plain page, so that views need no try/except."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        context = {
            "title": exception.title,
            "reason": str(exception),
            "back_url": where_the_reader_was(request),
        }
        return render(request, "portal/refusal.html", context, status=exception.status)


def where_the_reader_was(request: HttpRequest) -> str:
    """The page before, on this site only: a header is written by whoever sends it."""
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(
        referer, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        parts = urlsplit(referer)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return "/"
