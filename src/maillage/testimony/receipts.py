"""A receipt as a person keeps it: a code, the same code as a picture, and what it is for."""

import segno
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.testimony.frame import MY_WORDS
from maillage.voices.enums import PointKind
from maillage.voices.queries import points_of
from maillage.voices.receipts import digest_of, receipt_of

# What each answer is called once it is given.
HEADINGS = {
    "strengths": gettext_lazy("Ce qui a bien marché"),
    "irritants": gettext_lazy("Ce qui n’a pas marché"),
    "title": gettext_lazy("Titre"),
    "text": gettext_lazy("Récit"),
    "links": gettext_lazy("Liens"),
}


def context_of(contribution, absolute):
    """`absolute` makes a whole address of a path, for the telephone that reads the picture."""
    receipt, retex = receipt_of(contribution.client_key), contribution.retex
    follow = absolute(f"{MY_WORDS}{receipt}/")
    where = retex.school or retex.territory or retex.place
    return {
        # Where the key that signs receipts has changed since, theirs is the first one.
        "receipt": receipt if digest_of(receipt) == contribution.receipt_digest else "",
        "follow": follow,
        "picture": picture_of(follow),
        "contribution": contribution,
        "retex": retex,
        "place": str(where),
        "told": _told(retex),
    }


def picture_of(address):
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        border=3,
        omitsize=True,
        svgclass=None,
        lineclass=None,
        title=_("Le même code, à photographier avec un téléphone"),
    )
    # Made of figures and of our own words, which segno escapes.
    return mark_safe(drawn.replace("<svg", '<svg role="img"', 1))  # noqa: S308


def _told(retex):
    """(heading, texts): its points, then the rest, without the empty ones."""
    points = [(point.kind, point.text) for point in points_of(retex) if point.text]
    told = {
        "strengths": [text for kind, text in points if kind == PointKind.STRENGTH],
        "irritants": [text for kind, text in points if kind == PointKind.IRRITANT],
        "title": [retex.title] if retex.title else [],
        "links": retex.links,
    }
    return [(HEADINGS[name], texts) for name, texts in told.items() if texts]
