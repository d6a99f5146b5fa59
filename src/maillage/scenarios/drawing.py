"""The map of a scenario: communes reached or left, places and how far they reach. The table beside
it says the same; shapes tell apart what colours do."""

from math import sqrt

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from maillage.scenarios.land import WIDE, Frame
from maillage.scenarios.models import Question

# The area of a mark grows with the pupils: twice as many are not drawn four times as large.
SMALLEST, LARGEST = 2.5, 10


def map_of(scenario):
    outcome = scenario.outcome
    frame = _frame(outcome)
    if frame is None:
        return ""
    question = Question.of(scenario.question)
    most = max((one["without"] for one in outcome["communes"]), default=0) or 1
    opened = [place for place in outcome["places"] if not place["was_open"]]
    existing = [place for place in outcome["places"] if place["was_open"]]
    parts = [
        _land(outcome),
        _circles(frame, opened, question),
        _communes(frame, outcome["communes"], most),
        _existing(frame, existing),
        _opened(frame, opened),
    ]
    return format_html(
        '<svg class="map" viewBox="-8 -8 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDE + 16,
        frame.high + 16,
        _("Carte : les lieux à ouvrir, numérotés, et les communes atteintes ou non"),
        mark_safe("".join(parts)),  # noqa: S308  (each part is escaped)
    )


def _frame(outcome):
    if outcome["land"]:
        return Frame.of(outcome["land"]["frame"])
    positions = [one["at"] for one in outcome["communes"] + outcome["places"]]
    return Frame(positions) if positions else None


def _land(outcome):
    path = outcome["land"].get("path", "")
    return format_html('<path class="land" d="{}"/>', path) if path else ""


def _circles(frame, opened, question):
    if question.by:
        # Along the roads no circle says how far one goes.
        return ""
    radius = frame.pixels(question.metres)
    return format_html_join(
        "",
        '<circle class="near" cx="{}" cy="{}" r="{}"/>',
        ((*frame.at(*place["at"]), radius) for place in opened),
    )


def _communes(frame, communes, most):
    """A disc where most pupils are reached, a triangle where most are left."""
    drawn = []
    for one in communes:
        if not one["without"]:
            continue
        x, y = frame.at(*one["at"])
        size = max(SMALLEST, LARGEST * sqrt(one["without"] / most))
        title = f"{one['name']} : {round(one['reached'])} / {round(one['without'])}"
        if 2 * one["reached"] >= one["without"]:
            shape = '<circle class="reached" cx="{}" cy="{}" r="{}"><title>{}</title></circle>'
            drawn.append(format_html(shape, x, y, round(size, 1), title))
        else:
            corners = _triangle(x, y, size)
            shape = '<path class="left" d="{}"><title>{}</title></path>'
            drawn.append(format_html(shape, corners, title))
    return "".join(drawn)


def _triangle(x, y, size):
    half, low = round(size * 1.1, 1), round(y + size * 0.75, 1)
    return f"M{x} {round(y - size * 1.15, 1)}l{half} {round(low - y + size * 1.15, 1)}h-{2 * half}z"


def _existing(frame, existing):
    return format_html_join(
        "",
        '<rect class="was" x="{}" y="{}" width="3.4" height="3.4"><title>{}</title></rect>',
        (
            (round(x - 1.7, 1), round(y - 1.7, 1), place["name"])
            for place in existing
            for x, y in [frame.at(*place["at"])]
        ),
    )


def _opened(frame, opened):
    """Numbered as in the table."""
    return format_html_join(
        "",
        '<g><rect class="opened" x="{}" y="{}" width="15" height="15" rx="2"/>'
        '<text x="{}" y="{}" text-anchor="middle">{}</text><title>{}</title></g>',
        (
            (round(x - 7.5, 1), round(y - 7.5, 1), x, round(y + 4, 1), number, place["name"])
            for number, place in enumerate(opened, 1)
            for x, y in [frame.at(*place["at"])]
        ),
    )
