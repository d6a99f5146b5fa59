"""Which cards seem to say the same, from what was read in them. Plain data in, plain data out.

Nothing here needs a library: copies, thesaurus and what workshops gathered are told everywhere;
vectors, where there are some, come as `near` (nearness.py). How it was measured, and the order of
what is proposed: docs/methods/suggestions.md.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

# What a placement is worth for each reason: the share that people may be expected to accept.
CERTAIN, BY_TERM = 1.0, 0.8
NEARLY = 0.6  # least likeness of two copies
# Told of one kind at once, and cards of one of them: more is read by nobody, and comes next time.
MOST, MOST_CARDS = 500, 200
SEQUENCE = 5  # letters compared at a time
# Copies that are not quite equal are not looked for, without a library, above this many texts.
MOST_COMPARED = 5_000

SAME_WORDS, COPY, TERM, WORKSHOP, NEAR = "same_words", "copy", "term", "workshop", "near"


@dataclass(frozen=True)
class Read:
    """`words`: a digest of the text in one spelling; `terms`: {meant: how strongly}."""

    card: int
    words: str
    terms: Mapping[str, float]
    finding: int | None = None

    @property
    def term(self) -> str:
        return strongest(self.terms)


@dataclass(frozen=True)
class Kept:
    """What people decided: `cards` never together, `findings` never that card's."""

    cards: Mapping[int, set[int]]
    findings: Mapping[int, set[int]]

    def may_meet(self, some: Iterable[int], others: Mapping[int, object]) -> bool:
        return not any(self.cards[card] & others.keys() for card in some if card in self.cards)

    def may_join(self, some: Iterable[int], finding: int) -> bool:
        return not any(finding in self.findings.get(card, ()) for card in some)


class Near(Protocol):
    def nearest(
        self, wanted: Sequence[int], among: Sequence[int]
    ) -> Mapping[int, tuple[int, float]]: ...

    def bundles(self, cards: Sequence[int]) -> list[list[tuple[int, float]]]: ...


@dataclass
class Proposal:
    """These cards, each with how likely and why, for that finding or for a new one."""

    cards: dict[int, tuple[float, str]] = field(default_factory=dict)
    finding: int | None = None
    term: str = ""

    @property
    def worth(self) -> float:
        """Decisions that one answer spares: the first card of a new finding spares none."""
        total = math.fsum(score for score, _ in self.cards.values())
        return total if self.finding else total - max(score for score, _ in self.cards.values())

    @property
    def reasons(self) -> list[str]:
        """The most frequent first; figures and names are those of each card."""
        told = Counter(reason for _, reason in self.cards.values() if not reason.startswith(NEAR))
        said = [reason for reason, _ in told.most_common(3)]
        near = [score for score, reason in self.cards.values() if reason.startswith(NEAR)]
        return said + ([f"{NEAR}:{math.fsum(near) / len(near):.2f}"] if near else [])


def strongest(terms: Mapping[str, float]) -> str:
    return max(terms, key=lambda term: (terms[term], term), default="")


def propose(
    cards: Sequence[Read],
    *,
    findings: Mapping[int, str],
    copies: Iterable[tuple[int, int, float]],
    tables: Iterable[tuple[str, Sequence[int]]],
    kept: Kept,
    near: Near | None = None,
) -> list[Proposal]:
    """The most worth an answer first.

    `findings`: {open finding: the term that its wording means, or nothing}. `copies`: pairs of
    cards with their likeness. `tables`: the title of a workshop, and cards that it said to be one.
    """
    copies, tables = list(copies), list(tables)
    atoms = _tied([read for read in cards if read.finding is None], copies, tables, kept)
    joined: dict[int, Proposal] = {}
    atoms = _join(atoms, _homes(cards, findings, copies, tables), kept, joined)
    proposals, atoms = _by_term(atoms, kept)
    if near is not None:
        under = {read.card: read.finding for read in cards if read.finding in findings}
        atoms = _attach(atoms, near, under, joined, proposals, kept)
        atoms = _bundle(atoms, near, kept)
    # One finding or one bundle may be refused for some cards: what is left of one is nothing.
    new = [one for one in (*proposals, *atoms) if len(one.cards) > 1]
    found = sorted(
        (_cut(one) for one in (*joined.values(), *new)),
        key=lambda one: (-one.worth, min(one.cards)),
    )
    return found[:MOST]


def _cut(proposal: Proposal) -> Proposal:
    best = sorted(proposal.cards.items(), key=lambda one: (-one[1][0], one[0]))
    proposal.cards = dict(best[:MOST_CARDS])
    return proposal


def _tied(
    loose: Sequence[Read],
    copies: Sequence[tuple[int, int, float]],
    tables: Sequence[tuple[str, Sequence[int]]],
    kept: Kept,
) -> list[Proposal]:
    """Cards that are the same for sure, in one piece each; most pieces are one card."""
    pieces = {read.card: Proposal({read.card: (0.0, "")}) for read in loose}
    terms = {read.card: read.terms for read in loose}

    def tie(one: int, other: int, score: float, reason: str) -> None:
        first, second = pieces.get(one), pieces.get(other)
        if first is None or second is None or first is second:
            return
        if len(first.cards) < len(second.cards):
            first, second = second, first
        if not kept.may_meet(second.cards, first.cards):
            return
        first.cards |= second.cards
        for card in (one, other):
            first.cards[card] = max(first.cards[card], (score, reason))
        for card in second.cards:
            pieces[card] = first

    by_words: dict[str, int] = {}
    for read in loose:
        if read.words:
            tie(by_words.setdefault(read.words, read.card), read.card, CERTAIN, SAME_WORDS)
    for title, members in tables:
        here = [card for card in members if card in pieces]
        for card in here[1:]:
            tie(here[0], card, CERTAIN, f"{WORKSHOP}:{title}")
    for one, other, likeness in sorted(copies, key=lambda pair: -pair[2]):
        tie(one, other, likeness, f"{COPY}:{likeness:.2f}")
    kept = list({id(piece): piece for piece in pieces.values()}.values())
    for piece in kept:
        total: Counter[str] = Counter()
        for card in piece.cards:
            total.update(terms[card])
        piece.term = strongest(total)
    return kept


def tied_pairs(
    cards: Sequence[Read], tables: Iterable[tuple[str, Sequence[int]]], kept: Kept
) -> list[tuple[int, int]]:
    """Pairs of cards that are one for sure: same words, or one finding of a workshop."""
    loose = [read for read in cards if read.finding is None]
    pieces = [sorted(piece.cards) for piece in _tied(loose, [], list(tables), kept)]
    return [(cards[0], card) for cards in pieces for card in cards[1:]]


# What leads to a finding: {words}, {card: copies}, {card: told at a table}, {term}.
_Homes = tuple[
    dict[str, int], dict[int, list[tuple[int, float, str]]], dict[str, int], dict[int, str]
]


def _homes(
    cards: Sequence[Read],
    findings: Mapping[int, str],
    copies: Sequence[tuple[int, int, float]],
    tables: Sequence[tuple[str, Sequence[int]]],
) -> _Homes:
    placed = {read.card: read.finding for read in cards if read.finding in findings}
    words = {r.words: r.finding for r in cards if r.words and r.finding in findings}
    ways: dict[int, list[tuple[int, float, str]]] = defaultdict(list)
    for title, members in tables:
        for at in {placed[card] for card in members if card in placed}:
            for card in members:
                ways[card].append((at, CERTAIN, f"{WORKSHOP}:{title}"))
    for one, other, likeness in copies:
        for card, twin in ((one, other), (other, one)):
            if twin in placed:
                ways[card].append((placed[twin], likeness, f"{COPY}:{likeness:.2f}"))
    said: dict[int, Counter[str]] = defaultdict(Counter)
    for read in cards:
        if read.finding in findings:
            said[read.finding][read.term] += 1
    terms: dict[str, int] = {}
    for finding in sorted(findings):
        term = findings[finding] or _shared(said[finding])
        if term:
            terms.setdefault(term, finding)
    return words, ways, terms, {r.card: r.words for r in cards}


def _shared(said: Counter[str]) -> str:
    """The term of half of the cards and more; one card says nothing of its finding."""
    term, times = (said.most_common(1) or [("", 0)])[0]
    return term if times > 1 and 2 * times >= said.total() else ""


def _join(
    atoms: list[Proposal], homes: _Homes, kept: Kept, joined: dict[int, Proposal]
) -> list[Proposal]:
    words, ways, terms, digests = homes
    left = []
    for atom in atoms:
        found = [way for card in atom.cards for way in ways.get(card, ())]
        found += [
            (words[digests[card]], CERTAIN, SAME_WORDS)
            for card in atom.cards
            if digests[card] in words
        ]
        if atom.term in terms:
            found.append((terms[atom.term], BY_TERM, f"{TERM}:{atom.term}"))
        found = [way for way in found if kept.may_join(atom.cards, way[0])]
        if found:
            finding, score, reason = max(found, key=lambda way: (way[1], way[2] == SAME_WORDS))
            _put(atom, joined.setdefault(finding, Proposal(finding=finding)), score, reason)
        else:
            left.append(atom)
    return left


def _put(atom: Proposal, into: Proposal, score: float, reason: str) -> None:
    into.cards |= dict.fromkeys(atom.cards, (score, reason))


def _by_term(atoms: list[Proposal], kept: Kept) -> tuple[list[Proposal], list[Proposal]]:
    meant: dict[str, list[Proposal]] = defaultdict(list)
    left = []
    for atom in atoms:
        (meant[atom.term] if atom.term else left).append(atom)
    proposals = []
    for term, those in meant.items():
        group = Proposal(term=term)
        those.sort(key=lambda one: (-len(one.cards), min(one.cards)))
        for atom in those:
            if kept.may_meet(atom.cards, group.cards):
                _put(atom, group, BY_TERM, f"{TERM}:{term}")
                # What is surer than the term, a card keeps.
                group.cards |= {c: told for c, told in atom.cards.items() if told[0] > BY_TERM}
            else:
                left.append(atom)
        if len(those) > 1 and len(group.cards) > 1:
            proposals.append(group)
        else:
            left.append(those[0])
    return proposals, left


def _attach(
    atoms: list[Proposal],
    near: Near,
    under: Mapping[int, int | None],
    joined: dict[int, Proposal],
    proposals: list[Proposal],
    kept: Kept,
) -> list[Proposal]:
    """What nothing else brings anywhere goes to whom the model says it is near."""
    there = {card: one for one in proposals for card in one.cards}
    alone = {min(one.cards): one for one in atoms if len(one.cards) == 1}
    found = near.nearest(list(alone), [*under, *there])
    for card, (other, likeness) in sorted(found.items()):
        atom, finding = alone[card], under.get(other)
        if finding is None:
            into = there[other]
            if not kept.may_meet(atom.cards, into.cards):
                continue
        elif not kept.may_join(atom.cards, finding):
            continue
        else:
            into = joined.setdefault(finding, Proposal(finding=finding))
        _put(atom, into, likeness, f"{NEAR}:{likeness:.2f}")
        del alone[card]
    return [one for one in atoms if len(one.cards) > 1 or min(one.cards) in alone]


def _bundle(atoms: list[Proposal], near: Near, kept: Kept) -> list[Proposal]:
    alone = {min(one.cards): one for one in atoms if len(one.cards) == 1}
    bundles = []
    for members in near.bundles(list(alone)):
        group = Proposal()
        for card, likeness in members:
            if kept.may_meet([card], group.cards):
                group.cards[card] = (likeness, f"{NEAR}:{likeness:.2f}")
        bundles.append(group)
    return [one for one in atoms if len(one.cards) > 1] + bundles


def copies_among(texts: Sequence[str], least: float = NEARLY) -> list[tuple[int, int, float]]:
    """Pairs of positions whose 5-letter sequences are shared at `least` (Jaccard), without numpy.

    Texts come in one spelling. Exact, by the order of rarity: two texts that share this much share
    one of the rarest sequences of each (Bayardo, Ma and Srikant, WWW 2007). Equal texts are paired
    with the first of them.
    """
    first: dict[str, int] = {}
    found = []
    for at, text in enumerate(texts):
        if text and first.setdefault(text, at) != at:
            found.append((first[text], at, 1.0))
    if len(first) > MOST_COMPARED:
        return found
    sets = {at: _sequences(text) for text, at in first.items()}
    held_by = Counter(piece for pieces in sets.values() for piece in pieces)
    seen: dict[str, list[int]] = defaultdict(list)
    for at, pieces in sets.items():
        rarest = sorted(pieces, key=lambda piece: (held_by[piece], piece))
        rarest = rarest[: len(pieces) - math.ceil(least * len(pieces)) + 1]
        for other in {other for piece in rarest for other in seen[piece]}:
            shared = len(pieces & sets[other])
            likeness = shared / (len(pieces) + len(sets[other]) - shared)
            if likeness >= least:
                found.append((other, at, round(likeness, 4)))
        for piece in rarest:
            seen[piece].append(at)
    return sorted(found)


def _sequences(text: str) -> set[str]:
    return {text[at : at + SEQUENCE] for at in range(max(1, len(text) - SEQUENCE + 1))}
