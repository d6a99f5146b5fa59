from arpent.errors import ArpentError


class SheetError(ArpentError):
    """A sheet that cannot be read or written: one French line, what is wrong and what to do."""
