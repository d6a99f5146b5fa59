"""Text in drawings: SVG does not wrap, so lines are cut by an estimate of their width."""

ELLIPSIS = "…"

# Ems, as in DejaVu Sans, the widest face a system is likely to offer: others have room to spare.
_WIDTHS = dict.fromkeys("ijlI.,:;'’!| \u00a0\u202f", 0.32)
_WIDTHS |= dict.fromkeys("tfr()-–/«»", 0.44)
_WIDTHS |= dict.fromkeys("sczkvxy", 0.57)
_WIDTHS |= dict.fromkeys("mMW@%…—œ", 0.99)
_WIDTHS |= dict.fromkeys("wOQNDGHU", 0.8)


def measure(text: str) -> float:
    """About how many ems `text` takes on a line."""
    return sum(_WIDTHS.get(c) or (0.7 if c.isupper() else 0.63) for c in text)


def wrap(text: str, ems: float, lines: int) -> list[str]:
    """`text` in at most `lines` lines of `ems`; what does not fit becomes an ellipsis.

    >>> wrap("Un point d’accès dans chaque commune", 9, 2)
    ['Un point d’accès', 'dans chaque…']
    """
    rest = " ".join(text.split(" "))
    done: list[str] = []
    while rest and len(done) < lines:
        if measure(rest) <= ems:
            return [*done, rest]
        last = len(done) == lines - 1
        line = _head(rest, ems - (measure(ELLIPSIS) if last else 0))
        rest = rest[len(line) :].lstrip(" ")
        done.append(line.rstrip(" ,;:.") + ELLIPSIS if last else line.rstrip(" "))
    return done or [""]


def _head(text: str, ems: float) -> str:
    """The longest beginning that fits, cut at a space unless the line would be left half empty."""
    end, used = 0, 0.0
    for end, c in enumerate(text):  # noqa: B007  (the place where it stops is the answer)
        used += measure(c)
        if used > ems:
            break
    end = max(1, end)
    space = text.rfind(" ", 0, end + 1)
    return text[:space] if space >= end // 2 and space > 0 else text[:end]
