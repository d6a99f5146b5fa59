"""What a page costs a phone: requests and bytes on the wire, from the real server.

    python -m bench.page_weight

A request is the page, or anything of ours that it makes a browser fetch. Bytes are those that leave
the server, headers included, compressed as a browser asks. On a first visit: nothing is cached.
"""

import os
import re
import sys
from urllib.parse import urljoin, urlsplit

from bench.data import fill
from bench.installation import awake, verdict
from bench.serving import get, running

REQUESTS, BYTES = 3, 20_000
# A drawing beside its table; the map that somebody opens is asked for afterwards.
MAP_BYTES = 60_000
ROWS = 2_000
PAGES = (
    "/",
    "/retours/",
    "/diagnostic/",
    "/projections/",
    "/plan/",
    "/plan/tableau/",
    "/suivi/",
    "/suivi/indicateurs/",
    "/synthese/",
    "/compte/connexion/",
    "/accessibilite/",
    "/fil/action-1000/",
)
# Of the land of the demonstration, estimated and drawn.
MAPS = (
    "/carte/96/",
    "/carte/96/communes/",
    "/carte/96/zones-blanches/",
    "/carte/96/interactive/",
    "/carte/96/commune/96105/",
)
DIRECTORY = ("/territoires/", "/territoires/commune-96105/")
FETCHED = re.compile(
    r'<(?:script|img|iframe|source|audio|video|embed|input)\b[^>]*\bsrc="([^"]+)"'
    r'|<link\b(?=[^>]*\brel="(?:stylesheet|icon|preload|manifest|modulepreload)")'
    r'[^>]*\bhref="([^"]+)"'
    r'|<(?:use|image|object)\b[^>]*\b(?:href|data)="([^"#][^"]*)"'
)
IN_SHEET = re.compile(r'url\(["\']?([^"\')]+)|@import\s+["\']([^"\']+)')


def fetched(html, page):
    found = {next(filter(None, groups)) for groups in FETCHED.findall(html)}
    return [urljoin(page, each) for each in sorted(found) if not each.startswith("data:")]


def weigh(port, page):
    """(status, requests, bytes, addresses elsewhere)."""
    status, size, html = get(port, page)
    requests, seen, elsewhere = 1, set(), []
    waiting = fetched(html, page)
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        if urlsplit(address).netloc:
            elsewhere.append(address)
            continue
        _, more, text = get(port, address)
        requests, size = requests + 1, size + more
        if address.endswith(".css"):
            inside = (a or b for a, b in IN_SHEET.findall(text))
            waiting += [urljoin(address, each) for each in inside if not each.startswith("data:")]
    return status, requests, size, elsewhere


def details(port, pages):
    """One page of each kind that a list leads to."""
    for page in pages:
        stage = "/" + page.split("/")[1] + "/"
        found = re.search(rf'href="({stage}(?:[\w-]+/)*[\w-]*\d+/)"', get(port, page)[2])
        if found:
            yield found[1]


def load_the_land():
    from maillage.demo.actions import load_land

    load_land(acting_user=None)


def main():
    over = 0
    with awake("sqlite"):
        fill(ROWS)
        load_the_land()
        print(
            f"limites : {REQUESTS} requêtes, {BYTES / 1000:.0f} ko, rien d’ailleurs ; "
            f"{MAP_BYTES / 1000:.0f} ko avec une carte dessinée\n"
        )
        print(f"{'page':44} {'requêtes':>8} {'ko':>6}")
        with running(dict(os.environ)) as port:
            lists = [page for page in PAGES if page.count("/") >= 2]
            for page in (*PAGES, *dict.fromkeys(details(port, lists)), *DIRECTORY, *MAPS):
                status, requests, size, elsewhere = weigh(port, page)
                most = MAP_BYTES if page in MAPS else BYTES
                fits = verdict(requests, REQUESTS) == verdict(size, most) == "OK"
                good = fits and status == 200 and not elsewhere
                over += not good
                said = "OK" if good else f"DÉPASSÉ ({status}) {' '.join(elsewhere)}"
                print(f"{page:44} {requests:8} {size / 1000:6.1f}  {said}", flush=True)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
