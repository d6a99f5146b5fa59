"""What in a text looks like it says who somebody is, where to reach them, or how they are."""

from collections.abc import Iterable
from dataclasses import dataclass

from arpent.text._personal_health import health
from arpent.text._personal_numbers import accounts, identifiers, plates
from arpent.text._personal_people import ages, names
from arpent.text._personal_places import addresses
from arpent.text._personal_reach import emails, masked, phones
from arpent.text._plain import Plain

# In the order in which they win a stretch of text that two could claim.
PERSONAL_KINDS = (
    "email", "account", "identifier", "phone", "plate", "address", "age", "name", "health",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch ``text[start:end]`` that looks like personal data: a suggestion, to be read.

    ``kind`` is one of ``PERSONAL_KINDS``; ``reason`` says in one word what gave it away.
    """

    start: int
    end: int
    kind: str
    reason: str


def personal_data(text: str) -> list[Span]:
    """Which words of a testimony may say who somebody is?

    It points out, so that whoever writes may take it off and whoever moderates may look. It never
    changes the text, and an empty answer proves nothing.

    Parameters
    ----------
    text : str
        What a person typed, of any length; French first, a little English, Portuguese, Turkish,
        Ukrainian and Arabic.

    Returns
    -------
    list of Span
        In the order of the text, never overlapping. Kinds: ``email``, ``phone``, ``address``
        (postal), ``name``, ``identifier`` (INE, NIR, IBAN, file numbers), ``account`` (handles,
        passwords), ``plate`` (vehicles), ``health`` (of one person, not of a public), ``age`` (of
        a child, or a date of birth).

    Notes
    -----
    Raises nothing. Rules and measured quality: docs/methods/personal-data.md. Cost: linear; a few
    tenths of a millisecond for a usual testimony.

    Examples
    --------
    >>> text = "Ma fille Léa, 9 ans, est dyslexique : appelez-moi au 06 12 34 56 78."
    >>> [(text[span.start : span.end], span.kind) for span in personal_data(text)]
    [('Léa', 'name'), ('9 ans', 'age'), ('dyslexique', 'health'), ('06 12 34 56 78', 'phone')]
    """
    typed = Plain(text)
    found: list[tuple[int, int, str, str]] = []

    def keep(kind: str, stretches: Iterable[tuple[int, int, str]]) -> list[tuple[int, int]]:
        told = list(stretches)
        found.extend((start, end, kind, reason) for start, end, reason in told)
        return [(start, end) for start, end, _ in told]

    reached = keep("email", emails(typed))
    masked(typed)
    keep("account", accounts(typed))
    if typed.has_digits:
        keep("identifier", identifiers(typed))
        keep("plate", plates(typed))
    reached += keep("phone", phones(typed))
    keep("address", addresses(typed))
    keep("age", ages(typed))
    named = keep("name", names(typed, reached))
    keep("health", health(typed, named))
    return [
        Span(*typed.place(start, end), kind, reason) for start, end, kind, reason in _apart(found)
    ]


def _apart(found: list[tuple[int, int, str, str]]) -> list[tuple[int, int, str, str]]:
    """Sorted, each place claimed once: what comes first in the order of kinds keeps it."""
    rank = {kind: at for at, kind in enumerate(PERSONAL_KINDS)}
    taken: set[int] = set()
    kept = []
    for start, end, kind, reason in sorted(found, key=lambda one: (rank[one[2]], one[0], -one[1])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end, kind, reason))
    return sorted(kept)
