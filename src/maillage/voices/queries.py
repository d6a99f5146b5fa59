"""Reads. `<things>_visible_to(user)` is the only way a view obtains a thing."""

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Left

from maillage.accounts.queries import within_reach
from maillage.territory.models import Territory
from maillage.toolbox.analysis import fold
from maillage.voices.analysis import spans_of
from maillage.voices.browser import digest_for
from maillage.voices.enums import EDITORS, WIDE, RetexState
from maillage.voices.models import (
    Consultation,
    Contact,
    Contribution,
    FormerRetex,
    Point,
    Retex,
    SameHere,
    Workshop,
)
from maillage.voices.receipts import digest_of, read_receipt, receipt_of

# Characters of an account that a list reads: two or three lines.
EXCERPT = 260


def consultations_visible_to(user):
    visible = Q(pk__in=Consultation.objects.public().values("pk"))
    return Consultation.objects.filter(visible | within_reach(user, *EDITORS, field="territory"))


def latest_consultation(user):
    """The last opened; PostgreSQL would put first those that were never opened."""
    return consultations_visible_to(user).order_by(F("opened_at").desc(nulls_last=True), "-pk")


def current_consultation(user):
    """The one that the front page shows: the last opened, else the one its editors prepare."""
    return latest_consultation(user).select_related("territory").first()


def of_visible_workshops(user, field="workshop"):
    """A condition on what hangs from a workshop: published, or within the reader's reach."""
    published = Q(**{f"{field}__published_at__isnull": False})
    if not user.is_authenticated:
        return published
    return published | within_reach(user, *EDITORS, field=f"{field}__territory")


def workshops_visible_to(user):
    published = Q(published_at__isnull=False)
    if user.is_authenticated:
        published |= within_reach(user, *EDITORS, field="territory")
    return Workshop.objects.filter(published).select_related("theme", "territory")


def retex_visible_to(user):
    """Those shown to everyone, and those of the workshops that the reader edits."""
    visible = Q(is_shown=True)
    if user.is_authenticated:
        visible |= within_reach(user, *EDITORS, field="workshop__territory") & Q(removed_at=None)
    return Retex.objects.filter(visible).select_related("workshop__territory", "theme")


def retex_shown():
    """What anyone may answer «moi aussi» to."""
    return Retex.objects.filter(is_shown=True).only("pk")


def said_same_here(retex, mark):
    """Did the browser that bears this mark say «moi aussi»? One that bears none did not."""
    if not mark:
        return False
    return SameHere.objects.filter(retex=retex, browser=digest_for(retex, mark)).exists()


def is_a_visitor(user):
    """Whoever answers for no territory reads what everyone reads."""
    return not (user.is_authenticated and (user.is_superuser or user.held_roles))


def counts_as_a_voice(retex):
    """A condition on accounts, `retex` being the way to them: those that still stand, and of one
    person's, those that everyone reads. What is weighed counts these, and never lines of a table.
    """
    stands = Q(**{f"{retex}__removed_at": None})
    of_a_table = Q(**{f"{retex}__workshop__isnull": False})
    return stands & (of_a_table | Q(**{f"{retex}__is_shown": True}))


def voices_in(consultation):
    """What one person said there, each for themselves, as far as everyone reads it."""
    return Retex.objects.filter(consultation=consultation, workshop=None, is_shown=True)


def retex_listed(user, kind=None):
    """What a list shows of each, as plain values. `kind`: those with a point of that kind."""
    found = retex_visible_to(user)
    if kind:
        found = found.filter(Exists(with_points_of(kind)))
    return found.values(
        "pk",
        "told_at",
        "profile",
        "source",
        "language",
        "number",
        "place",
        "title",
        # Its number is known with the filters: joined, it would have SQLite walk the theme whole.
        "theme_id",
        "workshop_id",
        "same_here",
        path=F("territory__path"),
        workshop_title=F("workshop__title"),
        workshop_place=F("workshop__territory__name"),
        # The whole account may be long, and the list shows its first lines.
        beginning=Left("text", EXCERPT),
        # Many say their points and nothing else.
        first_point=Left(Subquery(_first_point()), EXCERPT),
    )


def with_points_of(kind):
    """For `Exists`: the points of that kind of a RETEX."""
    return Point.retex.through.objects.filter(retex=OuterRef("pk"), point__kind=kind)


def proved_by(typed):
    """What was sent, for whoever shows its receipt, however they typed it.

    What cannot be a receipt is looked for like the others: no answer comes sooner than another.
    """
    receipt = read_receipt(typed) or typed[:100]
    about = ("retex__consultation", "retex__theme", "retex__territory", "retex__school")
    found = Contribution.objects.filter(receipt_digest=digest_of(receipt))
    return found.select_related(*about).first()


def receipt_under(client_key):
    """The receipt of what came under this key: for whoever drew it, the demonstration for one."""
    digests = Contribution.objects.filter(client_key=client_key).values_list("receipt_digest")
    receipt = receipt_of(client_key)
    return receipt if (digest_of(receipt),) in digests else None


def written_receipt(typed):
    """The code as we write it, however it was typed; None when it cannot be one."""
    return read_receipt(typed)


def area_of(retex):
    """The department or wider where one person spoke: a commune may hold one teacher who does."""
    if retex.territory is None:
        return None
    around = Territory.objects.filter(pk__in=retex.territory.lineage, kind__in=WIDE)
    return around.order_by("-path").first()


def contact_of(retex):
    return Contact.objects.filter(retex=retex).first()


def contact_to_confirm(token):
    """Whoever holds the link that was sent to this address, until they have used it."""
    digest = Contact.digest_of(token)
    return Contact.objects.filter(confirm_digest=digest).select_related("retex").first()


def contact_to_stop(token):
    return Contact.objects.filter(stop_digest=Contact.digest_of(token)).first()


def contacts_to_tell(before, most):
    """Confirmed addresses whose account nobody looked at since `before`, the oldest look first."""
    found = Contact.objects.filter(confirmed_at__isnull=False, checked_at__lt=before)
    return list(found.select_related("retex").order_by("checked_at")[:most])


def withdrawn_and_cited():
    """Taken back by their authors; the points left are those that somebody rests on."""
    return Retex.objects.filter(state=RetexState.WITHDRAWN, points__isnull=False).distinct()


def _first_point():
    said = Point.objects.filter(retex=OuterRef("pk"), withdrawn_at=None)
    return said.order_by("pk").values("text")[:1]


def points_of(retex):
    """What was said about it, as it was said: irritants, then strengths."""
    return retex.points.filter(withdrawn_at=None).order_by("kind", "pk")


def theme_named(text, themes, default):
    """The theme of the consultation that this cell names, in whole or by its number."""
    named = fold(text)
    if not named:
        return default
    for theme in themes:
        title = fold(theme.title)
        if named in title or title in named or named == str(theme.number):
            return theme
    return default


def former_words(retex):
    return FormerRetex.objects.filter(retex=retex).select_related("replaced_by")


def retex_on_sheet(workshop):
    """The headings of a workshop's sheet, in its order, each with its accounts. One query."""
    headings = {}
    rows = Retex.objects.filter(workshop=workshop, removed_at=None)
    for retex in rows.order_by("heading", "rank", "pk"):
        headings.setdefault(retex.heading, []).append(retex)
    return list(headings.values())


def as_sheet_retex(headings):
    """The same, as a sheet holds them."""
    return [
        {
            "number": accounts[0].number,
            "place": accounts[0].place,
            "accounts": [
                {"title": retex.title, "text": retex.text, "links": retex.links}
                for retex in accounts
            ],
        }
        for accounts in headings
    ]


def pieces_of(text):
    """[(piece, its FlagKind, or "")]: the whole text, cut where somebody's data seem to be."""
    pieces, at = [], 0
    for start, end, kind in spans_of(text):
        if at < start:
            pieces.append((text[at:start], ""))
        pieces.append((text[start:end], kind))
        at = end
    return [*pieces, (text[at:], "")] if at < len(text) else pieces
