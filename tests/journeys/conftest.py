"""The real command serves the demonstration, and a real browser reads it.

A browser belongs to one file of journeys: while it is open its thread runs a loop, in which Django
refuses its database to the tests of the rooms that the same worker would then run.
"""

import shutil

import pytest

from tests.journeys.browsing import (
    HERE,
    PHONE,
    Witness,
    installed_chromium,
    new_context,
    playwright_browser,
)
from tests.journeys.server import demonstration, played_once
from tests.journeys.sheets import fictional_sheet

ROOT = HERE.parent.parent
SEED = ROOT.parent / "shared" / "seeds" / "thematique-1.md"


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def chromium():
    found = installed_chromium()
    if not found:
        pytest.skip("Chromium is not installed here: the journeys need a real browser")
    return found


@pytest.fixture(scope="session")
def data(tmp_path_factory):
    """What the demonstration wrote, then what is done to it in this worker."""
    played = played_once(tmp_path_factory) / "var"
    return shutil.copytree(played, tmp_path_factory.mktemp("demo") / "var")


@pytest.fixture(scope="session")
def site(chromium, data):
    """Address of a demonstration of its own, started and stopped as a person would."""
    with demonstration(data) as address:
        yield address


@pytest.fixture(scope="module")
def browser(chromium):
    with playwright_browser(chromium) as browser:
        yield browser


@pytest.fixture
def visit(browser, site):
    """Open a page in a context of its own; `witness` on it has seen all that happened there."""
    opened = []

    def open_page(**options):
        context = new_context(browser, site, **{"viewport": PHONE, **options})
        opened.append(context)
        page = context.new_page()
        page.witness = Witness(page, site)
        return page

    yield open_page
    for context in opened:
        context.close()


@pytest.fixture(scope="session")
def filled_sheet(tmp_path_factory):
    """One that no workshop has handed in yet: the published one, else a fictional one in Word."""
    if SEED.exists():
        return SEED
    return fictional_sheet(tmp_path_factory.mktemp("sheet"))
