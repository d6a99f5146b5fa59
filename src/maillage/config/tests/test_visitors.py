"""A visitor without an account costs nothing for having none; everything else is closed."""

import pytest
from django.urls import get_resolver

PUBLIC = ["/accessibilite/"]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_asks_nothing_about_who_reads_it(
    client, db, path, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20) as queries:
        answer = client.get(path)
    assert answer.status_code == 200
    asked = " ".join(query["sql"] for query in queries)
    assert "session" not in asked
    assert "accounts_user" not in asked
    assert not answer.cookies


def test_an_address_that_leads_nowhere_is_a_plain_404(client, db):
    assert client.get("/nulle-part/").status_code == 404


def test_a_page_that_does_not_say_it_is_public_asks_to_sign_in(rf):
    from django.contrib.auth.middleware import LoginRequiredMiddleware
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/plan/3/")
    request.user = AnonymousUser()
    answer = LoginRequiredMiddleware(lambda request: None).process_view(
        request, lambda request: None, (), {}
    )
    assert answer.status_code == 302
    assert answer.url.startswith("/compte/connexion/")


def test_every_answer_says_what_a_browser_may_do(client, db):
    for path in ("/accessibilite/", "/nulle-part/"):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_every_room_with_pages_is_mounted_where_the_path_says_its_stage():
    mounted = {(str(each.pattern), each.app_name) for each in get_resolver().url_patterns}
    expected = {
        ("temoigner/", "testimony"),
        ("retours/", "voices"),
        ("moderation/", "moderation"),
        ("donnees/", "exchange"),
        ("confidentialite/", "privacy"),
        ("diagnostic/", "diagnosis"),
        ("diagnostic/", "sorting"),
        ("diagnostic/silence/", "silence"),
        ("projections/", "projections"),
        ("plan/", "plan"),
        ("suivi/", "followup"),
        ("carte/scenarios/", "scenarios"),
        ("", "atlas"),
        ("synthese/", "synthesis"),
        ("compte/", "accounts"),
        ("compte/", "team"),
        ("", "portal"),
    }
    assert mounted == expected


def test_a_failure_anywhere_is_answered_by_the_page_that_needs_no_database():
    assert get_resolver().urlconf_module.handler500 == "maillage.toolbox.unavailable.server_error"
