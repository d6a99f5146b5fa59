"""`/compte/equipe/`, the door of whoever is invited, and one's own account."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from maillage.team import access


def for_whoever_gives_hats(view):
    """Nothing here is kept by a browser: hats and addresses change."""

    @never_cache
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not access.can_see_the_team(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def around(page, address, asked=()):
    def at(cursor):
        return cursor and f"{address}?{urlencode({**dict(asked), 'curseur': cursor})}"

    return {"previous_url": at(page.previous_cursor), "next_url": at(page.next_cursor)}
