"""Drawings are plain, safe and equal for equal figures."""

import re
from xml.etree import ElementTree

import pytest

from maillage.toolbox.charts import Bar, bar_chart, french, gauge, progress_ring, sparkline

NASTY = "<script>alert(\"1\")</script> & 'co'"

DRAWINGS = [
    bar_chart([(NASTY, 3), ("b", None)], title=NASTY, unit=NASTY, missing=NASTY),
    bar_chart([Bar(NASTY, 1, 2, "need")], title="t", reference_label=NASTY),
    bar_chart([], title=NASTY),
    gauge(4, 1, 10, title=NASTY, unit=NASTY),
    gauge(None, 1, 10, title=NASTY),
    progress_ring(0.3, title=NASTY),
    sparkline([1, 2, 3], title=NASTY, unit=NASTY),
]


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_a_drawing_is_well_formed_and_lets_nothing_through(drawing):
    root = ElementTree.fromstring(drawing)  # noqa: S314  (our own drawing)

    for element in root.iter():
        assert element.tag in {
            "svg",
            "title",
            "text",
            "tspan",
            "rect",
            "line",
            "circle",
            "polyline",
        }
        assert not {name for name in element.attrib if name == "style" or name.startswith("on")}


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_a_drawing_has_a_role_and_a_name(drawing):
    root = ElementTree.fromstring(drawing)  # noqa: S314

    assert root.attrib["role"] == "img"
    assert NASTY in root.attrib["aria-label"] or root.attrib["aria-label"].startswith("t")


def widths(drawing, kind="fill"):
    found = re.findall(rf'class="{kind}"[^>]*? width="([\d.]+)%"', drawing)
    return [float(width) for width in found]


def test_bars_share_one_scale_that_starts_at_zero():
    drawing = bar_chart([("a", 200), ("b", 50), ("c", 0)], title="t")

    assert widths(drawing) == [100, 25, 0]


def test_a_reference_beyond_every_value_stays_inside():
    drawing = bar_chart([Bar("a", 10, 40)], title="t", reference_label="population")

    assert widths(drawing) == [25]
    assert 'x1="100%"' in drawing
    assert "population" in drawing


def test_a_missing_value_is_written_and_never_drawn():
    drawing = bar_chart([("a", None)], title="t", missing="moins de 5")

    assert widths(drawing) == []
    assert "moins de 5" in drawing


@pytest.mark.parametrize("value", [-1, float("nan"), float("inf")])
def test_a_figure_that_has_no_length_is_refused(value):
    with pytest.raises(ValueError, match="zero or more"):
        bar_chart([("a", value)], title="t")


def test_a_long_label_takes_two_lines_then_an_ellipsis():
    drawing = bar_chart([("mot " * 40, 3)], title="t", unit="retours")

    assert drawing.count("<tspan") == 2
    assert "…" in drawing


@pytest.mark.parametrize(
    ("value", "baseline", "target", "width", "words"),
    [
        (41, 12, 90, 37.18, "37\u202f% du chemin"),
        (8, 21, 5, 81.25, "81\u202f% du chemin"),  # down is good: the same way to go
        (640, 600, 100, 0, "en recul"),
        (90, 12, 90, 100, "cible atteinte"),
        (95, 12, 90, 100, "cible dépassée"),
        (3, 0, 0, 0, "départ 0"),
        (None, 0, 10, 0, "pas encore mesuré"),
    ],
)
def test_a_gauge_goes_from_the_baseline_to_the_target(value, baseline, target, width, words):
    drawing = gauge(value, baseline, target, title="t")

    assert widths(drawing) == [width]
    assert words in drawing


def test_a_ring_stays_between_nothing_and_all():
    assert progress_ring(-2, title="t") == progress_ring(0, title="t")
    assert progress_ring(7, title="t") == progress_ring(1, title="t")


@pytest.mark.parametrize("points", [[5], [3, 3, 3], [0, 1e9, -4], list(range(500))])
def test_a_course_stays_inside_its_box(points):
    drawn = re.search(r'points="([^"]+)"', sparkline(points, title="t")).group(1)

    for place in drawn.split():
        x, y = map(float, place.split(","))
        assert 0 <= x <= 120
        assert 0 <= y <= 32


def test_nothing_to_tell_draws_nothing():
    assert sparkline([], title="t") == ""


def test_equal_figures_give_equal_drawings():
    assert bar_chart([("a", 1 / 3)], title="t") == bar_chart([("a", 1 / 3)], title="t")


def test_figures_are_written_in_french():
    assert [french(1234.5), french(12), french(1e6, 0), french(10, 0)] == [
        "1\u202f234,5",
        "12",
        "1\u202f000\u202f000",
        "10",
    ]
