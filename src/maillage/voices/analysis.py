"""The only bridge from the voices to the library."""

from arpent.text import restatements

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
