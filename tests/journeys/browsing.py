"""How a page is opened, watched and judged."""

import shutil
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
MAX_REQUESTS = 3
LAUNCH = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FACILITATOR = "Maëlle Quérouan"

SHAPE = """() => ({
    titles: document.querySelectorAll('h1').length,
    lang: document.documentElement.lang,
    wide: document.documentElement.scrollWidth,
    seen: document.documentElement.clientWidth,
    twice: [...document.querySelectorAll('[id]')].map(e => e.id)
        .filter((id, at, all) => all.indexOf(id) !== at),
    scripts: document.scripts.length,
})"""


def installed_chromium():
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def playwright_browser(chromium, *more):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*LAUNCH, *more])
        yield browser
        browser.close()


def new_context(browser, site, **options):
    settings = {"locale": "fr-FR", "base_url": site, "reduced_motion": "reduce", **options}
    context = browser.new_context(**settings)
    context.set_default_timeout(15_000)
    return context


class Witness:
    """All that a page asks for and complains about, until its next look."""

    def __init__(self, page, site):
        self.page = page
        self.host = urlsplit(site).netloc
        self.asked, self.complaints = [], []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message):
        # Chromium says in the console that the page itself answers 4xx: the test knows it.
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def start(self):
        self.asked.clear()
        self.complaints.clear()

    def _may_run(self):
        """The outbox, on the form and its receipt; the keys of a desk; the map that somebody may
        open. All works without them."""
        ours = ("/temoigner/", "/diagnostic/tri/", "/interactive/")
        return any(address in self.page.url for address in ours)

    def faults(self):
        """What no page may do, found on the one now open."""
        shape = self.page.evaluate(SHAPE)
        pages = [url for url in self.asked if url.startswith("http")]
        found = {
            "h1": shape["titles"] != 1 and shape["titles"],
            "lang": shape["lang"] != "fr" and shape["lang"],
            "horizontal scroll": shape["wide"] > shape["seen"] and shape["wide"],
            "ids twice": shape["twice"],
            "scripts": shape["scripts"] > self._may_run() and shape["scripts"],
            "other hosts": [url for url in pages if urlsplit(url).netloc != self.host],
            "requests": len(pages) > MAX_REQUESTS and pages,
            "console": list(self.complaints),
        }
        return {fault: value for fault, value in found.items() if value}


def go(page, address):
    page.witness.start()
    answer = page.goto(address)
    assert page.witness.faults() == {}, page.url
    return answer


def follow(page, link):
    """Click a link (or a button that opens a page) and judge where it leads."""
    page.witness.start()
    with page.expect_navigation():
        link.click()
    assert page.witness.faults() == {}, page.url


def sign_in(page, person=FACILITATOR, after=""):
    page.goto(f"/compte/connexion/?next={after}" if after else "/compte/connexion/")
    page.get_by_role("button", name=f"Entrer en tant que {person}").click()
    page.get_by_role("button", name="Se déconnecter").first.wait_for()


def main(page):
    return page.locator("main")


def said(page):
    """The words of the page, white space folded."""
    return " ".join(main(page).inner_text().split())
