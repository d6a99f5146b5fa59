import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader

RETRY_AFTER_SECONDS = 10


def server_error(request: HttpRequest) -> HttpResponse:
    """A database that is full, locked or away is a moment to wait, not a fault of the page: 503.

    Nothing here may ask the database anything, nor the base of the pages, which asks who reads.
    """
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    answer = HttpResponse(loader.render_to_string("500.html"), status=503 if away else 500)
    if away:
        answer["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return answer
