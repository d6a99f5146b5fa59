"""The pages one testifies on: one request each, their style inside, no cookie, no script needed.

Not the frame of the other pages: what a phone at 400 kbit/s must fetch before it can speak is here.
"""

import base64
import hashlib
import re
from pathlib import Path

from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.http import HttpResponse
from django.template import loader
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from maillage.toolbox.language import PARAMETER, language_asked, languages_of

# Pages of rooms downstream, whose addresses this room may not ask by name.
PRIVACY, MY_WORDS = "/confidentialite/", "/ma-parole/"

_SHEET = (Path(__file__).parent / "data" / "frame.css").read_text()
_SPACED = re.sub(r"/\*.*?\*/", "", _SHEET, flags=re.DOTALL)
STYLE = re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", _SPACED)).replace(";}", "}").strip()
# Without its comments and its margins, that a phone does not read.
_OUTBOX = (Path(__file__).parent / "data" / "outbox.js").read_text()
SCRIPT = re.sub(r"\n\s*", "\n", re.sub(r"/\*.*?\*/", "", _OUTBOX, flags=re.DOTALL)).strip()
WORKER = (Path(__file__).parent / "data" / "worker.js").read_text()


def _only(text):
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return [f"'sha256-{digest}'"]


# These very texts are allowed, on these very pages: nothing that a visitor writes can become one.
with_own_style = csp_replace({"style-src": _only(STYLE)})
with_own_script = csp_update({"script-src": _only(SCRIPT), "connect-src": ["'self'"]})


def address_of(request):
    """Where this form is sent: in the language that was asked for, without a cookie to say so."""
    return request.path + in_language(request)


def in_language(request):
    asked = language_asked(request)
    return f"?{PARAMETER}={asked}" if asked else ""


def other_languages(request, **kept):
    """This page in the other languages, on arrival: later, what was typed would go."""
    if request.method == "POST":
        return []
    return [
        (code, name, "?" + urlencode({**kept, PARAMETER: code}))
        for code, name in languages_of(request).items()
        if code != get_language()
    ]


def page(name, context, status=200):
    """A page without the context processors: nothing in it depends on who reads."""
    return kept(rendered(name, context), status)


def rendered(name, context):
    around = {
        "style": mark_safe(STYLE),  # noqa: S308  (our own file)
        "script": mark_safe(SCRIPT),  # noqa: S308  (our own file)
        "site_name": settings.SITE_NAME,
        "demo": settings.DEMO,
        "privacy_url": PRIVACY,
        "my_words_url": MY_WORDS,
        "languages": (),
    }
    return loader.get_template(name).render({**around, **context})


def kept(html, status=200):
    """Kept by the browser for its back button, which must find what was typed, and by nobody else:
    each copy of the form has a key of its own."""
    answer = HttpResponse(html, status=status)
    answer["Cache-Control"] = "private, no-cache"
    return answer
