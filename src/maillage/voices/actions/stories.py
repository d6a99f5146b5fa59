"""What somebody told as one story, pointed out idea by idea, in their own words."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from maillage.audit.actions import record
from maillage.voices import access
from maillage.voices.actions._points import write_points
from maillage.voices.enums import Event, PointKind
from maillage.voices.errors import AlreadyWithdrawn, NotTheirWords, WordingChanged
from maillage.voices.models import Retex
from maillage.voices.signals import retex_changed


@transaction.atomic
def split_story(*, retex, irritants, strengths, version, acting_user):
    """These passages of the story are points too. The story stays as it is; twice is once."""
    retex = Retex.objects.select_for_update(of=("self",)).get(pk=retex.pk)
    if not access.can_edit_in(acting_user, retex.consultation.territory):
        raise PermissionDenied
    if not retex.is_shown:
        raise AlreadyWithdrawn
    if retex.version != version:
        raise WordingChanged(retex.text, retex.version)
    told = [(PointKind.STRENGTH, words) for words in strengths]
    told += [(PointKind.IRRITANT, words) for words in irritants]
    for _kind, words in told:
        if words not in retex.text:
            raise NotTheirWords(words)
    standing = set(retex.points.filter(withdrawn_at=None).values_list("kind", "text"))
    new = [(kind, words) for kind, words in told if (str(kind), words) not in standing]
    if new:
        write_points(retex, dict.fromkeys(new))
        retex.version += 1
        retex.save(update_fields=["version"])
        retex_changed.send(Retex, retex=retex)
        record(Event.STORY_SPLIT, acting_user=acting_user, target=retex, points=len(new))
    return retex
