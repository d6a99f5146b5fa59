"""Pages that are the same for every visitor, kept until something is recorded."""

from urllib.parse import quote

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone
from django.utils.translation import get_language

LONGEST_ADDRESS = 400
# What is typed in the search of a list.
SEARCHED = ("q", "lieu")


def page_key(request, *parts):
    """What a public page depends on: version, last recorded action, day, language, its address.

    None for whoever has a cookie: an editor sees more than everyone. None either for words that are
    looked for: they may be anybody's name, and the page repeats them.
    """
    address = request.get_full_path()
    if says_who(request) or request.method != "GET" or len(address) > LONGEST_ADDRESS:
        return None
    if any(request.GET.get(name) for name in SEARCHED):
        return None
    told = (settings.VERSION, request.as_of, timezone.localdate(), get_language(), *parts)
    return ":".join(map(str, (*told, quote(address, safe=""))))


def says_who(request):
    """Any cookie may, but those that change nothing in what a list says."""
    return bool(request.COOKIES.keys() - set(settings.COOKIES_OF_ANYONE))


def kept_page(request, make):
    """For a view that learns `request.as_of` on its way: the page as last made, or made now."""
    key = page_key(request, "view") if getattr(request, "as_of", None) is not None else None
    if key is None:
        return make()
    pages = caches["pages"]
    kept = pages.get(key)
    if kept is None:
        kept = make()
        if can_be_kept(kept):
            pages.set(key, kept)
    return kept


def can_be_kept(response):
    return response.status_code == 200 and not response.streaming and not response.cookies
