"""The points that one person makes: written as said, never rewritten, taken back with the rest."""

from collections import Counter

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from maillage.toolbox.insertion import insert
from maillage.voices.enums import PointKind
from maillage.voices.models import Point


def told_points(said):
    """(kind, words) in the order in which they were said."""
    told = [(PointKind.STRENGTH, text) for text in said.strengths]
    return told + [(PointKind.IRRITANT, text) for text in said.irritants]


def write_points(retex, told):
    points = [Point(kind=kind, text=text) for kind, text in told]
    insert(points)
    tie = Point.retex.through
    insert([tie(point_id=point.pk, retex_id=retex.pk) for point in points])


def says_as_many(retex, said):
    """Are its points those of `said`?"""
    standing = retex.points.filter(withdrawn_at=None).values_list("kind", "text")
    return Counter(standing) == Counter((str(kind), text) for kind, text in told_points(said))


def replace_points(retex, said):
    """Make them those now said; what is said again keeps its row, hence what rests on it.

    True when any came or went.
    """
    wanted = Counter((str(kind), text) for kind, text in told_points(said))
    gone = []
    for point in retex.points.filter(withdrawn_at=None).order_by("pk"):
        said_again = (point.kind, point.text)
        if wanted[said_again]:
            wanted[said_again] -= 1
        else:
            gone.append(point)
    take_back_points(gone)
    new = list(wanted.elements())
    write_points(retex, new)
    return bool(gone or new)


def take_back_points(points):
    """Their words go. What is cited downstream keeps its row, and says that it was taken back."""
    for point in points:
        try:
            with transaction.atomic():
                point.delete()
        except ProtectedError:
            point.text, point.withdrawn_at = "", timezone.now()
            point.save(update_fields=["text", "withdrawn_at"])
