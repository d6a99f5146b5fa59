"""The map of a département, drawn on the server: what its table says, for whoever sees it.

Patterns tell classes apart without a colour; dots are lines of no length under a round or a square
pen, so that two hundred of them are one path. Colours come from the sheet.
"""

import re
from bisect import bisect_right
from html import escape

from django.utils.safestring import mark_safe

from maillage.atlas.enums import CLASSES, UNTOLD

STEP = re.compile(r"-?\d+")
# What each class adds to a square of 16 units: the more, the darker.
_HATCH = {
    UNTOLD: '<path d="M4 4l8 8M12 4l-8 8" stroke-width="1.5" stroke-opacity=".6"/>',
    1: '<path d="M8 8h0" stroke-width="6" stroke-linecap="round"/>',
    2: '<path d="M-4 4L4-4M0 16L16 0M12 20L20 12" stroke-width="3"/>',
    3: '<path d="M-4 4L4-4M0 16L16 0M12 20L20 12" stroke-width="7"/>',
    4: '<path d="M0 0h16v16H0z" stroke="none" fill="currentColor" fill-opacity=".55"/>'
    '<path d="M-4 4L4-4M0 16L16 0M12 20L20 12M0 0L16 16" stroke-width="5"/>',
}
PATTERNS = "".join(
    f'<pattern id="k{name}" width="16" height="16" patternUnits="userSpaceOnUse">'
    f'<g fill="none" stroke="currentColor">{drawn}</g></pattern>'
    for name, drawn in _HATCH.items()
)
# Of each kind of dot: its pens, from the widest. A second one hollows the first.
PENS = {
    "secondary": ('<g class="dot" stroke-linecap="round" stroke-width="11">{}</g>',),
    "library": (
        '<g class="dot" stroke-linecap="square" stroke-width="9">{}</g>',
        '<g class="hole" stroke-linecap="square" stroke-width="4">{}</g>',
    ),
    "france_services": ('<g class="dot" stroke-linecap="square" stroke-width="14">{}</g>',),
    "other": (
        '<g class="dot" stroke-linecap="round" stroke-width="11">{}</g>',
        '<g class="hole" stroke-linecap="round" stroke-width="6">{}</g>',
    ),
}


def map_of(sketch, classes, *, title, description, of_interest=()):
    """`classes`: {code of a commune: its class, or UNTOLD}. `of_interest`: communes to surround,
    and around which to stand."""
    inside = _communes(sketch, classes)
    if sketch.lines:
        inside += f'<path class="limit" d="{sketch.lines}"/>'
    near = "".join(sketch.communes.get(code, "") for code in of_interest)
    if near:
        inside += f'<path class="near" d="{near}"/>'
    inside += "".join(_dots(kind, path) for kind, path in sketch.dots.items() if path)
    return mark_safe(  # noqa: S308  (paths are ours; what is read is escaped)
        f'<svg class="terrain" viewBox="{_view(sketch, of_interest)}" role="img" '
        f'aria-labelledby="m-title m-desc"><title id="m-title">{escape(title)}</title>'
        f'<desc id="m-desc">{escape(description)}</desc><defs>{PATTERNS}</defs>{inside}</svg>'
    )


def swatch(name):
    """A class as the legend shows it."""
    return mark_safe(  # noqa: S308  (no text in it)
        '<svg class="terrain swatch" viewBox="0 0 84 54" aria-hidden="true">'
        f'<path class="land" d="M2 2h80v50H2z"{_filled(name)}/></svg>'
    )


def mark(kind):
    """A kind of dot, or a line, as the legend shows it."""
    drawn = '<path class="limit" d="M2 27h80"/>' if kind == "limit" else _dots(kind, "M42 27h0")
    return mark_safe(  # noqa: S308  (no text in it)
        f'<svg class="terrain swatch" viewBox="0 0 84 54" aria-hidden="true">{drawn}</svg>'
    )


def class_of(share):
    """The class of a share of 100; UNTOLD without one."""
    if share is None:
        return UNTOLD
    return bisect_right(CLASSES, share) - 1


def _communes(sketch, classes):
    by_class = {}
    for code, path in sketch.communes.items():
        by_class.setdefault(classes.get(code, UNTOLD), []).append(path)
    return "".join(
        f'<path class="land" d="{"".join(paths)}"{_filled(name)}/>'
        for name, paths in sorted(by_class.items(), key=str)
    )


def _filled(name):
    return f' fill="url(#k{name})"' if name in _HATCH else ""


def _dots(kind, path):
    return "".join(pen.format(f'<path d="{path}"/>') for pen in PENS[kind])


def _view(sketch, of_interest):
    boxes = [box(sketch.communes[code]) for code in of_interest if code in sketch.communes]
    if not boxes:
        return f"-6 -6 {sketch.frame['width'] + 12} {sketch.frame['height'] + 12}"
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    beside = max(right - left, bottom - top, 40)
    return f"{left - beside} {top - beside} {right - left + 2 * beside} {bottom - top + 2 * beside}"


def box(path):
    xs, ys = [], []
    for line in path.split("M")[1:]:
        steps = [int(each) for each in STEP.findall(line)]
        x = y = 0
        for a, b in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + a, y + b
            xs.append(x)
            ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)
