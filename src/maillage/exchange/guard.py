"""A spreadsheet runs what begins like a formula: such a text leaves with a mark, and comes
back without it.

The mark is an apostrophe, which spreadsheets hide. A text that already began with one before such a
sign is given one more: whatever leaves comes back as it was.
"""

# Full-width forms too: some spreadsheets take them for the plain ones.
DANGEROUS = "=+-@\t\r\n＝＋－＠"
MARK = "'"


def neutralised(text):
    return MARK + text if _looks_like_a_formula(text) else text


def restored(text):
    return text[1:] if text.startswith(MARK) and _looks_like_a_formula(text) else text


def _looks_like_a_formula(text):
    return text.lstrip(MARK)[:1] in DANGEROUS and bool(text.lstrip(MARK))
