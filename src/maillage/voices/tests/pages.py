"""Read a page as a browser and a screen reader would, and refuse what they would stumble upon."""

import gzip
from itertools import pairwise
from pathlib import Path

import html5lib
from django.contrib.staticfiles import finders

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BUDGET = 20_000


def read(response, status=200):
    """The parsed page: valid, one h1, no heading skipped, ids given once, nothing inline."""
    assert response.status_code == status
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page = parser.parse(response.content.decode())
    levels = [int(e.tag[1]) for e in page.iter() if e.tag in HEADINGS]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [element.attrib["id"] for element in page.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    assert not page.findall(".//script")
    assert not [element for element in page.iter() if "style" in element.attrib]
    return page


def words(element):
    return " ".join("".join(element.itertext()).split())


def main_words(page):
    return words(page.find(".//main"))


def items(page):
    return [words(item) for item in page.findall(".//*[@class='items']/li")]


def links(page):
    return [(words(link), link.attrib["href"]) for link in page.findall(".//main//a")]


def link(page, text):
    """The address behind the words `text`."""
    return next(address for said, address in links(page) if text in said)


def page_weight(response):
    """Bytes sent for the page and its sheet, compressed."""
    sheet = Path(finders.find("portal/maillage.css")).read_bytes()
    return len(gzip.compress(response.content)) + len(gzip.compress(sheet))


def typed(page, action):
    """What a browser would send with the form of the page whose address ends with `action`."""
    forms = page.find(".//main").iter("form")
    form = next(f for f in forms if f.attrib.get("action", "").endswith(action))
    said = {
        field.attrib["name"]: field.attrib.get("value", "")
        for field in form.iter("input")
        if field.attrib.get("type") not in {"checkbox", "radio"} or "checked" in field.attrib
    }
    said |= {area.attrib["name"]: (area.text or "").lstrip("\n") for area in form.iter("textarea")}
    return {name: value for name, value in said.items() if name != "csrfmiddlewaretoken"}
