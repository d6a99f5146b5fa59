"""The only bridge from the demonstration to the library."""

from arpent.sheets import read_sheet, sheet_to_dict


def read(file):
    """A sheet's file, in the form that the synthesis imports."""
    return sheet_to_dict(read_sheet(file.read_bytes(), name=file.name))
