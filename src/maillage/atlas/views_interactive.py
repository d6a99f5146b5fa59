"""The interactive map of a département, and the tiles that it asks for."""

from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import etag, require_safe

from maillage.atlas import listing, pictures, queries, tiles, words
from maillage.atlas.enums import Layer
from maillage.toolbox.ranges import ranged

CONTENT_TYPE = "application/vnd.pmtiles"


@login_not_required
@require_safe
@csp_update({"script-src": ["'self'"], "connect-src": ["'self'"]})
def interactive(request, code):
    """The list that the map draws; the map itself, when somebody opens it."""
    estimate = queries.estimate_in(code)
    territory = estimate.territory if estimate else queries.department_named(code)
    if territory is None:
        raise Http404
    drawn = tiles.drawn_of(territory.code)
    context = {
        "territory": territory,
        "drawn": drawn,
        "command": f"maillage tiles {territory.code}",
        "estimate": estimate,
        **(_shown(territory, drawn, estimate) if drawn else {}),
    }
    return render(request, "atlas/interactive.html", context)


def _shown(territory, drawn, estimate):
    told, spoken = queries.together(estimate, with_schools=True), queries.spoken_in(estimate)
    sketch, voices = queries.drawn_of(territory.code), queries.voices_in_numbers(territory)
    networks = listing.networks_of(drawn.listed)
    return {
        "bounds": ",".join(f"{side:.4f}" for side in drawn.bounds),
        "layers": Layer.offered(drawn.layers, voices or spoken),
        "lists": listing.lists_of(told, drawn.listed, networks, spoken),
        "networks": networks,
        "voices": voices,
        "spoken": spoken,
        "classes": words.class_labels(),
        # What stands where the map will be: without JavaScript, and until it is opened.
        "picture": sketch and pictures.of_shares(sketch, told),
    }


@login_not_required
@require_safe
@etag(lambda request, name: f'"{name}"')
def tiles_file(request, name):
    path = tiles.file_named(name)
    if path is None:
        raise Http404
    return ranged(request, path, etag=f'"{name}"', content_type=CONTENT_TYPE)
