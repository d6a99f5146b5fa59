"""The links of the thread: drawn by likeness when a sheet arrives, decided by people."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.audit.actions import record
from maillage.voices import access, analysis
from maillage.voices.enums import LinkState
from maillage.voices.errors import AlreadyRemoved, ForeignLink

UNDECIDED = (LinkState.SAME_WORDING, LinkState.SUGGESTED)


@transaction.atomic
def suggest_links(*, links, sources, targets, acting_user):
    """Link each source to the target it restates; leave alone whatever a person has decided.

    Sources and targets are those of one workshop. Recorded by the action that wrote them.
    """
    if sources and not access.can_edit(acting_user, sources[0].row.workshop):
        raise PermissionDenied
    here, there = links.here, links.there
    held = list(links.model.objects.filter(**{f"{here}__in": sources}))
    decided = {links.ends(link)[0] for link in held if link.state not in UNDECIDED}
    open_ones = [source for source in sources if source.pk not in decided]
    found = {
        (open_ones[i].pk, targets[j].pk): {
            "state": LinkState.SAME_WORDING if same else LinkState.SUGGESTED,
            "score": score,
            "reason": reason,
        }
        for i, j, score, same, reason in analysis.restated(
            [source.text for source in open_ones], [target.text for target in targets]
        )
    }
    # A link that still holds keeps its row: a page opened before this import can still decide it.
    stale, mended = [], []
    for link in held:
        if link.state not in UNDECIDED:
            continue
        values = found.pop(links.ends(link), None)
        if values is None:
            stale.append(link.pk)
        elif any(getattr(link, name) != value for name, value in values.items()):
            # «Same wording» is only said while the words are the same.
            for name, value in values.items():
                setattr(link, name, value)
            mended.append(link)
    links.model.objects.filter(pk__in=stale).delete()
    links.model.objects.bulk_update(mended, ["state", "score", "reason"])
    links.model.objects.bulk_create(
        links.model(**{f"{here}_id": source, f"{there}_id": target}, **values)
        for (source, target), values in found.items()
    )


@transaction.atomic
def confirm_link(*, links, link, acting_user):
    return _decide(links, link, LinkState.CONFIRMED, links.events.LINK_CONFIRMED, acting_user)


@transaction.atomic
def refuse_link(*, links, link, acting_user):
    return _decide(links, link, LinkState.REFUSED, links.events.LINK_REFUSED, acting_user)


def _decide(links, link, state, event, acting_user):
    # Two people deciding at once: the last decision stands, and both are in the trail.
    link = links.model.objects.select_for_update(of=("self",)).get(pk=link.pk)
    # The workshop of the restating side rules who may decide.
    if not access.can_edit(acting_user, getattr(link, links.here).row.workshop):
        raise PermissionDenied
    old = link.state
    if old != state:
        link.state, link.decided_by, link.decided_at = state, acting_user, timezone.now()
        link.save(update_fields=["state", "decided_by", "decided_at"])
        record(event, acting_user=acting_user, target=link, old=old, new=state)
    return link


@transaction.atomic
def draw_link(*, links, source, target, acting_user):
    """A person says: this restates that. Both must be of one workshop."""
    workshop = source.row.workshop
    if not access.can_edit(acting_user, workshop):
        raise PermissionDenied
    if target.row.workshop_id != workshop.pk:
        raise ForeignLink
    if source.removed_at or target.removed_at:
        raise AlreadyRemoved
    pair = {links.here: source, links.there: target}
    drawn = links.model.objects.filter(**pair, state=LinkState.CONFIRMED).first()
    if drawn:
        return drawn
    decision = {
        "state": LinkState.CONFIRMED,
        "decided_by": acting_user,
        "decided_at": timezone.now(),
    }
    link, _ = links.model.objects.update_or_create(**pair, defaults=decision)
    told = {"source": source.pk, "restates": target.pk}
    record(links.events.LINK_DRAWN, acting_user=acting_user, target=link, **told)
    return link
