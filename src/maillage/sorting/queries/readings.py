"""What an analysis reads of a desk, and what people decided that it must keep."""

from collections import defaultdict
from functools import cached_property

from maillage.diagnosis.models import Evidence
from maillage.sorting import analysis
from maillage.sorting.enums import Tray, Verb
from maillage.sorting.gathering import Kept, Read, strongest, tied_pairs
from maillage.sorting.models import (
    Card,
    Decision,
    KeptApart,
    Reading,
    SharedFinding,
    SuggestedCard,
)

# Rows read by one query: long ones are cut by the server.
PAGE = 5_000


def of_run(run):
    """The cards of when it began."""
    return Card.objects.filter(desk=run.desk_id, pk__lte=run.settings["upto"])


def last_card():
    return Card.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def texts_of(cards):
    """(card, words as they were said) in their order; nothing of what was taken back."""
    return list(cards.order_by("pk").values_list("pk", "point__text"))


def gathering_of(run, kind):
    return Gathering(of_run(run).filter(kind=kind), run.desk_id, kind)


class Gathering:
    """The cards of one kind on one desk, with what was read in each."""

    def __init__(self, cards, desk, kind):
        self.desk, self.kind = desk, kind
        self._cards = cards.exclude(tray=Tray.ASIDE)
        rows = self._cards.filter(reading__isnull=False).order_by("pk")
        self.reads = [
            Read(card, words, terms, finding)
            for card, words, terms, finding in rows.values_list(
                "pk", "reading__words", "reading__terms", "finding"
            )
        ]

    @cached_property
    def findings(self):
        """{open finding: the term that its wording means, or nothing}."""
        found = SharedFinding.objects.filter(desk=self.desk, kind=self.kind, closed_at=None)
        return {
            pk: strongest(analysis.read(text)[1])
            for pk, text in found.order_by("pk").values_list("pk", "text")
        }

    @cached_property
    def tables(self):
        """(workshop, cards that it put under one finding of its own)."""
        behind = Evidence.objects.filter(
            point__card__in=self._cards, finding__removed_at=None
        ).order_by("finding", "point__card")
        told = defaultdict(list)
        for finding, title, card in behind.values_list(
            "finding", "finding__workshop__title", "point__card"
        ):
            told[finding, title].append(card)
        return [(title, cards) for (_, title), cards in told.items() if len(cards) > 1]

    @cached_property
    def kept(self):
        return kept_on(self.desk)

    @cached_property
    def vectors(self):
        """{card: packed vector} of the present model, in their order."""
        made = Reading.objects.filter(encoder=analysis.engine(), vector__isnull=False)
        found = {}
        keys = [read.card for read in self.reads]
        for at in range(0, len(keys), PAGE):
            some = keys[at : at + PAGE]
            rows = made.filter(card__gte=some[0], card__lte=some[-1], card__desk=self.desk)
            rows = rows.filter(card__kind=self.kind).order_by("card")
            wanted = set(some)
            found |= {
                card: bytes(vector)
                for card, vector in rows.values_list("card", "vector")
                if card in wanted
            }
        return found

    def texts_with_vectors(self):
        told = dict(texts_of(self._cards))
        return [told.get(card, "") for card in self.vectors]

    @cached_property
    def words(self):
        """{card: its words in one spelling}."""
        return {card: set(analysis.spelt(text).split()) for card, text in texts_of(self._cards)}

    def together(self):
        """Positions among the vectors that are one for sure."""
        at = {card: place for place, card in enumerate(self.vectors)}
        pairs = tied_pairs(self.reads, self.tables, self.kept)
        return [(at[one], at[other]) for one, other in pairs if one in at and other in at]

    def start(self):
        """Under which finding people placed each, among the vectors."""
        places = {finding: place for place, finding in enumerate(self.findings)}
        placed = {read.card: places.get(read.finding) for read in self.reads}
        return [placed[card] for card in self.vectors]

    def apart(self):
        """Positions that people keep apart, but for those that others put together since then."""
        at = {card: place for place, card in enumerate(self.vectors)}
        under = {read.card: read.finding for read in self.reads}
        first_of = {}
        for read in self.reads:
            if read.finding is not None and read.card in at:
                first_of.setdefault(read.finding, read.card)
        pairs = {
            (min(one, other), max(one, other))
            for one, others in self.kept.cards.items()
            for other in others
        } | {
            (min(card, first_of[finding]), max(card, first_of[finding]))
            for card, refused in self.kept.findings.items()
            for finding in refused
            if finding in first_of
        }
        return [
            (at[one], at[other])
            for one, other in sorted(pairs)
            if one in at and other in at and (under[one] is None or under[one] != under[other])
        ]


def kept_on(desk):
    """What was refused and still is: cards never together, findings never for a card."""
    apart, findings = defaultdict(set), defaultdict(set)
    told = KeptApart.objects.filter(decision__desk=desk)
    told = list(told.values_list("decision", "card", "finding", "other"))
    bundles = _refused(desk)
    undone = _undone(desk) if told or bundles else ()
    for decision, card, finding, other in told:
        if decision in undone:
            continue
        if finding is not None:
            findings[card].add(finding)
        else:
            apart[card].add(other)
            apart[other].add(card)
    for (_suggestion, decision), cards in bundles.items():
        for card in cards if decision not in undone else ():
            apart[card] |= cards - {card}
    return Kept(apart, findings)


def _refused(desk):
    """{(suggestion, decision): cards}: somebody said that no two of them go together."""
    answered = SuggestedCard.objects.filter(
        suggestion__desk=desk,
        suggestion__finding=None,
        suggestion__answered_by__verb=Verb.REFUSE,
    )
    bundles = defaultdict(set)
    for suggestion, decision, card in answered.values_list(
        "suggestion", "suggestion__answered_by", "card"
    ):
        bundles[suggestion, decision].add(card)
    return bundles


def _undone(desk):
    """Decisions that do not hold: undone, unless what undid them was undone in turn."""
    undoing = Decision.objects.filter(desk=desk, undoes__isnull=False).order_by("-number")
    undone = set()
    for decision, before in undoing.values_list("pk", "undoes"):
        if decision not in undone:
            undone.add(before)
    return undone
