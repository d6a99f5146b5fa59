"""A form without an account is taken from our own pages, and from old phones that say nothing."""

import pytest

from maillage.toolbox.same_origin import comes_from_here


@pytest.fixture(autouse=True)
def hosts(settings):
    settings.ALLOWED_HOSTS = ["ici.exemple.fr"]


def sent(rf, **headers):
    names = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    return rf.post("/", HTTP_HOST="ici.exemple.fr:8000", **names)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec_fetch_site": "same-origin"},
        {"sec_fetch_site": "none"},
        {"origin": "http://ici.exemple.fr:8000"},
        {"origin": "https://ici.exemple.fr:8000"},
        # What the browser works out by itself is worth more than what it copies.
        {"sec_fetch_site": "same-origin", "origin": "null"},
    ],
)
def test_our_pages_and_silent_browsers_are_believed(rf, headers):
    assert comes_from_here(sent(rf, **headers))


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": ""},
        {"sec_fetch_site": "cross-site", "origin": "http://ici.exemple.fr:8000"},
        {"origin": "https://ailleurs.exemple"},
        {"origin": "http://ici.exemple.fr"},
        {"origin": "http://ici.exemple.fr:8000.ailleurs.exemple"},
        {"origin": "http://ici.exemple.fr:8000@ailleurs.exemple"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://["},
    ],
)
def test_other_sites_are_not(rf, headers):
    assert not comes_from_here(sent(rf, **headers))
