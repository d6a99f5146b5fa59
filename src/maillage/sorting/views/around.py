"""What every screen of a desk has around it."""

from urllib.parse import urlencode
from uuid import uuid4

from csp.decorators import csp_update
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.sorting.access import can_sort
from maillage.sorting.enums import Tray
from maillage.sorting.queries import desks
from maillage.voices.enums import PointKind

# The keys of a desk: the one script of these pages, and ours.
with_keys = csp_update({"script-src": ["'self'"]})


def theme_to_sort(request, pk):
    theme = get_object_or_404(desks.themes_visible_to(request.user), pk=pk)
    if not can_sort(request.user, theme):
        raise PermissionDenied
    return theme


def desk_to_sort(request, pk):
    """Before anything is laid there is a theme, and nothing to decide on."""
    desk = desks.desk_of(theme_to_sort(request, pk))
    if desk is None:
        raise Http404
    return desk


def surroundings(request, theme, desk):
    trays = desks.trays_of([theme.pk])[theme.pk]
    total = sum(trays.values())
    return {
        "theme": theme,
        "desk": desk,
        "consultation_title": theme.consultation.title,
        "to_sort": trays[Tray.TO_SORT],
        "placed": trays[Tray.PLACED],
        "aside": trays[Tray.ASIDE],
        "total": total,
        "sorted": total - trays[Tray.TO_SORT],
        "seen": desk.decided if desk else 0,
        # A function: each form of the page draws its own.
        "key": uuid4,
        "here": request.get_full_path(),
    }


def kind_asked(request):
    kind = request.GET.get("nature", "")
    return kind if kind in PointKind.values else ""


def asked_words(request, name):
    return request.GET.get(name, "").strip()[:200]


def neighbours(page, **kept):
    """The addresses of the neighbouring pages, that keep what was asked."""
    kept = {name: value for name, value in kept.items() if value}
    pages = {"previous_url": page.previous_cursor, "next_url": page.next_cursor}
    return {name: at and f"?{urlencode({**kept, 'curseur': at})}" for name, at in pages.items()}
