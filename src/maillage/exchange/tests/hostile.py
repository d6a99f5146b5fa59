"""Files that would fill the memory of whoever held them: made small, read under a ceiling.

    python -m maillage.exchange.tests.hostile FOLDER

A process of its own, with a limit of the system on what it may take: a reader that holds what it
should not is stopped, and takes nothing else with it. Says what each was refused for.
"""

import gzip
import resource
import sys
import zipfile
from pathlib import Path

SIZE = 50_000_000
ROOM = 40_000_000
PIECE = 1_000_000

WORKBOOK = {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": '<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": (
        '<Relationships><Relationship Id="r1" Type="t/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="r2" Type="t/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    ),
    "xl/sharedStrings.xml": "<sst><si><t>recit</t></si></sst>",
}
HEADER = '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row>'

# {name: what it begins with, then what it repeats without end}
PACKED = {
    "a line without end": ("recit;profil\n", "a"),
    "quotes never closed": ('recit;profil\nLe car;parent\n"', "a b\n"),
    "a row without end": ("recit;profil\n", '"a\n";'),
    "a list of columns without end": ("recit", ";x"),
    "lines of nothing": ("recit\n", "\n"),
    "json, a text without end": ('[{"recit": "', "a"),
    "json, a text of escaped quotes": ('[{"recit": "', '\\"'),
    "json, a number without end": ('[{"recit": ', "1"),
    "json, lists in lists": ('[{"recit": ', "["),
    "json, an object without end": ("[{", '"a": 1, '),
    "json, a list without end": ('[{"recit": [', "[],"),
    "json, another name in each object": ("[", '{"%d": 1},'),
    "json, objects of nothing": ("[", "{},"),
    "json lines, lines of nothing": ('{"recit": "a"}\n', "\n"),
    "json lines, a line without end": ('{"recit": "', "a"),
}
SHEETS = {
    "workbook, a text without end": (f'{HEADER}<row r="2"><c r="A2" t="str"><v>', "a"),
    "workbook, a tag without end": (f"{HEADER}<row r=", "a"),
    "workbook, a row without end": (f'{HEADER}<row r="2">', '<c t="str"><v>a</v></c>'),
    "workbook, tags in tags": (HEADER, "<a>"),
    "workbook, rows without number": (HEADER, '<row r="999999999"></row>'),
}
PARTS = {
    "workbook, shared texts without end": ("xl/sharedStrings.xml", "<sst>", "<si></si>"),
    "workbook, one shared text without end": ("xl/sharedStrings.xml", "<sst><si><t>", "a"),
    "workbook, sheets without end": ("xl/workbook.xml", "<workbook>", '<sheet name="a"/>'),
    "workbook, entities": (
        "xl/workbook.xml",
        '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]><workbook>&d;',
        "&d;",
    ),
}


def write_all(folder):
    """{name: path}"""
    made = {}
    for name, (start, again) in PACKED.items():
        made[name] = folder / f"{len(made)}.gz"
        with gzip.open(made[name], "wb", compresslevel=1) as file:
            _repeat(file, start, again)
    for name, (start, again) in SHEETS.items():
        made[name] = _workbook(folder, len(made), "xl/worksheets/sheet1.xml", start, again)
    for name, (part, start, again) in PARTS.items():
        made[name] = _workbook(folder, len(made), part, start, again)
    return made


def _workbook(folder, number, endless, start, again):
    path = folder / f"{number}.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part, content in {"xl/worksheets/sheet1.xml": HEADER, **WORKBOOK}.items():
            if part != endless:
                archive.writestr(part, content)
        with archive.open(endless, "w", force_zip64=True) as file:
            _repeat(file, start, again)
    return path


def _repeat(file, start, again):
    file.write(start.encode())
    if "%d" in again:
        for number in range(100_000):
            file.write((again % number).encode())
        return
    piece = (again * (PIECE // len(again))).encode()
    for _ in range(SIZE // len(piece)):
        file.write(piece)


def refused_for(path):
    from maillage.exchange.errors import Unreadable
    from maillage.exchange.files import open_table

    try:
        with open_table(path) as table:
            for _row in table.rows:
                pass
    except Unreadable as reason:
        return str(reason)
    except MemoryError:
        return "MEMORY"
    return "READ"


def main():
    from django.conf import settings

    settings.configure(USE_I18N=False)
    made = write_all(Path(sys.argv[1]))
    first = Path(sys.argv[1]) / "first.csv"
    first.write_text("recit\n")
    refused_for(first)  # what has to be imported is
    taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + ROOM, taken + ROOM))
    for name, path in made.items():
        sys.stdout.write(f"{name}: {refused_for(path)}\n")


if __name__ == "__main__":
    main()
