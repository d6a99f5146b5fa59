"""The lists that everyone reads are made once, then sent again until something is recorded."""

from django.core.cache import caches
from django.db import transaction

from maillage.audit.queries import standing
from maillage.toolbox.keeping import can_be_kept, page_key, says_who

# Pages that say the same to every visitor. `/suivi/` asks six queries by itself, and one more, to
# know whether anything changed, would pass what a page may ask: it learns that with its themes, and
# keeps itself.
KEPT = frozenset(
    {
        "/",
        "/retours/",
        "/diagnostic/",
        "/diagnostic/ateliers/",
        "/diagnostic/silence/",
        "/projections/",
        "/plan/",
        "/plan/tableau/",
        "/suivi/indicateurs/",
        "/synthese/",
    }
)
# What a page of these draws does not depend on who reads it either.
KEPT_UNDER = ("/carte/",)


class PublishedPages:
    """Keep a public list under the number of the last action that it shows, for visitors without
    cookie.

    Every change goes through an action, and every action is recorded in its own transaction: while
    the number stands, the page stands; while people speak, a minute. The day counts too, for phases
    and delays. One query.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not _is_for_everyone(request):
            return self.get_response(request)
        # Read before the page is made: a change that arrives meanwhile is under another number.
        request.as_of = standing()
        compressed = "gzip" in request.headers.get("Accept-Encoding", "")
        key = page_key(request, "gzip" if compressed else "plain")
        pages = caches["pages"]
        kept = pages.get(key) if key else None
        if kept is None:
            kept = self.get_response(request)
            if key and can_be_kept(kept):
                pages.set(key, kept)
        return kept


def _is_for_everyone(request):
    told = request.path in KEPT or request.path.startswith(KEPT_UNDER)
    return told and not says_who(request)


def forget_kept_pages(sender, retex, **kwargs):
    """Pages that said it are asked for no longer, but would stay in memory for up to an hour."""
    if not retex.is_shown:
        transaction.on_commit(caches["pages"].clear)
