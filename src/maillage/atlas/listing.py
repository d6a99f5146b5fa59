"""What stands beside the map, and says the same: its rows, written like those of the tables."""

from bisect import bisect_right
from dataclasses import dataclass
from html import escape

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from maillage.atlas import queries, words
from maillage.atlas.enums import CLASSES, Layer
from maillage.territory.enums import About, PlaceKind

_ABOUT = {Layer.COMMUNES: About.COMMUNE, Layer.SCHOOLS: About.SCHOOL}


@dataclass(frozen=True)
class Listed:
    layer: Layer
    count: int
    body: str


def lists_of(territory, listed):
    """Of each layer that has a list, in the order of the page."""
    lines = queries.lines_by_code(territory.code, _ABOUT.values())
    return [
        Listed(layer, len(entries), _body(layer, entries, lines.get(_ABOUT.get(layer), {})))
        for layer in (Layer.COMMUNES, Layer.SCHOOLS, Layer.PLACES)
        if (entries := listed.get(layer.value))
    ]


def _body(layer, entries, lines):
    return mark_safe(  # noqa: S308  (names are escaped, the rest is figures and our own words)
        "".join(_row(layer, entry, lines.get(entry["key"])) for entry in entries)
    )


def _row(layer, entry, line):
    key, name = escape(entry["key"]), escape(entry["name"])
    longitude, latitude = entry["at"]
    told = _kind(entry) if layer == Layer.PLACES else _figures(line)
    town = escape(entry.get("commune") or "")
    where = f'<br>\n<span class="soft small">{town}</span>' if town else ""
    return (
        f'<tr data-of="{layer.value}" data-key="{key}" data-at="{longitude:.5f},{latitude:.5f}"'
        f'{_class(line)}><th scope="row">{name}{where}</th>\n{told}'
        f'<td><span hidden><button type="button" class="link" data-show>{escape(_("Montrer"))}'
        f'<span class="visually-hidden"> {name}</span></button></span></td></tr>\n'
    )


def _kind(entry):
    return f"<td>{escape(str(PlaceKind(entry['kind']).label))}</td>"


def _figures(line):
    if line is None or (line.without is None and not line.is_hidden):
        return f'<td class="soft">{escape(_("donnée absente"))}</td>'
    if line.is_hidden:
        return f'<td class="soft">{escape(_("masqué : trop peu d’élèves"))}</td>'
    share = words.share(line)
    return f"<td>{words.margin(line.low, line.high)}{f' ({share})' if share else ''}</td>"


def _class(line):
    """Which class its share is in: the map takes its colours from the page."""
    if line is None or line.share is None:
        return ""
    return f' data-class="{max(0, bisect_right(CLASSES, line.share) - 1)}"'
