import pytest
from django.conf import settings

from maillage.toolbox.context import page


def test_every_page_gets_what_the_base_shows_without_a_query(rf, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        shown = page(rf.get("/"))
    assert set(shown) >= {
        "site_name",
        "consultation_title",
        "version",
        "demo",
        "stages",
        "footer_links",
        "speak_url",
        "search_url",
        "login_url",
        "logout_url",
        "account_url",
    }
    assert not any(stage["current"] for stage in shown["stages"])


@pytest.mark.parametrize("path", ["/plan/", "/plan/12/modifier/"])
def test_the_stage_of_the_page_is_the_only_current_one(rf, path):
    stages = page(rf.get(path))["stages"]
    assert [stage["number"] for stage in stages] == [1, 2, 3, 4, 5, None]
    assert [stage["url"] for stage in stages if stage["current"]] == ["/plan/"]


def test_the_first_link_of_the_footer_states_how_accessible_the_site_is(rf):
    assert page(rf.get("/"))["footer_links"][0]["url"] == "/accessibilite/"


def test_the_processor_is_on_in_every_page():
    assert "maillage.toolbox.context.page" in settings.TEMPLATES[0]["OPTIONS"]["context_processors"]
