import pytest

from maillage.accounts.tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

ELSEWHERE = [
    "https://ailleurs.example/",
    "http://ailleurs.example/",
    "HTTPS://ailleurs.example/",
    "//ailleurs.example/",
    "///ailleurs.example/",
    "////ailleurs.example/",
    "/\\ailleurs.example/",
    "\\\\ailleurs.example/",
    "\\/ailleurs.example/",
    "/\\/ailleurs.example/",
    "/\t/ailleurs.example/",
    "/\n/ailleurs.example/",
    "\t//ailleurs.example/",
    "\x00//ailleurs.example/",
    "\x08//ailleurs.example/",
    " //ailleurs.example/",
    "http:ailleurs.example",
    "https:ailleurs.example/",
    "http:/ailleurs.example/",
    "http:///ailleurs.example/",
    "https://testserver@ailleurs.example/",
    "https://testserver:80@ailleurs.example/",
    "https://testserver.ailleurs.example/",
    "https://ailleurs.example\\@testserver/",
    "https://ailleurs.example#@testserver/",
    "//testserver@ailleurs.example/",
    "//ailleurs。example/",
    "//ailleurs%E3%80%82example/",
    "http://[::1/",
    "http://[::1]@ailleurs.example/",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "ftp://testserver/",
    "mailto:a@b.fr",
    "x" * 5000 + "://ailleurs.example",
]


@pytest.fixture(params=["password", "demo"])
def sign_in(request, client, settings):
    """Both doors: the password, and the one click of the demonstration."""
    settings.DEMO = True
    user = UserFactory(demo=True)
    doors = {
        "password": ("/compte/connexion/", {"username": user.email, "password": PASSWORD}),
        "demo": ("/compte/demonstration/", {"account": user.pk}),
    }
    address, fields = doors[request.param]
    return lambda then: client.post(address, {**fields, "next": then})


@pytest.mark.parametrize("then", ELSEWHERE)
def test_no_form_of_address_leads_elsewhere_after_signing_in(sign_in, then):
    response = sign_in(then)

    assert (response.status_code, response["Location"]) == (302, "/")


@pytest.mark.parametrize("then", ELSEWHERE)
def test_no_form_of_address_is_even_kept_in_the_page(client, then):
    page = client.get("/compte/connexion/", {"next": then}).content.decode()

    assert 'name="next" value=""' in page


@pytest.mark.parametrize("then", ["/retours/?a=2#b", "/plan/", "plan", "/%2F%2Failleurs.example"])
def test_an_address_of_the_site_is_followed(sign_in, then):
    assert sign_in(then)["Location"] == then


def test_signing_out_leads_nowhere_else_either(client):
    for then in ELSEWHERE:
        client.force_login(UserFactory())
        location = client.post("/compte/deconnexion/", {"next": then})["Location"]
        # Django answers with the page itself: the session is over, the address stays ours.
        assert location in {"/", "/compte/deconnexion/"}
