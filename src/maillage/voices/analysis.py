"""The only bridge from the voices to the library."""

from arpent.text import personal_data, restatements
from maillage.voices.enums import FlagKind

# People read at most this much of the reason: the words that two wordings share.
REASON_LENGTH = 500


def restated(texts, candidates):
    """(index of the text, index of the candidate, score, same wording, the words they share)."""
    return [
        (
            found.text,
            found.candidate,
            found.score,
            found.same_wording,
            ", ".join(found.shared)[:REASON_LENGTH],
        )
        for found in restatements(texts, candidates)
    ]


def spans_of(text):
    """(start, end, FlagKind) of what may say who somebody is, in order and apart."""
    return [(span.start, span.end, FlagKind(span.kind)) for span in personal_data(text)]


def flags_of(said):
    """Which kinds of personal data the words of a `Said` may hold: kinds, never the words."""
    told = (said.title, said.text, said.place, *said.strengths, *said.irritants)
    kinds = {kind for _, _, kind in spans_of("\n".join(told))}
    return [kind for kind in FlagKind if kind in kinds]
