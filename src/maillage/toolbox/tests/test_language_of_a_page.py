"""The address says in which language, else the account, the cookie, the browser; else French."""

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from maillage.toolbox.language import LanguageMiddleware, language_links

PUBLIC, STAFF = "/temoigner/", "/plan/"


def answered(address, *, cookie="", header="", account=None, method="get"):
    """The language in which a page is made, and the answer."""
    request = getattr(RequestFactory(), method)(address, headers={"Accept-Language": header})
    if cookie:
        request.COOKIES["langue"] = cookie
    if account is not None:
        request.COOKIES[settings.SESSION_COOKIE_NAME] = "signed-in"
        request.user = SimpleNamespace(language=account)
    made = []

    def page(request):
        middleware.process_view(request, None, (), {})
        made.append(translation.get_language())
        return HttpResponse()

    middleware = LanguageMiddleware(page)
    response = middleware(request)
    return made[0], response


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_a_public_page_speaks_the_language_of_its_address(language):
    assert answered(f"{PUBLIC}?langue={language}", cookie="tr")[0] == language


def test_a_language_nobody_knows_is_not_spoken():
    assert answered(f"{PUBLIC}?langue=tlh")[0] == "fr"
    assert answered(f"{PUBLIC}?langue=")[0] == "fr"
    assert answered(PUBLIC, cookie="../../etc", header="tlh, *;q=0.1")[0] == "fr"


def test_the_account_comes_before_the_cookie_and_after_the_address():
    assert answered(STAFF, account="en", cookie="fr")[0] == "en"
    assert answered(f"{STAFF}?langue=fr", account="en")[0] == "fr"
    assert answered(STAFF, account="", cookie="en")[0] == "en"
    assert answered(STAFF, account="tr")[0] == "fr"


def test_the_browser_is_heard_on_public_pages_alone():
    assert answered(PUBLIC, header="uk-UA,uk;q=0.9,fr;q=0.4")[0] == "uk"
    assert answered(PUBLIC, header="de, pt-BR;q=0.8, fr;q=0.7")[0] == "pt"
    assert answered(STAFF, header="en-GB,en;q=0.9")[0] == "fr"


def test_pages_of_staff_speak_two_languages():
    assert answered(STAFF, cookie="ar")[0] == "fr"
    assert answered(f"{STAFF}?langue=ar")[0] == "fr"
    assert answered(f"{STAFF}?langue=en")[0] == "en"


def test_the_choice_is_kept_in_a_cookie_that_no_script_reads():
    _, chosen = answered(f"{PUBLIC}?langue=ar")

    assert chosen.cookies["langue"].value == "ar"
    assert chosen.cookies["langue"]["httponly"]
    assert not answered(PUBLIC, header="ar")[1].cookies
    assert not answered(f"{PUBLIC}?langue=ar", cookie="ar")[1].cookies
    assert not answered(f"{PUBLIC}?langue=ar", method="post")[1].cookies


def test_caches_between_us_and_the_reader_are_told_what_the_page_depends_on():
    _, public = answered(PUBLIC, header="uk")
    assert (public["Content-Language"], public["Vary"]) == ("uk", "Cookie, Accept-Language")
    assert answered(STAFF)[1]["Vary"] == "Cookie"


def test_the_language_of_a_reader_does_not_stay_for_the_next_one():
    answered(f"{PUBLIC}?langue=ar")
    assert translation.get_language() == "fr"


def test_a_page_links_to_itself_in_the_other_languages_and_keeps_its_filters():
    request = RequestFactory().get(f"{STAFF}?q=réseau&langue=fr&curseur=a%26b")
    assert language_links(request) == [
        {"code": "en", "name": "English", "url": "?q=r%C3%A9seau&langue=en&curseur=a%26b"}
    ]
    public = language_links(RequestFactory().get(PUBLIC))
    assert [link["code"] for link in public] == ["en", "ar", "tr", "pt", "uk", "fr-x-facile"]


def test_what_answers_a_form_has_no_link_that_would_lose_what_was_typed():
    assert language_links(RequestFactory().post(PUBLIC)) == []
