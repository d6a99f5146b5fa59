"""The thread of an object, drawn from the voices on the left to the measures on the right.

One drawing at its natural size, in a region that scrolls: at 360 px its text is as large as
elsewhere and one follows the thread with a finger. The list beside it says the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.toolbox.text_fit import wrap

# The shape of each kind, ten pixels wide, as in the tags of the pages: colour is never alone.
SHAPES = {
    "irritant": "M0-5l5.5 10h-11z",
    "strength": "M-2-5h4v3h3v4h-3v3h-4v-3h-3v-4h3z",
    "lever": "M0-6l6 6-6 6-6-6z",
    "action": "M-5-5h10v10h-10z",
    "indicator": "M-5 5v-4h3v-3h4v-3h3v10z",
}
ROUND = "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"
# Six columns take 1,210 px: a 1,280 px screen shows the whole thread.
WIDTH, GAP, EDGE = 172, 34, 4  # px: a column, the room for the links, the margin
HEAD, LINE, PAD, SPACE = 40, 19, 12, 14  # px: headings, a line of text, box padding, between boxes
EMS, LINES = 9.6, 4  # of 14.5 px, beside the shape
BOLD = 1.12  # how much wider the current node is written


@dataclass(frozen=True)
class ThreadNode:
    key: str
    label: str
    href: str
    kind: str
    current: bool = False


@dataclass(frozen=True)
class ThreadLink:
    source: str
    target: str
    suggested: bool = False


@dataclass
class _Box:
    node: ThreadNode
    column: int
    lines: list[str]
    folded: int = 0
    y: float = 0

    @property
    def x(self) -> int:
        return EDGE + self.column * (WIDTH + GAP)

    @property
    def height(self) -> int:
        # Never under 44 px: the box is a target for a finger.
        return max(44, 2 * PAD + LINE * len(self.lines))

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


Columns = Sequence[tuple[str, Sequence[ThreadNode]]]


def thread_svg(
    columns: Columns, links: Sequence[ThreadLink], *, title: str, limit: int = 12
) -> SafeString:
    """Draw columns of nodes and the links between them.

    A column longer than `limit` keeps the current node and its neighbours first, then the order
    given, and folds the others into one box that counts them; their links arrive at that box.
    Suggested links are dashed. A link whose end is in no column is not drawn: what may not be
    seen is not hinted at.
    """
    boxes, home = _boxes(columns, links, limit)
    wires = _wires(links, home)
    height = _place(boxes, wires)
    width = 2 * EDGE + len(columns) * WIDTH + max(0, len(columns) - 1) * GAP
    now = {key for key, box in home.items() if box.node.current}
    return format_html(
        '<svg class="thread" width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="group" '
        'aria-label="{2}">{3}{4}{5}</svg>',
        width,
        _n(height),
        title,
        format_html_join(
            "",
            '<text class="head" x="{}" y="20">{}</text>',
            (
                (EDGE + n * (WIDTH + GAP), wrap(name, EMS + 1, 1)[0])
                for n, (name, _) in enumerate(columns)
            ),
        ),
        format_html_join("", "{}", ((_draw_link(*wire, now),) for wire in wires)),
        format_html_join("", "{}", ((_draw_box(box),) for boxes_ in boxes for box in boxes_)),
    )


def _boxes(
    columns: Columns, links: Sequence[ThreadLink], limit: int
) -> tuple[list[list[_Box]], dict[str, _Box]]:
    """The boxes of each column, and the box in which each key lives (the fold, if left out)."""
    current = {node.key for _, nodes in columns for node in nodes if node.current}
    near = {link.target for link in links if link.source in current}
    near |= {link.source for link in links if link.target in current}
    drawn: list[list[_Box]] = []
    home: dict[str, _Box] = {}
    for number, (name, nodes) in enumerate(columns):
        kept = list(nodes)
        if len(kept) > limit:
            ranked = sorted(nodes, key=lambda node: (not node.current, node.key not in near))
            keys = {node.key for node in ranked[: limit - 1]}
            kept = [node for node in nodes if node.key in keys]
        column = [
            _Box(node, number, wrap(node.label, EMS / (BOLD if node.current else 1), LINES))
            for node in kept
        ]
        home.update({box.node.key: box for box in column})
        if left_out := [node for node in nodes if node.key not in home]:
            reason = _(
                "Pour rester lisible, le dessin montre %(shown)s éléments sur %(all)s (%(name)s). "
                "La liste les donne tous."
            ) % {"shown": len(kept), "all": len(nodes), "name": name}
            others = ngettext("+ %(count)s autre", "+ %(count)s autres", len(left_out))
            fold = _Box(
                ThreadNode(f"fold-{number}", reason, "", left_out[0].kind),
                number,
                [others % {"count": len(left_out)}],
                folded=len(left_out),
            )
            column.append(fold)
            home.update({node.key: fold for node in left_out})
        drawn.append(column)
    return drawn, home


def _wires(
    links: Sequence[ThreadLink], home: Mapping[str, _Box]
) -> list[tuple[_Box, _Box, bool, ThreadLink]]:
    """Links between boxes; those that share both ends make one, solid if any is confirmed."""
    merged: dict[tuple[str, str], tuple[_Box, _Box, bool, ThreadLink]] = {}
    for link in links:
        if link.source not in home or link.target not in home:
            continue
        source, target = home[link.source], home[link.target]
        ends = (source.node.key, target.node.key)
        earlier = merged.get(ends)
        suggested = link.suggested and (earlier is None or earlier[2])
        merged[ends] = (source, target, suggested, link)
    return list(merged.values())


def _place(boxes: list[list[_Box]], wires: Sequence[tuple[_Box, _Box, bool, ThreadLink]]) -> float:
    """Give each box its height on the page: facing those it comes from, none over another."""
    sources: dict[int, list[_Box]] = {}
    for source, target, *_rest in wires:
        sources.setdefault(id(target), []).append(source)
    tallest = max((_extent(column) for column in boxes), default=0)
    for column in boxes:
        wished = {}
        for rank, box in enumerate(column):
            before = [s.middle for s in sources.get(id(box), []) if s.column < box.column]
            even = HEAD + tallest * (rank + 0.5) / len(column)
            wished[id(box)] = sum(before) / len(before) if before else even
        # The fold stays last, whatever it is linked to: it stands for the end of the list.
        column.sort(key=lambda box: (box.folded > 0, wished[id(box)]))
        floor: float = HEAD
        for box in column:
            box.y = max(floor, wished[id(box)] - box.height / 2)
            floor = box.y + box.height + SPACE
        ceiling: float = HEAD + tallest
        for box in reversed(column):
            box.y = max(HEAD, min(box.y, ceiling - box.height))
            ceiling = box.y - SPACE
    return HEAD + tallest + EDGE


def _extent(column: Sequence[_Box]) -> float:
    return sum(box.height for box in column) + SPACE * max(0, len(column) - 1)


def _draw_link(
    source: _Box, target: _Box, suggested: bool, link: ThreadLink, now: set[str]
) -> SafeString:
    x1, x2 = source.x + WIDTH, target.x
    y1, y2 = source.middle, target.middle
    if target.column <= source.column:  # within a column, or upstream: round by the right-hand side
        x2, bend = target.x + WIDTH, GAP * 0.7
        curve = f"M{x1} {_n(y1)}C{_n(x1 + bend)} {_n(y1)} {_n(x2 + bend)} {_n(y2)} {x2} {_n(y2)}"
    else:
        half = (x2 - x1) / 2
        curve = f"M{x1} {_n(y1)}C{_n(x1 + half)} {_n(y1)} {_n(x2 - half)} {_n(y2)} {x2} {_n(y2)}"
    near = " near" if {link.source, link.target} & now else ""
    return format_html(
        '<path class="wire{}" d="{}"{}/>',
        near,
        curve,
        SafeString(' stroke-dasharray="6 5"' if suggested else ""),
    )


def _draw_box(box: _Box) -> SafeString:
    first = box.middle - LINE * len(box.lines) / 2 + 14
    inside = format_html(
        '<title>{}</title><rect x="{}" y="{}" width="{}" height="{}" rx="8"{}/>'
        '<path class="shape" transform="translate({} {})" d="{}"/><text>{}</text>',
        box.node.label,
        box.x,
        _n(box.y),
        WIDTH,
        box.height,
        SafeString(' stroke-dasharray="3 4"' if box.folded else ""),
        box.x + 14,
        _n(first - 5),
        SHAPES.get(box.node.kind, ROUND),
        format_html_join(
            "",
            '<tspan x="{}" y="{}">{}</tspan>',
            ((box.x + 26, _n(first + LINE * n), line) for n, line in enumerate(box.lines)),
        ),
    )
    if not box.node.href:
        return format_html('<g class="{}">{}</g>', box.node.kind, inside)
    return format_html(
        '<a class="{}{}" href="{}"{}>{}</a>',
        box.node.kind,
        " now" if box.node.current else "",
        box.node.href,
        SafeString(' aria-current="true"' if box.node.current else ""),
        inside,
    )


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
