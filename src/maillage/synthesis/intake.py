"""Files as they arrive: each is read whole, or refused with its reason."""

from pathlib import PurePath

from maillage.synthesis.analysis import SheetError, read

# What the database keeps of a place or of the theme of a row.
LONGEST_NAME = 500


def read_all(sources):
    """(name, bytes) pairs -> ([(name, sheet)], [(name, reason)]). Nothing is written anywhere."""
    sheets, refused = [], []
    for name, data in sources:
        try:
            sheet = read(data, name=name)
        except SheetError as error:
            refused.append((name, str(error)))
            continue
        too_long = _first_name_too_long(sheet)
        if too_long:
            refused.append((name, too_long))
        else:
            sheets.append((name, sheet))
    return sheets, refused


def _first_name_too_long(sheet):
    names = [("Un lieu de RETEX", retex["place"]) for retex in sheet["retex"]]
    for part in ("diagnosis", "projections", "plan"):
        names += [("Une « thématique concernée »", row["theme"]) for row in sheet[part]]
    for what, name in names:
        if len(name) > LONGEST_NAME:
            return (
                f"{what} dépasse {LONGEST_NAME} caractères, « {name[:60]}… » : abrégez ce passage."
            )
    return ""


def stem(file_name):
    """A readable title for the workshop of a file: its name without extension or underscores."""
    words = " ".join(PurePath(file_name).stem.replace("_", " ").replace("-", " ").split())
    return (words[:1].upper() + words[1:])[:200]
