"""What its author changes in what they said, once they have shown their receipt."""

from django.db import transaction
from django.utils import timezone

from maillage.audit.actions import record
from maillage.voices.actions._points import replace_points, says_as_many
from maillage.voices.enums import Event, Moderation, RetexState
from maillage.voices.errors import AlreadyWithdrawn, WordingChanged
from maillage.voices.models import Contribution, FormerRetex, Retex
from maillage.voices.signals import retex_changed

WORDS = ("profile", "theme_id", "territory_id", "school_id", "place", "title", "text", "links")


@transaction.atomic
def correct_own_retex(*, retex, said, version, acting_user, flags=()):
    """Say it better, or send again what was not published. The words before are kept beside it.

    Whoever calls this has been shown the receipt. What nobody had to read before stays where it
    was; everywhere else, it is read again before everyone can.
    """
    # The version is compared under the lock, or two corrections would both pass.
    retex = Retex.objects.select_for_update(of=("self",)).get(pk=retex.pk)
    if retex.state == RetexState.WITHDRAWN:
        raise AlreadyWithdrawn
    sent = Contribution.objects.get(retex=retex)
    old = {name: getattr(retex, name) for name in WORDS}
    new = {name: getattr(said, name) for name in WORDS} | {"links": list(said.links)}
    if retex.version != version:
        if old == new and says_as_many(retex, said):
            return retex  # the second click of a hurried hand
        raise WordingChanged(f"{retex.title}\n{retex.text}".strip(), retex.version)
    changed = [name for name in WORDS if old[name] != new[name]]
    if replace_points(retex, said):
        changed.append("points")
    if not changed:
        return retex
    FormerRetex.objects.create(
        retex=retex, title=retex.title, text=retex.text, links=retex.links, replaced_by=None
    )
    for name, value in new.items():
        setattr(retex, name, value)
    retex.folded = said.folded
    retex.version += 1
    flags = list(dict.fromkeys([*flags, *said.flags]))
    _place(retex, sent, flags)
    retex.save()
    sent.flags, sent.reason, sent.waits_since = flags, "", timezone.now()
    sent.save(update_fields=["flags", "reason", "waits_since"])
    retex_changed.send(Retex, retex=retex)
    record(Event.RETEX_CORRECTED, acting_user=acting_user, target=retex, changed=changed)
    return retex


def _place(retex, sent, flags):
    """Published still, or back among those that wait."""
    waits = (
        retex.consultation.moderation == Moderation.BEFORE
        or retex.state != RetexState.PUBLISHED
        or sent.is_minor
        or bool(flags)
    )
    retex.state = RetexState.RECEIVED if waits else RetexState.PUBLISHED
    retex.is_shown = not waits
