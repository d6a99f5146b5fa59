"""Drawings made on the server: plain SVG, styled by the sheet, standing beside the table they show.

Widths are percentages and heights are ems, without a viewBox: text keeps its size on every screen
and follows the reader's zoom. Colours come from classes: dark mode and print need nothing more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, pi

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from maillage.toolbox.text_fit import measure, wrap

__all__ = ["Bar", "bar_chart", "french", "gauge", "progress_ring", "sparkline"]

LINE, BAR = 1.25, 2  # ems given to a line of a label, to a bar and the space after it
NARROW = 19.0  # ems across the drawing on a 320 px screen


@dataclass(frozen=True)
class Bar:
    """One line of a bar chart; `value` is None when it is missing or too small to be told."""

    label: str
    value: float | None
    reference: float | None = None
    kind: str = ""


def french(value: float, digits: int = 1, mark: str = "") -> str:
    """1234.5 -> "1 234,5": the way figures are written in the page; in English, "1 234.5".

    `mark`: that of decimals, for whoever writes thousands of figures of one page.
    """
    text = f"{value:,.{digits}f}".replace(",", "\u202f")
    if not digits:
        return text
    return text.rstrip("0").rstrip(".").replace(".", mark or decimal_mark())


def decimal_mark() -> str:
    """Of the language of the page."""
    return "." if (get_language() or "").startswith("en") else ","


def bar_chart(
    rows: Sequence[tuple[str, float | None] | Bar],
    *,
    title: str,
    unit: str = "",
    digits: int = 1,
    reference_label: str = "",
    missing: str = _("donnée absente"),
) -> SafeString:
    """Horizontal bars on one scale starting at zero, in the order given.

    `reference_label` names the tick at each bar's `reference` (who spoke beside who lives here).
    A missing value is written, never drawn as a zero. Negative values are refused.
    """
    bars = [row if isinstance(row, Bar) else Bar(*row) for row in rows]
    figures = [f for bar in bars for f in (bar.value, bar.reference) if f is not None]
    if any(not isfinite(figure) or figure < 0 for figure in figures):
        raise ValueError("a bar shows a finite figure, zero or more")
    top = max(figures, default=0) or 1
    suffix = f"\u202f{unit}" if unit == "%" else f" {unit}" if unit else ""
    height, drawn = 0.0, []
    for bar in bars:
        written = missing if bar.value is None else french(bar.value, digits) + suffix
        label = wrap(bar.label, NARROW - measure(written) - 0.7, 2)
        drawn.append((_bar(bar, label, written, height, top),))
        height += LINE * len(label) + BAR
    legend: SafeString | str = ""
    if reference_label:
        legend = format_html(
            '<svg y="{}em" height="1.5em">'
            '<line class="mark" x1="2" x2="2" y1=".2em" y2="1.2em"/>'
            '<text class="quiet" x="12" y="1.05em">{}</text></svg>',
            _n(height),
            reference_label,
        )
        height += 1.75
    return format_html(
        '<svg class="chart" width="100%" height="{}em" role="img" aria-label="{}">{}{}</svg>',
        _n(height),
        title + (f". {reference_label}" if reference_label else ""),
        format_html_join("", "{}", drawn),
        legend,
    )


def _bar(bar: Bar, label: Sequence[str], written: str, y: float, top: float) -> SafeString:
    low = LINE * len(label) + 0.15
    fill: SafeString | str = ""
    mark: SafeString | str = ""
    if bar.value is not None:
        fill = format_html(
            '<rect class="fill" y="{}em" width="{}%" height=".9em" rx="3"/>',
            _n(low),
            _n(100 * bar.value / top),
        )
    if bar.reference is not None:
        mark = format_html(
            '<line class="mark" x1="{0}%" x2="{0}%" y1="{1}em" y2="{2}em"/>',
            _n(100 * bar.reference / top),
            _n(low - 0.15),
            _n(low + 1.15),
        )
    return format_html(
        '<svg y="{}em" height="{}em" overflow="visible" class="{}"><title>{}</title><text>{}</text>'
        '<text class="{}" x="100%" y="1.05em" text-anchor="end">{}</text>'
        '<rect class="track" y="{}em" width="100%" height=".9em" rx="3"/>{}{}</svg>',
        _n(y),
        _n(low + BAR),
        bar.kind,
        f"{bar.label} : {written}",
        format_html_join(
            "",
            '<tspan x="0" y="{}em">{}</tspan>',
            ((_n(1.05 + LINE * n), line) for n, line in enumerate(label)),
        ),
        "quiet" if bar.value is None else "strong",
        written,
        _n(low),
        fill,
        mark,
    )


def gauge(
    value: float | None,
    baseline: float,
    target: float,
    *,
    title: str,
    unit: str = "",
    digits: int = 1,
) -> SafeString:
    """How much of the way from the starting point to the target is done, whichever way is up.

    The left end is the baseline and the right end the target. Moving away from the target fills
    nothing and says so; going beyond fills everything and says so.
    """
    share = None if value is None else share_of_the_way(value, baseline, target)
    suffix = f"\u202f{unit}" if unit == "%" else f" {unit}" if unit else ""

    def figure(number: float) -> str:
        return french(number, digits) + suffix

    if value is None or share is None:
        now, said = gettext("pas encore mesuré") if value is None else figure(value), ""
    elif share < 0:
        now, said = figure(value), gettext("en recul")
    elif share >= 1:
        now, said = (
            figure(value),
            gettext("cible atteinte") if share == 1 else gettext("cible dépassée"),
        )
    else:
        now, said = (
            figure(value),
            gettext("%(share)s\u202f%% du chemin") % {"share": french(100 * share, 0)},
        )
    start = gettext("départ %(figure)s") % {"figure": figure(baseline)}
    end = gettext("cible %(figure)s") % {"figure": figure(target)}
    width = 100 * min(1.0, max(0.0, share or 0))
    return format_html(
        '<svg class="chart" width="100%" height="4.5em" role="img" aria-label="{}">'
        '<text class="strong" y="1.05em">{}</text>'
        '<text class="quiet" x="100%" y="1.05em" text-anchor="end">{}</text>'
        '<rect class="track" y="1.6em" width="100%" height=".9em" rx="6"/>'
        '<rect class="fill" y="1.6em" width="{}%" height=".9em" rx="6"/>'
        '<line class="mark" x1="100%" x2="100%" y1="1.3em" y2="2.8em"/>'
        '<text class="quiet" y="3.9em">{}</text>'
        '<text class="quiet" x="100%" y="3.9em" text-anchor="end">{}</text></svg>',
        f"{title} : {', '.join(part for part in (now, said, start, end) if part)}",
        now,
        said,
        _n(width),
        start,
        end,
    )


def share_of_the_way(value: float, baseline: float, target: float) -> float | None:
    """0 at the baseline, 1 at the target; None when they are equal, for there is no way to go."""
    # + 0: at the baseline of a figure that must go down, the share is -0, and was written «-0 %».
    return None if target == baseline else (value - baseline) / (target - baseline) + 0


def progress_ring(share: float, *, title: str) -> SafeString:
    """A share between 0 and 1 as a ring, its figure in the middle."""
    share = min(1.0, max(0.0, share))
    around = 2 * pi * 40
    figure = f"{french(100 * share, 0)}\u202f%"
    return format_html(
        '<svg class="chart" width="96" height="96" viewBox="0 0 96 96" role="img" aria-label="{}">'
        '<circle class="ring" cx="48" cy="48" r="40" stroke-width="10"/>'
        '<circle class="ring fill" cx="48" cy="48" r="40" stroke-width="10" '
        'stroke-dasharray="{} {}" transform="rotate(-90 48 48)"/>'
        '<text class="strong" x="48" y="54" text-anchor="middle" font-size="18">{}</text></svg>',
        f"{title} : {figure}",
        _n(around * share),
        _n(around),
        figure,
    )


def sparkline(
    points: Sequence[float], *, title: str, unit: str = "", digits: int = 1
) -> SafeString:
    """The course of a figure in the height of a line; its ends are told in words."""
    if not points:
        return mark_safe("")
    low, high = min(points), max(points)
    step = 108 / max(1, len(points) - 1)
    places = [
        (6 + step * n, 16 if high == low else 27 - 22 * (point - low) / (high - low))
        for n, point in enumerate(points)
    ]
    suffix = f"\u202f{unit}" if unit == "%" else f" {unit}" if unit else ""
    ends = gettext("de %(first)s à %(last)s") % {
        "first": french(points[0], digits),
        "last": f"{french(points[-1], digits)}{suffix}",
    }
    return format_html(
        '<svg class="chart" width="120" height="32" viewBox="0 0 120 32" role="img" '
        'aria-label="{}"><polyline class="line" points="{}"/>'
        '<circle class="fill" cx="{}" cy="{}" r="4"/></svg>',
        f"{title} : {ends}",
        " ".join(f"{_n(x)},{_n(y)}" for x, y in places),
        _n(places[-1][0]),
        _n(places[-1][1]),
    )


def _n(number: float) -> str:
    """Two decimals at most, no trailing zeros: bytes count."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
