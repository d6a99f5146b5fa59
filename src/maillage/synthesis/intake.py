"""Files as they arrive: each is read whole, or refused with its reason."""

from pathlib import PurePath

from maillage.synthesis.analysis import SheetError, read


def read_all(sources):
    """(name, bytes) pairs -> ([(name, sheet)], [(name, reason)]). Nothing is written anywhere."""
    sheets, refused = [], []
    for name, data in sources:
        try:
            sheets.append((name, read(data, name=name)))
        except SheetError as error:
            refused.append((name, str(error)))
    return sheets, refused


def stem(file_name):
    """A readable title for the workshop of a file: its name without extension or underscores."""
    words = " ".join(PurePath(file_name).stem.replace("_", " ").replace("-", " ").split())
    return (words[:1].upper() + words[1:])[:200]
