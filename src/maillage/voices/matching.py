"""Which words of a corrected sheet continue which? Kept, reworded, added or removed."""

from difflib import SequenceMatcher

from maillage.toolbox.analysis import fold

# Below this share of common characters, two wordings are two ideas rather than a correction of one.
REWORDED = 0.6


def pair(old, new):
    """Pair each old text with the new text that continues it.

    Returns (pairs, added, removed): pairs of indices, new indices with no past, old indices with no
    future. Equal texts first, in order, then the closest rewordings.
    """
    waiting = {}
    for i, text in enumerate(old):
        waiting.setdefault(text, []).append(i)
    pairs, added = [], []
    for j, text in enumerate(new):
        if waiting.get(text):
            pairs.append((waiting[text].pop(0), j))
        else:
            added.append(j)
    removed = sorted(i for rest in waiting.values() for i in rest)
    for i, j in _closest(old, new, removed, added):
        pairs.append((i, j))
        removed.remove(i)
        added.remove(j)
    return sorted(pairs, key=lambda couple: couple[1]), added, removed


def _closest(old, new, removed, added):
    """Greedy on the ratio: the likeliest corrections are settled before the doubtful ones."""
    likeness = []
    folded = {j: fold(new[j]) for j in added}
    for i in removed:
        before = fold(old[i])
        for j in added:
            matcher = SequenceMatcher(None, before, folded[j], autojunk=False)
            if matcher.real_quick_ratio() >= REWORDED and matcher.ratio() >= REWORDED:
                likeness.append((-matcher.ratio(), i, j))
    taken_old, taken_new = set(), set()
    for _, i, j in sorted(likeness):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            yield i, j
