"""Walk from the front page as a visitor: every page answers, weighs little and is sound HTML."""

import base64
import gzip
import hashlib
import http.client
import re
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import html5lib
import pytest

MOST_PAGES = 150
MOST_BYTES = 20_000
# Files, and the door from a contested figure to the form, which is another page.
NOT_PAGES = re.compile(
    r"(\.(docx|odt|html|md|txt|pdf|json|jsonl|csv|xlsx|geojson|parquet|atom|css)(\.gz)?|/contester/)$"
)


class Answer:
    def __init__(self, status, headers, sent):
        self.status, self.headers, self.sent = status, headers, sent
        packed = headers.get("Content-Encoding") == "gzip"
        self.text = (gzip.decompress(sent) if packed else sent).decode()


def ask(connection, path):
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    return Answer(answer.status, answer.headers, answer.read())


def links(text, path):
    for target in re.findall(r'<a\b[^>]*?\bhref="([^"]*)"', text):
        there = urlsplit(urldefrag(urljoin(path, target.replace("&amp;", "&"))).url)
        if not there.scheme and not NOT_PAGES.search(there.path):
            yield there.path + (f"?{there.query}" if there.query else "")


def shape_of(path):
    """Pages of the same making: their turn comes after one of each making."""
    return re.sub(r"\d+", "N", re.sub(r"[?&]langue=[\w-]+", "", path))


def language_of(path):
    return dict(parse_qsl(urlsplit(path).query)).get("langue", "fr")


@pytest.fixture(scope="module")
def public_pages(site):
    """Every page that a link reaches, up to the bound; each making before its repetitions."""
    host = urlsplit(site).netloc
    connection = http.client.HTTPConnection(host, timeout=30)
    found, shapes, waiting = {}, set(), ["/"]
    while waiting and len(found) < MOST_PAGES:
        new = next((at for at, one in enumerate(waiting) if shape_of(one) not in shapes), 0)
        path = waiting.pop(new)
        shapes.add(shape_of(path))
        found[path] = ask(connection, path)
        waiting += [
            one
            for one in dict.fromkeys(links(found[path].text, path))
            if one not in found and one not in waiting
        ]
    connection.close()
    return found


def faults(pages, fault):
    """{path: what is wrong}, for all of them at once."""
    return {path: wrong for path, answer in pages.items() if (wrong := fault(answer))}


def tags(answer):
    return re.sub(r"<!--.*?-->", "", answer.text, flags=re.S)


def test_tous_les_liens_publics_repondent(public_pages):
    assert len(public_pages) > 60
    assert faults(public_pages, lambda answer: answer.status != 200 and answer.status) == {}
    for path in ("/retours/", "/diagnostic/", "/plan/", "/suivi/", "/synthese/", "/projections/"):
        assert path in public_pages


def test_chaque_page_est_du_html_sans_faute(public_pages):
    def errors(answer):
        parser = html5lib.HTMLParser()
        parser.parse(answer.text)
        return [(place, code, *extra.values()) for place, code, extra in parser.errors]

    assert faults(public_pages, errors) == {}


def test_chaque_page_a_un_titre_et_des_reperes_uniques(public_pages):
    def wrong(path, answer):
        ids = re.findall(r'\sid="([^"]*)"', tags(answer))
        return {
            "h1": len(re.findall(r"<h1[\s>]", tags(answer))) != 1,
            "title": not re.search(r"<title>\s*\S", tags(answer)),
            "lang": f'<html lang="{language_of(path)}"' not in answer.text,
            "ids": sorted({one for one in ids if ids.count(one) > 1}),
        }

    found = {path: wrong(path, answer) for path, answer in public_pages.items()}
    assert {path: said for path, said in found.items() if any(said.values())} == {}


def test_aucune_page_ne_porte_de_script_ni_de_style_en_ligne(public_pages):
    """So the page is the same with JavaScript and without it."""
    wanted = re.compile(r"<script|<style|<iframe|\sstyle=|\son[a-z]+=\"|javascript:", re.I)
    assert faults(public_pages, lambda answer: wanted.findall(without_ours(answer))) == {}


def without_ours(answer):
    """The form holds its style and its outbox, whose very texts the policy allows; the page of
    staff's keys, which no browser reads without a script, has one file of ours."""
    policy = answer.headers.get("Content-Security-Policy", "")
    page = tags(answer)
    if "script-src 'self'" in policy:
        page = re.sub(r'<script src="/static/[\w./-]+" defer></script>', "", page)

    def ours(found):
        kind, text = found.groups()
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        return "" if f"{kind}-src 'sha256-{digest}'" in policy else found[0]

    return re.sub(r"<(style|script)>(.*?)</\1>", ours, page, flags=re.DOTALL)


def test_chaque_page_pese_moins_de_20_ko_avec_sa_feuille_de_style(public_pages, site):
    address = re.search(r'rel="stylesheet" href="([^"]+)"', public_pages["/"].text)[1]
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)
    sheet = ask(connection, address)
    connection.close()
    assert sheet.headers["Content-Encoding"] == "gzip"

    def heavy(answer):
        sheets = re.findall(r'rel="stylesheet" href="([^"]+)"', answer.text)
        weight = len(answer.sent) + len(sheet.sent) * len(sheets)
        wanted = [] if "<style>" in answer.text else [address]
        is_light = sheets == wanted and weight <= MOST_BYTES
        return {} if is_light else {"sheets": sheets, "bytes": weight}

    assert faults(public_pages, heavy) == {}


def test_avec_ou_sans_javascript_la_page_est_la_meme(visit):
    with_script, without = visit(), visit(java_script_enabled=False)
    for path in ("/", "/plan/", "/fil/action-1/", "/synthese/bout-de-la-digue/"):
        seen = []
        for page in (with_script, without):
            page.goto(path)
            seen.append(page.locator("body").aria_snapshot())
        assert seen[0] == seen[1], path
