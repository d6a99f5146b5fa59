"""What one person sends: received once, published or not, withdrawn when they wish."""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from maillage.audit.actions import record
from maillage.toolbox.analysis import fold
from maillage.toolbox.erasing import for_good
from maillage.toolbox.insertion import insert
from maillage.voices import access
from maillage.voices.actions._points import take_back_points, told_points, write_points
from maillage.voices.analysis import flags_of
from maillage.voices.enums import (
    ConsultationStatus,
    Event,
    Moderation,
    Profile,
    RetexState,
    Source,
)
from maillage.voices.errors import NotOpen, OtherWordsSameKey
from maillage.voices.models import Contact, Contribution, FormerRetex, Point, Retex, SameHere
from maillage.voices.receipts import digest_of, receipt_of
from maillage.voices.signals import retex_changed


@dataclass(frozen=True)
class Said:
    """What one person says. Keys rather than objects: it is digested, and compared with a retry."""

    profile: Profile
    theme_id: int | None = None
    territory_id: int | None = None
    school_id: int | None = None
    # Where, in their own words, when no place of ours was meant or known.
    place: str = ""
    title: str = ""
    text: str = ""
    links: tuple[str, ...] = ()
    irritants: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    language: str = "fr"
    is_minor: bool = False

    @cached_property
    def digest(self):
        told = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(told.encode()).hexdigest()

    @cached_property
    def flags(self):
        """What may say who somebody is. Asked for before a transaction, it costs none of it."""
        return flags_of(self)

    @property
    def folded(self):
        points = " ".join((*self.strengths, *self.irritants))
        return fold(f"{self.title} {self.text} {self.place} {points}")

    def as_retex(self, **known):
        """Not written yet; `known`: what the person did not say."""
        return Retex(
            theme_id=self.theme_id,
            territory_id=self.territory_id,
            school_id=self.school_id,
            profile=self.profile,
            language=self.language,
            place=self.place,
            title=self.title,
            text=self.text,
            links=list(self.links),
            folded=self.folded,
            **known,
        )


class Received(NamedTuple):
    retex: Retex
    # None where the key that signs receipts has changed since: the author holds the first one.
    receipt: str | None
    is_new: bool


def receive_retex(*, consultation, said, client_key, acting_user, source=Source.WEB, flags=None):
    """Write what somebody says, once for each key, and give its receipt.

    A retry with the same key and the same words is given the same receipt; other words under a key
    already used are refused. When this returns, what was said is on the disk. `flags`: what is
    suspect about it, those of its words included; looked for here when it was not before.
    """
    if not access.can_receive(acting_user, consultation, source):
        raise PermissionDenied
    if consultation.status != ConsultationStatus.OPEN:
        known = _known(client_key, said)
        if known is None:
            raise NotOpen
        return known
    flags = list(dict.fromkeys(said.flags if flags is None else flags))
    try:
        with transaction.atomic():
            return _write(consultation, said, client_key, acting_user, source, flags)
    except IntegrityError:
        # A key already used, a moment or a week ago: the database let one of them write. Asked
        # only then, for nearly everyone who speaks comes with a new key.
        known = _known(client_key, said)
        if known is None:
            raise
        return known


@transaction.atomic
def publish_retex(*, retex, acting_user):
    """Let everyone read it; or keep it so, now that somebody has read it. Twice is once."""
    retex = _locked(retex)
    if not access.can_moderate(acting_user, retex):
        raise PermissionDenied
    if retex.state in {RetexState.RECEIVED, RetexState.REFUSED}:
        _decide(retex, RetexState.PUBLISHED, "")
        record(Event.RETEX_PUBLISHED, acting_user=acting_user, target=retex)
    elif retex.state == RetexState.PUBLISHED and _note_decision(
        retex, "", waits_since__isnull=False
    ):
        record(Event.RETEX_READ, acting_user=acting_user, target=retex)
    return retex


@transaction.atomic
def refuse_retex(*, retex, reason, acting_user):
    """Keep it from being read by everyone; its author reads why."""
    retex = _locked(retex)
    if not access.can_moderate(acting_user, retex):
        raise PermissionDenied
    if retex.state in {RetexState.RECEIVED, RetexState.PUBLISHED}:
        _decide(retex, RetexState.REFUSED, reason)
        record(Event.RETEX_REFUSED, acting_user=acting_user, target=retex)
    return retex


@transaction.atomic
def call_for_reading(*, retex, reports, hides, acting_user):
    """Readers say that something is wrong: a moderator has it to read, hidden meanwhile or not."""
    retex = _locked(retex)
    if retex.state not in {RetexState.RECEIVED, RetexState.PUBLISHED}:
        return retex
    sent = Contribution.objects.filter(retex=retex)
    sent.filter(waits_since=None).update(waits_since=timezone.now())
    sent.update(reports=reports)
    if hides and retex.is_shown:
        retex.state, retex.is_shown = RetexState.RECEIVED, False
        retex.save(update_fields=["state", "is_shown"])
        retex_changed.send(Retex, retex=retex)
        record(Event.RETEX_SET_ASIDE, acting_user=acting_user, target=retex)
    return retex


@for_good()
@transaction.atomic
def withdraw_retex(*, retex, acting_user):
    """Its author takes it back: the words go, the rows that were cited stay and say so."""
    retex = _locked(retex)
    if retex.state == RetexState.WITHDRAWN:
        return retex
    FormerRetex.objects.filter(retex=retex).delete()
    # Said by this one alone: a point that several told at one table belongs to them all.
    take_back_points(Point.objects.filter(workshop=None, retex=retex))
    retex.title = retex.text = retex.place = retex.folded = ""
    retex.links, retex.school = [], None
    retex.state, retex.is_shown, retex.same_here = RetexState.WITHDRAWN, False, 0
    retex.version += 1
    retex.save()
    Contact.objects.filter(retex=retex).delete()
    SameHere.objects.filter(retex=retex).delete()
    # A digest of few words is those words to whoever tries them all.
    Contribution.objects.filter(retex=retex).update(
        flags=[], reason="", body_digest="", waits_since=None, reports=0
    )
    retex_changed.send(Retex, retex=retex)
    record(Event.RETEX_WITHDRAWN, acting_user=acting_user, target=retex)
    return retex


def _known(client_key, said):
    held = Contribution.objects.filter(client_key=client_key)
    for retex, body_digest, receipt_digest in held.values_list(
        "retex_id", "body_digest", "receipt_digest"
    ):
        # Withdrawn, it keeps no digest: a retry is given its receipt, and finds that there.
        if body_digest not in {"", said.digest}:
            raise OtherWordsSameKey
        receipt = receipt_of(client_key)
        same = digest_of(receipt) == receipt_digest
        return Received(Retex.objects.get(pk=retex), receipt if same else None, is_new=False)
    return None


def _write(consultation, said, client_key, acting_user, source, flags):
    # Whatever looks like somebody's address or health is read by a person before everyone can.
    waits = consultation.moderation == Moderation.BEFORE or said.is_minor or bool(flags)
    retex = said.as_retex(
        consultation=consultation,
        source=source,
        state=RetexState.RECEIVED if waits else RetexState.PUBLISHED,
        is_shown=not waits,
    )
    insert([retex])
    receipt = receipt_of(client_key)
    contribution = Contribution(
        retex=retex,
        client_key=client_key,
        body_digest=said.digest,
        receipt_digest=digest_of(receipt),
        is_minor=said.is_minor,
        typed_by=acting_user if source == Source.PAPER else None,
        flags=flags,
    )
    insert([contribution])
    write_points(retex, told_points(said))
    record(
        Event.RETEX_RECEIVED,
        acting_user=acting_user,
        target=retex,
        quiet=True,
        source=str(source),
    )
    return Received(retex, receipt, is_new=True)


def _locked(retex):
    return Retex.objects.select_for_update(of=("self",)).get(pk=retex.pk)


def _decide(retex, state, reason):
    retex.state, retex.is_shown = state, state == RetexState.PUBLISHED
    retex.save(update_fields=["state", "is_shown"])
    _note_decision(retex, reason)
    retex_changed.send(Retex, retex=retex)


def _note_decision(retex, reason, **where):
    return Contribution.objects.filter(retex=retex, **where).update(
        decided_at=timezone.now(), reason=reason, waits_since=None, reports=0
    )
