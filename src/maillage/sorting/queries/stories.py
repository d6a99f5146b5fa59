"""Stories told as one block, in which nobody looked for points yet."""

from django.db.models import Exists, OuterRef

from maillage.voices.models import Point, Retex


def stories_to_split(theme):
    """What one person tells and everyone reads, without a point of its own, the oldest first."""
    points = Point.retex.through.objects.filter(retex=OuterRef("pk"))
    found = Retex.objects.filter(theme=theme, workshop=None, is_shown=True, story_read=None)
    return found.exclude(text="").exclude(Exists(points)).order_by("pk")


def story_of(theme, pk):
    """Split meanwhile by somebody else, too: whoever comes second changes nothing."""
    return Retex.objects.filter(theme=theme, workshop=None, is_shown=True, pk=pk)
