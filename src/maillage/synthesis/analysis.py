"""The only bridge from the synthesis to the library: files to sheets and back, as dictionaries."""

import hashlib
import json

from arpent import sheets
from arpent.sheets import FORMATS_OUT, SheetError

__all__ = ["FORMATS_OUT", "SheetError", "digest", "read", "sheet_command", "write"]


def read(data, *, name):
    """A file's bytes -> the sheet it holds. Raises SheetError with one line for the reader."""
    return sheets.sheet_to_dict(sheets.read_sheet(data, name=name))


def write(sheet, file_format):
    return sheets.write_sheet(sheets.sheet_from_dict(sheet), file_format)


def digest(sheet):
    """What makes two sheets the same sheet: all that they say, and not how well they were read."""
    said = {key: value for key, value in sheet.items() if key != "warnings"}
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def sheet_command(argv):
    """`maillage sheet read|write`, which needs neither the database nor Django."""
    from arpent.sheets import command

    return command.main(argv)
