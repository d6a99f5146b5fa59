"""A small right file of each source, in a département that does not exist, and its accidents."""

import csv
import gzip
import io
import json
import random
import zipfile
from pathlib import Path

from arpent.opendata import SOURCES, Source
from tests import public_packages

# Real ones, beside this checkout or one of its parents: never part of it.
GIVEN = next(
    (
        given
        for folder in Path(__file__).parents
        if (given := folder.parent / "shared" / "data" / "territory-44").exists()
    ),
    None,
)
# Neither a metropolitan département nor one overseas: 99 is nobody's.
DEPARTMENT = "99"
_SQUARE = [[[-1.0, 47.0], [-0.9, 47.0], [-0.9, 47.1], [-1.0, 47.1], [-1.0, 47.0]]]
_GIVEN = {
    "department": "099",
    "uai": "9990001X",
    "whole": "O",
    "parity": "PI",
    "year": "2024-2025",
    "ips": "101.5",
    "ips_school": "101,5",
    "latitude": "47,05",
    "longitude": "-0,95",
    "updated": "2024-05-02",
    "published": "2018-07-08",
    "date": "2026-03-31",
    "postcode": "99100",
    "operator": "20801",
    "technology": "4G",
    "level": "BC",
    "square": "CRS3035RES200mN2783200E3456400",
    "communes": "99001",
    "former": "",
    "kind": "Bâtiment ouvert",
    "population": "1 204",
    "down": "THD100",
    "x": "355198.39",
    "y": "6689980,01",
}
_OF = {
    "communes": {"kind": "commune-actuelle"},
    "debit-filaire": {"kind": "all"},
    "annuaire-education": {"kind": "Collège", "sector": "Public", "state": "OUVERT"},
    "eligibilite": {"technology": "FO", "operator": "FRTE", "address": "99001_0001_00001"},
    "codes-communes": {"kind": "COM"},
    "techno-communes": {"kind": "all"},
    "meilleure-techno-communes": {"kind": "all"},
    "fibre-immeubles": {"state": "deploye"},
    "fragilite-numerique": {"department": "Loire-Atlantique"},
    "mediation-numerique": {"hours": "Mo-Fr 09:00-12:00"},
}
_COMMUNES = {"commune", "insee", "code", "head"}


def uai(number):
    return f"{number:07d}{'ABCDEFGHJKLMNPRSTUVWXYZ'[number % 23]}"


def rows_of(source: Source, many=12):
    """Right rows, told apart by what must tell them apart."""
    header = [column.names[0].replace(" ", "_") for column in source.columns]
    rows = []
    for rank in range(many):
        row = []
        for column in source.columns:
            cell = {**_GIVEN, **_OF.get(source.name, {})}.get(column.name, "1")
            if column.name in _COMMUNES:
                cell = f"99{rank + 1:03d}"
            elif column.name == "uai":
                cell = uai(9_990_001 + rank)
            elif column.name in ("id", "site"):
                cell = f"L{rank}"
            row.append(cell)
        rows.append(row)
    return header, rows


def table(source, *, delimiter=";", many=12):
    if source.form == "areas":
        return areas(many)
    if source.form == "pieces":
        return public_packages.package(public_packages.rows(("BC",) * many))
    header, rows = rows_of(source, many)
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator="\n").writerows([header, *rows])
    return written.getvalue()


def areas(many=12):
    features = [
        {
            "type": "Feature",
            "properties": {"code": f"99{rank + 1:03d}", "nom": "Sainte-Épreuve"},
            "geometry": {"type": "Polygon", "coordinates": _SQUARE},
        }
        for rank in range(many)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def malformed(seed):
    """(name, bytes): a right file with one to three accidents, the same for the same seed."""
    chance = random.Random(seed)
    if chance.random() < 0.25:
        suffix, data = public_packages.malformed(chance)
        return f"{seed}-couverture{suffix}", data
    source = chance.choice([source for source in SOURCES if source.form != "pieces"])
    content = table(source, delimiter=chance.choice(";,\t|"), many=chance.randint(1, 40))
    data = content.encode(chance.choice(["utf-8", "utf-8-sig", "cp1252", "utf-16"]), "replace")
    for _ in range(chance.randint(1, 3)):
        data = chance.choice(_ACCIDENTS)(data, chance)
    wrapper = chance.choice(["", "", "", ".gz", ".zip", ".7z", ".bad.gz", ".bad.zip", ".bad.7z"])
    if "gz" in wrapper:
        data = gzip.compress(data, mtime=0)
    elif "7z" in wrapper:
        data = public_packages.packed(("a.csv", data))
    elif "zip" in wrapper:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.csv", data)
        data = packed.getvalue()
    if "bad" in wrapper:
        data = _cut(data, chance)
    return f"{seed}-{source.name}.csv{wrapper}", data


def _cut(data, chance):
    return data[: chance.randint(0, len(data))]


def _flip(data, chance):
    flipped = bytearray(data)
    for _ in range(chance.randint(1, 30)):
        if flipped:
            flipped[chance.randrange(len(flipped))] = chance.randrange(256)
    return bytes(flipped)


def _insert(data, chance):
    strange = [
        b'"', b"\0", b"\r", b"\n" * 50, b";" * 700, b"\xff\xfe", b"\x81", b"NaN", b"1e308", b"-1e9",
        b"[" * 3000, b"{", b"}", b"9" * 400, "٣".encode(), "²".encode(), b"\xed\xa0\x80", b"inf",
        b'{"type": "Polygon"}', b"null", b"x" * 140_000,
    ]  # fmt: skip
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(strange) + data[at:]


def _swap_lines(data, chance):
    lines = data.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


def _repeat(data, chance):
    return data * chance.randint(2, 3)


def _lose_a_title(data, chance):
    head, _, rest = data.partition(b"\n")
    titles = head.split(b";")
    titles[chance.randrange(len(titles))] = chance.choice([b"", b"autre", titles[0]])
    return b";".join(titles) + b"\n" + rest


def _replace_cells(data, chance):
    old = chance.choice([b"99", b"47", b"1;", b"-0", b"O", b"2", b'"'])
    return data.replace(old, chance.choice([b"", b"zz", b"99999999999", b"\xe9", b"-"]))


_ACCIDENTS = (_cut, _flip, _insert, _swap_lines, _repeat, _lose_a_title, _replace_cells)
