"""A file that would fill the memory, or keep a server for hours, is refused, and says where."""

import gzip
import io
import subprocess
import sys
import zipfile

import pytest

from maillage.exchange.bounds import Limits
from maillage.exchange.errors import Unreadable
from maillage.exchange.files import open_table
from maillage.exchange.tests import hostile

SMALL = Limits(unpacked=500_000, spared=5_000, ratio=2, cell=200, record=1_000, depth=5, void=50)


def test_under_a_ceiling_of_memory_each_is_refused_in_one_line(tmp_path):
    read = subprocess.run(
        [sys.executable, "-m", hostile.__name__, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert read.returncode == 0, read.stderr
    told = dict(line.split(": ", 1) for line in read.stdout.splitlines())
    assert set(told) == {*hostile.PACKED, *hostile.SHEETS, *hostile.PARTS}
    held = {name for name, reason in told.items() if reason in {"MEMORY", "READ"}}
    assert held == set(), told
    assert "Ligne 2" in told["a line without end"]
    assert "N° 401" in told["json, another name in each object"]
    assert "Ligne 2" in told["workbook, a text without end"]


@pytest.fixture
def refused(tmp_path):
    def read(content):
        path = tmp_path / "file"
        path.write_bytes(content)
        with pytest.raises(Unreadable) as refusal, open_table(path, SMALL) as table:
            list(table.rows)
        assert "\n" not in str(refusal.value)
        return str(refusal.value)

    return read


ROWS = b"recit;profil\n" + b"Le car;parent\n" * 2_000


def zipped(content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", content)
    return file.getvalue()


@pytest.mark.parametrize("pack", [gzip.compress, zipped])
def test_what_unpacks_to_far_more_than_it_weighs_is_read_no_further(refused, pack):
    assert "démesuré" in refused(pack(ROWS))


@pytest.mark.parametrize("pack", [gzip.compress, zipped])
def test_an_archive_cut_on_the_way_says_that_it_is_spoilt(refused, pack):
    assert "abîmé" in refused(pack(ROWS[:500])[:-9])


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b"recit\n" + b"a\n" * 9 + b"a" * 2_000, "Ligne 11"),
        (b"recit;profil\n" + b"a;b\n" * 3 + b'"' + b"a\n" * 900, "Ligne 5"),
        (b"recit\n" + b"a" * 300, "Ligne 2"),
        (b"recit\n" + b"\n" * 100 + b"a\n", "Ligne 52"),
        (b'{"recit": "a"}\n{"recit": ' + b"[" * 9 + b"]" * 9 + b"}\n", "n° 2"),
        (b'[{"recit": "a"}, {"recit": ' + b"[" * 9 + b"]" * 9 + b"}]", "n° 2"),
        (b'[{"recit": "a"}, {"recit": ["' + b'a", "' * 999 + b'"]}]', "N° 2"),
        (b'[{"recit": "a"}, "b"]', "N° 2"),
        (b'{"recit": "a"}\n\n["b"]\n', "N° 3"),
        (b"recit\nd\xe9j\xe0\n" + b"a\n" * 40_000 + b"\x81\n", "ligne"),
    ],
    ids=[
        "line", "quotes", "cell", "void", "depth of a line", "depth", "object", "no object",
        "no object on a line", "unknown signs",
    ],
)  # fmt: skip
def test_where_it_goes_wrong_is_told(refused, content, where):
    assert where in refused(content)
