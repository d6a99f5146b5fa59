"""What a part of the base holds: rows of one département, compressed, and how they come back."""

import json
import struct
import zlib

from maillage.territory.analysis import BY_NAME, Filing
from maillage.territory.errors import UnusableFile
from maillage.territory.models import DatasetPart

CONTOURS = "contours-communes"


def packed(source, rows):
    """Geometries follow the rest as they are: they would be twice as long in text."""
    drawn = b""
    if BY_NAME[source].form == "pieces":
        drawn = b"".join(row[-1] for row in rows)
        rows = [[*row[:-1], len(row[-1])] for row in rows]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
    if drawn:
        text = struct.pack("<I", len(text)) + text + drawn
    return zlib.compress(text, 6)


def unpacked(source, content):
    names, content = BY_NAME[source].names, zlib.decompress(content)
    if BY_NAME[source].form != "pieces":
        # Columns that we read since then come after the others: nothing is known of them.
        strict = BY_NAME[source].form == "areas"
        for row in json.loads(content):
            yield dict.fromkeys(names) | dict(zip(names, row, strict=strict))
        return
    (length,) = struct.unpack_from("<I", content)
    at = 4 + length
    for *row, size in json.loads(content[4:at]):
        yield dict(zip(names, [*row, content[at : at + size]], strict=True))
        at += size


class Pieces:
    """Where pieces go that do not say their département: by the contours that we hold."""

    def __init__(self):
        self._filings = {}

    def departments(self, row):
        if row.department:
            return [row.department]
        grid = row.values["grid"]
        if grid not in self._filings:
            self._filings[grid] = _filing(grid)
        return self._filings[grid].of(row.values["piece"])


def _filing(grid):
    parts = DatasetPart.objects.filter(dataset__source=CONTOURS).order_by("department", "rank")
    held = [
        code
        for code in parts.values_list("department", flat=True).distinct()
        if code and Filing.serves(code, grid)
    ]
    if not held:
        raise UnusableFile(
            "ce fichier est de tout le pays : chargez d’abord les contours des communes de votre "
            "département, pour que nous en gardions ce qui le concerne."
        )
    return Filing(
        (
            (code, row["area"])
            for code in held
            for content in parts.filter(department=code).values_list("content", flat=True)
            for row in unpacked(CONTOURS, content)
        ),
        grid,
    )
