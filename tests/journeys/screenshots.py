"""The images of the documentation, taken from the demonstration: `scripts/screenshots`."""

import sys
import tempfile
from pathlib import Path

from tests.journeys.browsing import (
    DESK,
    HERE,
    PHONE,
    installed_chromium,
    new_context,
    playwright_browser,
)
from tests.journeys.server import demonstration

IMAGES = HERE.parent.parent / "docs" / "images"
MOST_BYTES = 200_000
# name: address, size of the window, what stands at its top (none: the page from its beginning).
SHOTS = {
    "thread": ("/fil/action-1/", {"width": 1280, "height": 840}, ".eyebrow"),
    "front-page": ("/", PHONE, None),
    "map": ("/carte/96/communes/", {"width": 1080, "height": 640}, ".cols"),
    "plan": ("/plan/tableau/", DESK, None),
    "sheet-on-a-phone": ("/synthese/bout-de-la-digue/", PHONE, "#h-projections"),
}


def take(browser, site, name):
    address, size, top = SHOTS[name]
    context = new_context(browser, site, viewport=size, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    if top:
        page.evaluate(
            "where => window.scrollTo(0, document.querySelector(where)"
            ".getBoundingClientRect().top - 24)",
            f"main {top}",
        )
    path = IMAGES / f"{name}.png"
    page.screenshot(path=path, animations="disabled")
    context.close()
    return path


def main():
    chromium = installed_chromium()
    if not chromium:
        sys.exit("Chromium is needed to take the screenshots.")
    IMAGES.mkdir(parents=True, exist_ok=True)
    heavy = []
    with (
        tempfile.TemporaryDirectory() as data,
        demonstration(Path(data) / "var") as site,
        playwright_browser(chromium) as browser,
    ):
        for name in SHOTS:
            path = take(browser, site, name)
            weight = path.stat().st_size
            sys.stdout.write(f"{path.name}: {weight // 1000} kB\n")
            heavy += [path.name] if weight > MOST_BYTES else []
    if heavy:
        sys.exit(f"heavier than {MOST_BYTES // 1000} kB: {', '.join(heavy)}")


if __name__ == "__main__":
    main()
