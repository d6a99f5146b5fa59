"""The sheet keeps its promises: its weight, and contrasts in both schemes (WCAG 1.4.3, 1.4.11)."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

SHEET = Path(finders.find("portal/maillage.css")).read_text("utf-8")
KINDS = ("irritant", "strength", "need", "lever", "action", "indicator", "good", "warn", "bad")


def tokens(block):
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", block))


_light, _dark = re.findall(r":root \{(.*?)\n\s*\}", SHEET, re.DOTALL)[:2]
LIGHT = tokens(_light)
DARK = LIGHT | tokens(_dark)


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * c for c in colour[1:])
    red, green, blue = (
        c / 12.92
        if (c := int(digits[n : n + 2], 16) / 255) <= 0.04045
        else ((c + 0.055) / 1.055) ** 2.4
        for n in (0, 2, 4)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "surface", "sunken"])
@pytest.mark.parametrize("text", ["ink", "soft", "brand", "brand-strong", *KINDS])
def test_text_reads_on_every_ground(scheme, ground, text):
    assert contrast(scheme[text], scheme[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "surface", "sunken"])
def test_controls_threads_and_focus_show_on_every_ground(scheme, ground):
    for drawn in ("edge", "thread", "ink"):
        assert contrast(scheme[drawn], scheme[ground]) >= 3


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_reads_on_filled_things(scheme):
    assert contrast(scheme["on-brand"], scheme["brand"]) >= 4.5
    assert contrast(scheme["on-brand"], scheme["brand-strong"]) >= 4.5
    assert contrast("#ffffff", scheme["band"]) >= 4.5
    assert contrast("#17221f", scheme["sun"]) >= 4.5
    for kind in KINDS:  # the current node of a thread is written in the colour of the page
        assert contrast(scheme["paper"], scheme[kind]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_bar_shows_on_its_track(scheme):
    for kind in ("brand", *KINDS[:6]):
        assert contrast(scheme[kind], scheme["line"]) >= 3


def test_the_sheet_fits_in_eight_kilobytes():
    assert len(gzip.compress(SHEET.encode(), 6)) <= 8192


def test_the_sheet_calls_nobody():
    assert "@import" not in SHEET
    assert not re.findall(r"url\(\"?(?!data:)(?!\"data:)", SHEET)
    assert "@font-face" not in SHEET
