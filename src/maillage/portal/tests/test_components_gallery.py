"""The gallery shows every component at once: valid, named once, nothing inline."""

import html5lib
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

from maillage.portal.gallery import gallery_context


def test_the_gallery_is_valid_and_holds_nothing_inline():
    request = RequestFactory().get("/composants/")
    request.user = AnonymousUser()
    html = render_to_string("portal/gallery.html", gallery_context(), request)

    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    assert len(page.findall(".//h1")) == 1
    assert not page.findall(".//script")
    assert not page.findall(".//style")
    assert not [element for element in page.iter() if "style" in element.attrib]
    ids = [element.attrib["id"] for element in page.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
