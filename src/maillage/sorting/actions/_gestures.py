"""The engine of the desk: what a gesture moves and words becomes one decision, or a refusal.

A verb says what it does to a `Gesture`, under the lock of the desk. The engine checks that nothing
of it was touched since the page was shown, writes the decision, its moves and changes, and keeps
the present state what they add up to.
"""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from maillage.audit.actions import record
from maillage.sorting.access import can_sort
from maillage.sorting.actions._counting import count_again
from maillage.sorting.enums import Event, Tray
from maillage.sorting.errors import (
    AlreadyDone,
    CardsGone,
    FindingClosed,
    MixedKinds,
    NoCards,
    OtherGestureSameKey,
    Overtaken,
)
from maillage.sorting.models import Card, Change, Decision, Desk, KeptApart, Move, SharedFinding
from maillage.sorting.queries.history import decisions_numbered, sentence
from maillage.voices.models import Point, Retex


def decide(*, desk, verb, describe, cards, seen, key, acting_user, **said):
    """Take one decision, once for each key. `cards`: all that it may move, to hold their words.

    `seen`: the number of the last decision when the page was shown. What it concerns and was
    touched since is told, and nothing is done.
    """
    # Their authors before the desk, as a withdrawal does: nobody waits for the other in a circle.
    theirs = Point.retex.through.objects.filter(point__card__in=cards).values("retex")
    alone = Retex.objects.select_for_update(of=("self",)).filter(pk__in=theirs, workshop=None)
    list(alone.order_by("pk").values_list("pk", flat=True))
    # Then the desk: one gesture at a time, in the order of their numbers.
    locked = Desk.objects.select_for_update(of=("self",))
    desk = locked.select_related("theme__consultation__territory").get(pk=desk.pk)
    if not can_sort(acting_user, desk.theme):
        raise PermissionDenied
    done = Decision.objects.filter(key=key).first()
    if done is not None:
        return _done_before(done, desk, verb, cards, acting_user)
    gesture = Gesture(desk, seen)
    describe(gesture)
    gesture.refuse_if_overtaken()
    return gesture.write(verb, key, acting_user, **said)


def _done_before(done, desk, verb, cards, acting_user):
    """The same answer to the second click; another gesture of a page kept open is told so."""
    mine = acting_user and acting_user.pk
    same = (done.desk_id, done.verb, done.decided_by_id) == (desk.pk, verb, mine)
    if isinstance(cards, list):
        moved = set(done.moves.values_list("card", flat=True))
        same = same and moved <= {card.pk for card in cards}
    if not same:
        raise OtherGestureSameKey
    return done


class Gesture:
    def __init__(self, desk, seen):
        self.desk, self.seen = desk, seen
        self.number = desk.decided + 1
        self.moves = {}  # card: (tray, finding or None)
        self.wordings = {}  # finding: the text from now on, None when it is not open any more
        self.touched = {}  # findings that somebody must have seen as they are
        self.apart = []
        self.answers = None
        self.met = set()

    def cards(self, cards):
        """Hold them as they are now, the oldest first."""
        keys = {card.pk for card in cards}
        held = list(self._cards.filter(pk__in=keys).order_by("pk"))
        if not keys:
            raise NoCards
        if len(held) < len(keys):
            raise CardsGone
        return self._see(held)

    def cards_of(self, finding):
        return list(self._cards.filter(finding=finding).order_by("pk"))

    def finding(self, finding):
        held = SharedFinding.objects.select_related("merged_into")
        held = held.get(pk=finding.pk, desk=self.desk)
        self._see([held])
        if held.closed_at and not self.met:
            raise FindingClosed(held)
        return held

    def open(self, text, cards):
        kinds = {card.kind for card in cards}
        if len(kinds) > 1:
            raise MixedKinds
        finding = SharedFinding.objects.create(
            desk=self.desk, kind=kinds.pop(), text=text, touched=self.number
        )
        self.wordings[finding] = text
        self.move(cards, Tray.PLACED, finding)
        return finding

    def move(self, cards, tray, finding=None):
        if finding is not None and {card.kind for card in cards} - {finding.kind}:
            raise MixedKinds
        key = finding and finding.pk
        for card in cards:
            if (card.tray, card.finding_id) != (tray, key):
                self.moves[card] = (tray, finding)

    def word(self, finding, text):
        self.touch(finding)
        self.wordings[finding] = text

    def touch(self, finding):
        self.touched[finding.pk] = finding

    def keep_apart(self, cards, *, finding=None, other=None):
        self.apart += [KeptApart(card=card, finding=finding, other=other) for card in cards]

    def answer(self, suggestion):
        """Under the lock: two who answer the same one at once meet here."""
        suggestion.refresh_from_db(fields=["answered_by"])
        if suggestion.answered_by:
            self.met.add(suggestion.answered_by.number)
        self.answers = suggestion

    def refuse_if_overtaken(self):
        if self.met:
            told = [sentence(each) for each in decisions_numbered(self.desk, self.met)]
            raise Overtaken(told, self.desk.decided)

    def write(self, verb, key, acting_user, *, suggested_by="", undoes=None):
        if not (self.moves or self.wordings or self.apart or undoes):
            raise AlreadyDone
        decision = Decision.objects.create(
            desk=self.desk,
            number=self.number,
            verb=verb,
            decided_by=acting_user,
            suggested_by=suggested_by,
            undoes=undoes,
            key=key,
        )
        findings = self._lock_findings()
        self._write_changes(decision, findings)
        self._write_moves(decision)
        for apart in self.apart:
            apart.decision = decision
        KeptApart.objects.bulk_create(self.apart)
        if self.answers:
            self.answers.answered_by = decision
            self.answers.save(update_fields=["answered_by"])
        self._settle(findings)
        Desk.objects.filter(pk=self.desk.pk).update(decided=self.number)
        told = {"number": self.number, "verb": str(verb), "cards": len(self.moves)}
        record(Event.DECIDED, acting_user=acting_user, target=self.desk, **told)
        return decision

    @property
    def _cards(self):
        return Card.objects.filter(desk=self.desk)

    def _see(self, held):
        self.met |= {each.touched for each in held if each.touched > self.seen}
        return held

    def _lock_findings(self):
        """All those concerned, in one order: whoever counts again holds them in the same."""
        keys = {card.finding_id for card in self.moves} | {
            finding.pk for _tray, finding in self.moves.values() if finding
        }
        keys |= {finding.pk for finding in self.wordings} | self.touched.keys()
        held = SharedFinding.objects.select_for_update(of=("self",))
        return {each.pk: each for each in held.filter(pk__in=keys - {None}).order_by("pk")}

    def _write_changes(self, decision, findings):
        before = dict(
            Change.objects.filter(finding__in=self.wordings)
            .order_by("decision__number")
            .values_list("finding", "after")
        )
        Change.objects.bulk_create(
            Change(decision=decision, finding=each, before=before.get(each.pk), after=text)
            for each, text in self.wordings.items()
        )
        for each, text in self.wordings.items():
            if text is not None:
                findings[each.pk].text = text
            findings[each.pk].touched = self.number
        for key in self.touched:
            findings[key].touched = self.number
            findings[key].merged_into = self.touched[key].merged_into

    def _write_moves(self, decision):
        Move.objects.bulk_create(
            Move(
                decision=decision,
                card=card,
                from_tray=card.tray,
                from_finding_id=card.finding_id,
                to_tray=tray,
                to_finding=finding,
            )
            for card, (tray, finding) in self.moves.items()
        )
        for tray, finding in set(self.moves.values()):
            moved = Move.objects.filter(decision=decision, to_tray=tray, to_finding=finding)
            Card.objects.filter(pk__in=moved.values("card")).update(
                tray=tray, finding=finding, touched=self.number
            )

    def _settle(self, findings):
        """A finding is open as long as it has cards: emptied it closes, and opens when one comes
        back. Then who is behind each is counted."""
        held = set(
            Card.objects.filter(finding__in=findings.keys())
            .order_by()
            .values_list("finding", flat=True)
            .distinct()
        )
        for each in findings.values():
            is_open = each.pk in held
            if is_open != (each.closed_at is None):
                each.closed_at = None if is_open else timezone.now()
                each.touched = self.number
            if is_open:
                each.merged_into = None
        SharedFinding.objects.bulk_update(
            findings.values(), ["text", "touched", "closed_at", "merged_into"]
        )
        count_again(SharedFinding.objects.filter(pk__in=findings.keys()))
