"""Reads. `<things>_visible_to(user)` is the only way a view obtains a thing."""

from django.db.models import Q

from maillage.accounts.queries import within_reach
from maillage.toolbox.analysis import fold
from maillage.voices.enums import EDITORS
from maillage.voices.models import Consultation, Retex, Workshop


def consultations_visible_to(user):
    visible = Q(pk__in=Consultation.objects.public().values("pk"))
    return Consultation.objects.filter(visible | within_reach(user, *EDITORS, field="territory"))


def current_consultation(user):
    """The one that the front page shows: the last opened, else the one its editors prepare."""
    return (
        consultations_visible_to(user)
        .select_related("territory")
        .order_by("-opened_at", "-pk")
        .first()
    )


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
    return Retex.objects.filter(of_visible_workshops(user), removed_at=None).select_related(
        "workshop__territory", "theme"
    )


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


def retex_of_sheet(workshop):
    """The headings of a workshop's sheet, in its order, as a sheet holds them."""
    headings = []
    rows = Retex.objects.filter(workshop=workshop, removed_at=None).order_by(
        "heading", "rank", "pk"
    )
    for retex in rows:
        if not headings or headings[-1][0] != retex.heading:
            entry = {"number": retex.number, "place": retex.place, "accounts": []}
            headings.append((retex.heading, entry))
        account = {"title": retex.title, "text": retex.text, "links": retex.links}
        headings[-1][1]["accounts"].append(account)
    return [entry for _, entry in headings]
