"""Text in drawings: SVG does not wrap, so lines are cut by counting characters."""

ELLIPSIS = "…"


def wrap(text: str, characters: int, lines: int) -> list[str]:
    """`text` in at most `lines` lines of at most `characters`; what does not fit becomes an ellipsis.

    >>> wrap("Point d’accès dans chaque commune", 16, 2)
    ['Point d’accès', 'dans chaque…']
    """
    rest = " ".join(text.split())
    done: list[str] = []
    while rest and len(done) < lines:
        if len(rest) <= characters:
            done.append(rest)
            rest = ""
            continue
        last = len(done) == lines - 1
        room = characters - len(ELLIPSIS) if last else characters
        cut = rest.rfind(" ", 0, room + 1)
        # A single long word is cut where the box ends, unless breaking at the space loses little.
        if cut < room // 2:
            cut = room
        line, rest = rest[:cut].rstrip(), rest[cut:].lstrip()
        done.append(line.rstrip(" ,;:.") + ELLIPSIS if last else line)
    return done or [""]
