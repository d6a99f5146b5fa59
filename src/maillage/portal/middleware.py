"""The lists that everyone reads are made once, then sent again until something is recorded."""

from urllib.parse import quote

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

from maillage.audit.queries import head_number

# Pages that say the same to every visitor. `/suivi/` asks six queries by itself and is not here:
# one more, to know whether anything changed, would pass what a page may ask.
KEPT = frozenset(
    {
        "/",
        "/retours/",
        "/diagnostic/",
        "/projections/",
        "/plan/",
        "/plan/tableau/",
        "/suivi/indicateurs/",
        "/synthese/",
    }
)
LONGEST_QUERY = 300


class PublishedPages:
    """Keep a public list under the number of the last recorded action, for visitors without cookie.

    Every change goes through an action, and every action is recorded in its own transaction: while
    the number stands, the page stands. The day counts too, for phases and delays. One query.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not _is_for_everyone(request):
            return self.get_response(request)
        # Read before the page is made: a change that arrives meanwhile is under another number.
        request.as_of = head_number()
        key = _key(request)
        pages = caches["pages"]
        kept = pages.get(key)
        if kept is None:
            kept = self.get_response(request)
            if _can_be_kept(kept):
                pages.set(key, kept)
        return kept


def _is_for_everyone(request):
    return (
        request.method in {"GET", "HEAD"}
        and request.path in KEPT
        and not request.COOKIES
        and len(request.META["QUERY_STRING"]) <= LONGEST_QUERY
    )


def _key(request):
    compressed = "gzip" if "gzip" in request.headers.get("Accept-Encoding", "") else "plain"
    address = quote(request.get_full_path(), safe="")
    parts = (settings.VERSION, request.as_of, timezone.localdate(), compressed, request.method)
    return ":".join(map(str, [*parts, address]))


def _can_be_kept(response):
    return response.status_code == 200 and not response.streaming and not response.cookies
