"""A spreadsheet runs what begins like a formula: such a text leaves with a mark, and comes
back without it.

The mark is an apostrophe, which spreadsheets hide. A text that already began with one before such a
sign is given one more: whatever leaves comes back as it was.
"""

# Full-width forms too: some spreadsheets take them for the plain ones.
DANGEROUS = "=+-@\t\r\n＝＋－＠"
MARK = "'"
FIRST = frozenset(DANGEROUS + MARK)
# Ideas stand one a line in a cell; a line within one of them leaves under this sign.
WITHIN = "\u2028"


def neutralised(text):
    if text and text[0] in FIRST and _looks_like_a_formula(text):
        return MARK + text
    return text


def restored(text):
    return text[1:] if text.startswith(MARK) and _looks_like_a_formula(text) else text


def as_lines(texts):
    return "\n".join([text.replace("\n", WITHIN) if "\n" in text else text for text in texts])


def lines_of(text):
    lines = (line.strip() for line in text.split("\n"))
    return tuple(line.replace(WITHIN, "\n") for line in lines if line)


def _looks_like_a_formula(text):
    return text.lstrip(MARK)[:1] in DANGEROUS and bool(text.lstrip(MARK))
