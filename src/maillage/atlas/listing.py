"""What stands beside the map, and says the same: rows written in one go, for there are a thousand.

What is said of every row is translated once, and what is the same for all rows of a table stands on
the table.
"""

from dataclasses import dataclass
from datetime import date
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from maillage.atlas import drawing, words
from maillage.atlas.enums import Layer, Use
from maillage.atlas.together import NOTHING
from maillage.territory.enums import PlaceKind


@dataclass(frozen=True)
class Listed:
    """`titles`: of the columns after the name, each with what is said under it. `parts`: what the
    figures of a cell are, where it has several."""

    layer: Layer
    count: int
    titles: list
    body: SafeString
    parts: str = ""


@dataclass(frozen=True)
class Network:
    """One operator, one technology, as it was declared on a day."""

    key: str
    name: str
    technology: str
    use: str
    day: date | None
    # Who publishes it, under which title and which licence.
    source: str
    # Metres of the squares by which it is drawn.
    side: float

    @property
    def what(self):
        return f"{self.technology} ({self.use})"

    @property
    def label(self):
        return f"{self.name}, {self.what}"


def networks_of(listed):
    """Those that are drawn, in the order of their columns."""
    return [
        Network(
            told["key"],
            told["name"],
            told["technology"],
            Use(told["usage"]).label,
            date.fromisoformat(told["date"]) if told["date"] else None,
            told["source"],
            told["side"],
        )
        for told in listed.get("networks", ())
    ]


def lists_of(told, listed, networks, spoken):
    """Of each layer that has a list, in the order of the page. `told`: what an estimate says of
    communes and schools; `spoken`: {code: (people, workshops)} who say that they have no
    network."""
    writer = words.Writer()
    without = [(_("Élèves sans solution"), "")]
    levels = [(network.name, network.what) for network in networks]
    written = (
        (Layer.COMMUNES, without, _communes(told.communes, spoken, writer), ""),
        (Layer.SCHOOLS, without, _schools(told.schools, writer), ""),
        (Layer.PLACES, [(_("Nature"), "")], _kinds(), ""),
        (Layer.COVERAGE, levels, _levels(writer.absent), _("très bonne, bonne, limitée")),
    )
    return [
        Listed(layer, len(listed[layer.value]), titles, _body(listed[layer.value], cells), parts)
        for layer, titles, cells, parts in written
        if listed.get(layer.value)
    ]


def _body(entries, cells):
    """`cells`: of an entry, what its row carries and its cells after the name."""
    rows = []
    for entry in entries:
        carried, told = cells(entry)
        longitude, latitude = entry["at"]
        town = entry.get("commune")
        where = f"<br>\n<small>{escape(town)}</small>" if town else ""
        rows.append(
            f'<tr data-key="{escape(entry["key"])}" data-at="{longitude:.4f},{latitude:.4f}"'
            f'{carried}><th scope="row">{escape(entry["name"])}{where}</th>\n{told}</tr>\n'
        )
    return mark_safe("".join(rows))  # noqa: S308  (names are escaped, the rest is our own words)


def _schools(lines, writer):
    return lambda entry: ("", _cell(lines.get(entry["key"], NOTHING), writer))


def _communes(lines, spoken, writer):
    """The map colours them by their class, and shades those of which people or workshops speak."""

    def told(entry):
        key, line = entry["key"], lines.get(entry["key"], NOTHING)
        carried = "" if line.share is None else f' data-class="{drawing.class_of(line.share)}"'
        if key not in spoken:
            return carried, _cell(line, writer)
        said = f"<br>\n<small>{escape(words.spoken(*spoken[key]))}</small>"
        return f"{carried} data-heard", _cell(line, writer, said)

    return told


def _cell(line, writer, more=""):
    if line.without is None:
        return f'<td class="soft">{escape(writer.untold(line))}{more}</td>'
    share = "" if line.share is None else f" ({writer.percent(line.share)})"
    return f"<td>{writer.margin(line.low, line.high)}{share}{more}</td>"


def _kinds():
    told = {kind.value: f"<td>{escape(str(kind.label))}</td>" for kind in PlaceKind}
    return lambda entry: ("", told[entry["kind"]])


def _levels(absent):
    def cell(levels):
        if not levels:
            return f'<td class="soft">{escape(absent)}</td>'
        return f'<td class="n">{", ".join(map(str, levels))}</td>'

    return lambda entry: ("", "".join(map(cell, entry["levels"])))
