"""A desk with many cards on it, said by people who do not exist."""

import datetime

from bench.loading import insert, mend_sequences

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
EACH = 4  # points that one person says


def lay(texts, kind="irritant"):
    """Points of people, laid on the desk of the first theme. Their cards, in order."""
    from maillage.sorting.models import Card, Desk
    from maillage.voices.models import Point, Retex, Theme

    theme = Theme.objects.order_by("pk").first()
    people = -(-len(texts) // EACH)
    about = (theme.consultation_id, theme.pk, "parent", "web", "published", True, NOON)
    columns = ["consultation_id", "theme_id", "profile", "source", "state", "is_shown", "told_at"]
    insert(Retex, ["id", *columns], ((n, *about) for n in range(1, people + 1)))
    insert(Point, ["id", "kind", "text"], ((n, kind, text) for n, text in enumerate(texts, 1)))
    tie = Point.retex.through
    ties = ((n, n, (n - 1) // EACH + 1) for n in range(1, len(texts) + 1))
    insert(tie, ["id", "point_id", "retex_id"], ties)
    desk = Desk.objects.create(theme=theme)
    cards = ((n, n, desk.pk, kind, "to_sort", text, NOON) for n, text in enumerate(texts, 1))
    insert(Card, ["id", "point_id", "desk_id", "kind", "tray", "folded", "laid_at"], cards)
    mend_sequences()
    return desk
