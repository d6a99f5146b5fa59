from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from maillage.audit.actions import record
from maillage.territory.queries import named
from maillage.toolbox.analysis import fold
from maillage.voices import access
from maillage.voices.enums import Event, Profile, RetexState, Source
from maillage.voices.errors import AlreadyRemoved, ThemeKnown, WordingChanged
from maillage.voices.matching import pair
from maillage.voices.models import FormerRetex, Retex
from maillage.voices.signals import retex_changed


@transaction.atomic
def write_retex(*, workshop, headings, acting_user):
    """Make the workshop's RETEX those of its sheet; return what changed, in words.

    An account that the sheet still tells keeps its row, hence everything that cites it.
    """
    if not access.can_edit(acting_user, workshop):
        raise PermissionDenied
    stored = list(
        Retex.objects.filter(workshop=workshop, removed_at=None).order_by("heading", "rank")
    )
    told = [
        {
            "heading": at,
            "rank": rank,
            "number": heading["number"],
            "place": heading["place"],
            "title": account["title"],
            "text": account["text"],
            "links": list(account["links"]),
        }
        for at, heading in enumerate(headings)
        for rank, account in enumerate(heading["accounts"])
    ]
    changes = []
    pairs, added, removed = pair(
        [_words(retex) for retex in stored],
        [f"{account['title']}\n{account['text']}" for account in told],
    )
    _update(workshop, stored, told, pairs, changes, acting_user)
    _remove([stored[i] for i in removed], changes)
    _add(workshop, [told[i] for i in added], changes)
    if changes:
        # Where and what, never the words: what enters the trail can no longer be erased.
        told = [{"where": change["where"], "what": change["what"]} for change in changes]
        record(Event.RETEX_WRITTEN, acting_user=acting_user, target=workshop, changes=told)
    return changes


@transaction.atomic
def correct_retex(*, retex, title, text, links, version, acting_user):
    """Mend a transcription. The words before are kept beside it."""
    # The version is compared under the lock, or two corrections would both pass.
    retex = Retex.objects.select_for_update(of=("self",)).get(pk=retex.pk)
    if not access.can_correct(acting_user, retex):
        raise PermissionDenied
    if retex.removed_at:
        raise AlreadyRemoved
    old = {"title": retex.title, "text": retex.text, "links": retex.links}
    new = {"title": title, "text": text, "links": links}
    # Before the version: the second click of a hurried hand asks for what the first one did.
    if old == new:
        return retex
    if retex.version != version:
        raise WordingChanged(_words(retex).strip(), retex.version)
    FormerRetex.objects.create(retex=retex, replaced_by=acting_user, **old)
    _set(retex, new)
    retex.version += 1
    retex.save(update_fields=["title", "text", "links", "folded", "version"])
    changed = [name for name in new if new[name] != old[name]]
    record(Event.RETEX_CORRECTED, acting_user=acting_user, target=retex, changed=changed)
    return retex


@transaction.atomic
def tell_theme(*, retex, theme, acting_user):
    """Its author did not know; whoever sorts tells. Told already, it is its author's, or another's
    word: it stays."""
    held = Retex.objects.select_for_update(of=("self",)).select_related("consultation__territory")
    retex = held.get(pk=retex.pk)
    if not access.can_edit_in(acting_user, retex.consultation.territory):
        raise PermissionDenied
    if theme.consultation_id != retex.consultation_id or not retex.is_shown:
        raise PermissionDenied
    if retex.theme_id == theme.pk:
        return retex
    if retex.theme_id is not None:
        raise ThemeKnown(retex.theme)
    retex.theme = theme
    retex.version += 1
    retex.save(update_fields=["theme", "version"])
    retex_changed.send(Retex, retex=retex)
    record(Event.RETEX_THEME_TOLD, acting_user=acting_user, target=retex, theme=theme.pk)
    return retex


def _words(retex):
    return f"{retex.title}\n{retex.text}"


def _where(account):
    number = account["number"]
    return f"RETEX {number}" if number is not None else "RETEX"


def _set(retex, values):
    for name, value in values.items():
        setattr(retex, name, value)
    retex.folded = fold(f"{retex.title} {retex.text} {retex.place}")


def _update(workshop, stored, told, pairs, changes, acting_user):
    moved = {told[j]["place"] for i, j in pairs if stored[i].place != told[j]["place"]}
    territories = _territories(workshop, moved)
    changed, former = [], []
    for i, j in pairs:
        retex, account = stored[i], told[j]
        if all(getattr(retex, name) == value for name, value in account.items()):
            continue
        old = _words(retex)
        was = {name: getattr(retex, name) for name in ("number", "place", "links")}
        before = FormerRetex(
            retex=retex,
            title=retex.title,
            text=retex.text,
            links=retex.links,
            replaced_by=acting_user,
        )
        if retex.place != account["place"]:
            retex.territory = territories.get(account["place"]) or workshop.territory
        _set(retex, account)
        changed.append(retex)
        if old != _words(retex) or was["links"] != retex.links:
            # A correction being typed on the page must not silently undo the sheet.
            retex.version += 1
            former.append(before)
        if old != _words(retex):
            changes.append(_change(account, "reworded", old, _words(retex)))
        if was != {name: account[name] for name in was}:
            changes.append(_change(account, "moved", "", _words(retex)))
    said = ["number", "place", "territory", "title", "text", "links", "folded", "version"]
    Retex.objects.bulk_update(changed, ["heading", "rank", *said])
    FormerRetex.objects.bulk_create(former)


def _remove(gone, changes):
    for retex in gone:
        changes.append(_change({"number": retex.number}, "removed", _words(retex), ""))
    Retex.objects.filter(pk__in=[retex.pk for retex in gone]).update(
        removed_at=timezone.now(), is_shown=False
    )


def _add(workshop, accounts, changes):
    territories = _territories(workshop, {account["place"] for account in accounts})
    rows = []
    for account in accounts:
        retex = Retex(
            workshop=workshop,
            consultation_id=workshop.theme.consultation_id,
            theme_id=workshop.theme_id,
            territory=territories.get(account["place"]) or workshop.territory,
            profile=Profile.WORKSHOP,
            source=Source.WORKSHOP,
            state=RetexState.PUBLISHED if workshop.is_published else RetexState.RECEIVED,
            is_shown=workshop.is_published,
        )
        _set(retex, account)
        rows.append(retex)
        changes.append(_change(account, "added", "", _words(retex)))
    Retex.objects.bulk_create(rows)


def _territories(workshop, places):
    """{place as the sheet says it: the territory meant}; none where nobody can tell for sure."""
    if not any(places):
        return {}
    scope = workshop.theme.consultation.territory
    return {place: named(place, within=scope) for place in places if place}


def _change(account, what, old, new):
    return {
        "where": _where(account),
        "what": what,
        "label": gettext_noop("témoignage"),
        "old": old.strip(),
        "new": new.strip(),
    }
