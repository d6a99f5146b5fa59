"""What a moderator reads: an account, what looks like somebody's data in it, what readers say."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from maillage.moderation.queries import mark_of
from maillage.testimony.enums import Suspicion
from maillage.voices.enums import FlagKind
from maillage.voices.queries import pieces_of

FLAGS = {each.value: each.label for each in (*FlagKind, *Suspicion)}


class Reading:
    """For the templates: every text is cut where somebody's data seem to be."""

    def __init__(self, contribution, points, reports, about=()):
        self.contribution, self.retex = contribution, contribution.retex
        self.mark = mark_of(contribution)
        self.title, self.text = marked(self.retex.title), marked(self.retex.text)
        self.points = [(point, marked(point.text)) for point in points]
        self.reports, self.about = reports, about
        self.flags = [FLAGS.get(flag, _("À regarder de près")) for flag in contribution.flags]


def marked(text):
    """The text with what looks private between marks, and said in words to whoever cannot see."""
    return format_html_join(
        "",
        "{}",
        ((_mark(piece, kind) if kind else piece,) for piece, kind in pieces_of(text)),
    )


def _mark(piece, kind):
    label = FLAGS.get(kind, _("À regarder de près"))
    return format_html('<mark title="{}">{}</mark>', label, piece)
