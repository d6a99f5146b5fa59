"""The interactive map of a département, and the tiles that it asks for."""

from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import etag, require_safe

from maillage.atlas import listing, queries, tiles, words
from maillage.atlas.enums import CLASSES, Layer
from maillage.toolbox.ranges import ranged

CONTENT_TYPE = "application/vnd.pmtiles"


@login_not_required
@require_safe
@csp_update({"script-src": ["'self'"], "connect-src": ["'self'"]})
def interactive(request, code):
    """The list that the map draws; the map itself, when somebody opens it."""
    territory = queries.department_named(code)
    if territory is None:
        raise Http404
    drawn = tiles.drawn_of(territory.code)
    voices = queries.voices_in_numbers(territory)
    context = {
        "territory": territory,
        "drawn": drawn,
        "command": f"maillage tiles {territory.code}",
        "bounds": drawn and ",".join(f"{side:.4f}" for side in drawn.bounds),
        "estimate": queries.estimate_in(territory.code),
        "layers": drawn and Layer.offered(drawn.layers, voices),
        "lists": drawn and listing.lists_of(territory, drawn.listed),
        "voices": voices,
        "classes": [words.class_label(rank) for rank in range(len(CLASSES))],
    }
    return render(request, "atlas/interactive.html", context)


@login_not_required
@require_safe
@etag(lambda request, name: f'"{name}"')
def tiles_file(request, name):
    path = tiles.file_named(name)
    if path is None:
        raise Http404
    return ranged(request, path, etag=f'"{name}"', content_type=CONTENT_TYPE)
