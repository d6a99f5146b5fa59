"""The real command serves the demonstration, and a real browser reads it.

A browser belongs to one file of journeys: while it is open its thread runs a loop, in which Django
refuses its database to the tests of the rooms that the same worker would then run.
"""

import shutil
import signal
import socket
import subprocess
import sys
import threading
import urllib.request

import pytest

from tests.journeys.browsing import HERE, PHONE, Witness, new_context, playwright_browser
from tests.journeys.sheets import command_environment, fictional_sheet

ROOT = HERE.parent.parent
SEED = ROOT.parent / "shared" / "seeds" / "thematique-1.md"
START_SECONDS = 180


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)
            # One server and one browser at a time, in one worker: the others keep the second core.
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def chromium():
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("Chromium is not installed here: the journeys need a real browser")
    return found


@pytest.fixture(scope="session")
def site(chromium, tmp_path_factory):
    """Address of a demonstration of its own, started and stopped as a person would."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = tmp_path_factory.mktemp("demo")
    server = subprocess.Popen(
        [sys.executable, "-m", "maillage.config", "demo", "--port", str(port)],
        env={**command_environment(), "MAILLAGE_DATA": str(data / "var")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    late = threading.Timer(START_SECONDS, server.kill)
    late.start()
    told = []
    for line in server.stdout:
        told.append(line)
        if "http://" in line:
            break
    late.cancel()
    assert server.poll() is None, "".join(told)
    # What it says afterwards must not fill the pipe and stop it.
    reader = threading.Thread(target=lambda: told.extend(server.stdout), daemon=True)
    reader.start()
    address = f"http://127.0.0.1:{port}"
    with urllib.request.urlopen(f"{address}/", timeout=60) as page:  # noqa: S310
        assert page.status == 200
    yield address
    server.send_signal(signal.SIGTERM)
    code = server.wait(timeout=30)
    reader.join(timeout=10)
    server.stdout.close()
    assert code == 0, "".join(told)
    assert "Traceback" not in "".join(told), "".join(told)


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
