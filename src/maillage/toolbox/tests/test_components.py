"""Components tie words, fields and errors together, and let nothing through."""

from types import SimpleNamespace

import html5lib
import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.constants import SUCCESS
from django.contrib.messages.storage.base import Message
from django.template import engines
from django.template.loader import render_to_string

from maillage.toolbox.thread_drawing import ThreadLink, ThreadNode

BASE = {
    "site_name": "Maillage",
    "consultation_title": "Concertation du pays de Brume",
    "version": "0",
    "demo": True,
    "stages": [
        {"title": "Retours", "url": "/retours/", "number": 1, "current": True},
        {"title": "Synthèse", "url": "/synthese/", "number": None, "current": False},
    ],
    "footer_links": [{"title": "Accessibilité : non conforme", "url": "/accessibilite/"}],
    "speak_url": "/temoigner/",
    "search_url": "/recherche/",
    "login_url": "/compte/connexion/",
    "logout_url": "/compte/deconnexion/",
    "account_url": "/compte/",
    "user": AnonymousUser(),
    "messages": [Message(SUCCESS, "Votre retour est enregistré.")],
    "csrf_token": "x",
}


class Example(forms.Form):
    name = forms.CharField(label="Titre <b>", help_text="Quelques mots.")
    kind = forms.ChoiceField(
        label="S’est-elle bien passée ?", widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")]
    )
    agree = forms.BooleanField(label="D’accord", required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        raise forms.ValidationError("Les deux réponses se contredisent.")


def rendered(source, **context):
    loaded = "{% load maillage_components maillage_charts %}" + source
    return engines["django"].from_string(loaded).render(context)


def tree(html):
    return html5lib.parse(html, namespaceHTMLElements=False)


def by_id(page, name):
    return page.find(f".//*[@id='{name}']")


@pytest.mark.parametrize(
    "template",
    ["404.html", "403.html", "403_csrf.html", "portal/refusal.html"],
)
def test_pages_are_valid_with_one_title_and_no_inline_style_or_script(template):
    own = {"title": "Close", "reason": "Depuis mardi.", "back_url": "/plan/"}
    html = render_to_string(template, BASE | own)

    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    assert len(page.findall(".//h1")) == 1
    assert page.attrib["lang"]
    assert not page.findall(".//script")
    assert not page.findall(".//style")
    assert not [e for e in page.iter() if "style" in e.attrib]
    ids = [e.attrib["id"] for e in page.iter() if "id" in e.attrib]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_pages_of_the_worst_day_need_no_context(template):
    html = render_to_string(template)

    html5lib.HTMLParser(strict=True).parse(html)
    assert "{" not in html


def test_the_current_stage_is_said_and_the_account_corner_follows_the_visitor():
    page = render_to_string("404.html", BASE)
    (current,) = tree(page).findall(".//nav[@id='etapes']//a[@aria-current='true']")
    assert current.attrib["href"] == "/retours/"
    assert "Se connecter" in page

    known = SimpleNamespace(is_authenticated=True)
    page = render_to_string("404.html", BASE | {"user": known})
    assert 'action="/compte/deconnexion/"' in page
    assert 'name="csrfmiddlewaretoken"' in page


def test_skip_links_come_first_and_arrive_somewhere():
    page = tree(render_to_string("404.html", BASE))
    targets = [a.attrib["href"].removeprefix("#") for a in page.findall(".//nav[1]/a")[:2]]

    assert targets == ["contenu", "etapes"]
    assert all(by_id(page, target) is not None for target in targets)


def test_a_field_is_tied_to_its_hint_and_its_error():
    page = tree(rendered("{% fields form %}", form=Example({})))
    control = by_id(page, "id_name")

    assert control.attrib["aria-invalid"] == "true"
    for described in control.attrib["aria-describedby"].split():
        assert by_id(page, described) is not None
    assert "(obligatoire)" in "".join(page.find(".//label[@for='id_name']").itertext())


def test_a_group_of_choices_is_a_fieldset_with_its_question():
    page = tree(rendered("{% field form.kind %}", form=Example({})))
    group = page.find(".//fieldset")

    assert "bien passée" in "".join(group.find("legend").itertext())
    assert group.attrib["aria-describedby"] == "id_kind_error"


def test_the_summary_links_every_problem_to_its_control():
    html = rendered("{% error_summary form %}{% fields form %}", form=Example({}))
    page = tree(html)
    summary = by_id(page, "erreurs")

    assert summary.attrib["tabindex"] == "-1"
    assert "autofocus" in summary.attrib
    assert "Les deux réponses se contredisent." in "".join(summary.itertext())
    targets = [a.attrib["href"].removeprefix("#") for a in summary.iter("a")]
    assert targets == ["id_name", "id_kind_0"]
    assert all(by_id(page, target) is not None for target in targets)
    assert "S’est-elle bien passée : " in html
    assert "<b>" not in html


def test_a_form_not_yet_sent_has_no_summary():
    assert rendered("{% error_summary form %}", form=Example()).strip() == ""


def test_hidden_fields_stay_hidden():
    assert 'type="hidden"' in rendered("{% fields form %}", form=Example())


def test_words_given_to_components_are_escaped():
    html = rendered(
        "{% tag 'late' x %}{% notice 'info' title=x %}{{ x }}{% endnotice %}{% breadcrumb x x x %}"
        "{% empty x %}{{ x }}{% endempty %}{% data_table id='t' caption=x %}{% enddata_table %}"
        "{% pager x x %}",
        x='"><script>',
    )

    assert "<script" not in html


def test_a_table_scrolls_in_a_region_named_by_its_caption():
    page = tree(
        rendered("{% data_table id='t' caption='Retours' %}<tbody></tbody>{% enddata_table %}")
    )
    region = page.find(".//div[@role='region']")

    assert region.attrib["tabindex"] == "0"
    assert by_id(page, region.attrib["aria-labelledby"]).text == "Retours"


def test_pages_of_results_show_only_the_ways_that_exist():
    assert rendered("{% pager '' '' %}").strip() == ""
    assert "Suivants" not in rendered("{% pager '?avant=3' '' %}")


def test_the_thread_is_drawn_and_told():
    columns = [
        ("Retours", [ThreadNode("r", "Sans réseau", "/r/", "voice")]),
        ("Diagnostic", [ThreadNode("i", "Zones blanches", "/i/", "irritant", current=True)]),
    ]
    page = tree(
        rendered(
            "{% thread columns links title='Le fil' %}",
            columns=columns,
            links=[ThreadLink("r", "i", suggested=True)],
        )
    )
    told = by_id(page, "fil-liste")

    assert [a.attrib["href"] for a in told.iter("a")] == ["/r/", "/i/"]
    assert told.find(".//a[@aria-current='true']").text == "Zones blanches"
    assert "Sans réseau" in "".join(told.find(".//span").itertext())
    assert "(à confirmer)" in "".join(told.itertext())
