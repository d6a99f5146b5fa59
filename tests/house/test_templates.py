"""Templates: none forgotten, nothing that the content policy would stop, one small style sheet."""

import gzip
import re

from tests.house.tree import PLATFORM, files, name, templates

# Django looks these up by itself.
KNOWN = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
SHEET_BYTES = 8192
# Also in SVG drawn by the server: an attribute named style is an inline style there too.
FORBIDDEN = re.compile(
    r"<script(?![^>]*\bsrc=)|<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:"
    r"|\|\s*safe\b|autoescape off",
    re.IGNORECASE,
)

# The one style inside a page: text of ours, allowed by its digest, on pages that are one request.
STYLE_WITHIN = ("testimony/frame.html", "<style>{{ style }}</style>")
# The one script inside a page, likewise: an outbox for a phone without a network.
SCRIPT_WITHIN = ("testimony/outbox.html", "<script>{{ script }}</script>")
# Written to a file, that no server sends and no policy follows: it holds all that it needs.
WRITTEN_TO_A_FILE = ("diagnosis/report.html", "<style>")
WITHIN_PAGES = PLATFORM / "testimony" / "data" / "frame.css"


def called(path):
    """A template's name, as code and other templates call it."""
    return path.relative_to(next(p for p in path.parents if p.name == "templates")).as_posix()


def test_every_template_is_used():
    said = "\n".join(path.read_text() for path in [*files(".py", tests=False), *files(".html")])
    unused = [
        name(path)
        for path in templates()
        if called(path) not in KNOWN and not mentioned(path, said)
    ]
    assert unused == []


def mentioned(path, said):
    # A component may be named without its folder: render(f"portal/components/{kind}.html").
    whole = called(path)
    folder = whole.rpartition("/")[0]
    return f'"{whole}"' in said or f"'{whole}'" in said or f'"{folder}/{{' in said


def test_nothing_in_a_template_is_stopped_by_the_content_policy():
    found = [
        f"{name(path)}:{number} {line.strip()[:60]}"
        for path in templates()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if FORBIDDEN.search(_without_ours(path, line))
    ]
    assert found == []


def _without_ours(path, line):
    ours = dict((STYLE_WITHIN, SCRIPT_WITHIN, WRITTEN_TO_A_FILE))
    return line.replace(ours.get(called(path), ""), "") if called(path) in ours else line


def test_the_style_inside_a_page_is_written_once_and_holds_nothing_else():
    template, style = STYLE_WITHIN
    holding = {
        called(path): path.read_text().count(style)
        for path in templates()
        if style in path.read_text()
    }
    assert holding == {template: 1}


def test_no_page_asks_anything_of_a_third_party():
    found = [
        f"{name(path)}: {address}"
        for path in [*templates(), *files(".css"), *files(".svg"), *files(".js")]
        for address in re.findall(
            r"""(?:src|srcset|action)=["'](?:https?:)?//[^"']+|<link[^>]+href=["']https?://[^"']+"""
            r"|@import[^;]+|url\(\s*[\"']?https?://[^)]+",
            path.read_text(),
        )
    ]
    assert found == []


def test_the_style_sheet_weighs_less_than_eight_kilobytes():
    sheets = [path for path in files(".css") if PLATFORM in path.parents and path != WITHIN_PAGES]
    weight = sum(len(gzip.compress(path.read_bytes(), 9)) for path in sheets)
    assert sheets
    assert weight <= SHEET_BYTES
