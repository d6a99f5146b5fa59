"""Columns read by Arrow are those that the row reader gives, whatever the file."""

import gzip
import random
import re

import pytest

from arpent.geo import _files
from arpent.geo._files import by_rows, read_columns
from arpent.opendata import OpenDataError, recognise

pytest.importorskip("pyarrow")

ADDRESSES = """id;numero;rep;nom_voie;code_postal;code_insee;x;y;lon;lat
44109_0460_00003;3;;Place Saint Similien;44000;44109;355198.39;6689980.01;-1.558801;47.220512
44109_0460_00004;4;bis;Place Saint Similien;44000;44109;355199.39;6689981.01;-1.558802;47.220513
01004_0001_00001;1;;Rue de l’Église;01500;1004;;;;
44109_0460_00005;;;"La ""Noë"" haute";44000;44109;NA;-;nan;
"""
BUILDINGS = """imb_id;imb_x;imb_y;imb_code_insee;imb_nbr_logloc;addr_code;addr_source
10000001;-170496.9;6033073.4;44001;1;44001_0120_00012;ban
10000002;-170519.2;6033122.9;2a004;12;;
10000003;-170519.2;6033122.9;00000;12;;
"""
OFFERS = """imb_id;addr_code;imb_code;code_operateur;code_techno;classe_debit_descendant;saturation
1;44001_0120_00012;IMB/44001/C/0001;FRTE;FO;THD1G;
1;44001_0120_00012;IMB/44001/C/0001;FRTE;cu;HD3;false
2;44001_0120_00012;IMB/44001/C/0001;;4GF;THD30;true
3;44001_0120_00012;IMB/44001/C/0001;FRTE;5G;THD30;true
4;44001_0120_00012;IMB/44001/C/0001;FRTE;FO;THD30;peut-être
"""
_PIECES = [b'"', b";", b" ", b"\xe9", b"9", b"-", b"\n", b"", b"NaN", b"\t"]
SOUND = [ADDRESSES, BUILDINGS, OFFERS]


def same(path):
    """What both readers give; the error of both, where both refuse."""
    try:
        slow = by_rows(recognise(path))
    except OpenDataError as refused:
        with pytest.raises(OpenDataError, match=re.escape(str(refused))):
            read_columns(path)
        return None
    fast = read_columns(path)
    assert fast.length == slow.length
    assert fast.texts.keys() == slow.texts.keys()
    for name in slow.texts:
        assert fast.texts[name].to_pylist() == slow.texts[name].to_pylist(), name
    for name in slow.numbers:
        assert repr(fast.numbers[name].tolist()) == repr(slow.numbers[name].tolist()), name
    return fast


@pytest.fixture
def by_arrow(monkeypatch):
    """How many files Arrow read to the end."""
    seen = []
    fast = _files._fast

    def watched(*given):
        seen.append(fast(*given))
        return seen[-1]

    monkeypatch.setattr(_files, "_fast", watched)
    return seen


@pytest.mark.parametrize("content", SOUND)
@pytest.mark.parametrize("wrapped", ["", ".gz", ".bom"])
def test_a_sound_file_is_read_by_arrow_as_row_by_row(tmp_path, by_arrow, content, wrapped):
    data = content.encode("utf-8-sig" if wrapped == ".bom" else "utf-8")
    path = tmp_path / f"some.csv{wrapped if wrapped == '.gz' else ''}"
    path.write_bytes(gzip.compress(data) if wrapped == ".gz" else data)
    assert same(path) is not None
    assert by_arrow[0] is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("355198.39", "355198,39"),
        (";", ","),
        ("Similien", "Simili\xe9n"),
        ("44109_0460_00003;3", " 44109_0460_00003 ;3"),
        ("\n", ";\n"),
        ("44109;355199.39", "44109"),
        (";3;;", ";3.5;;"),
        ("-1.558801", "-181"),
        ("10000001", "   "),
    ],
)
@pytest.mark.parametrize("content", [ADDRESSES, BUILDINGS])
def test_what_arrow_would_read_otherwise_is_left_to_the_row_reader(tmp_path, old, new, content):
    path = tmp_path / "some.csv"
    path.write_bytes(content.replace(old, new).encode("cp1252"))
    same(path)


def test_three_hundred_damaged_files_are_read_alike_or_refused_alike(tmp_path):
    chance, read = random.Random(44), 0
    for rank in range(300):
        content = chance.choice(SOUND)
        head, *rows = content.splitlines(keepends=True)
        data = bytearray("".join([head, *rows * 4]).encode())
        for _ in range(chance.randint(0, 3)):
            at = chance.randrange(len(data))
            piece = chance.choice(
                [b'"', b";", b" ", b"\xe9", b"9", b"-", b"\n", b"", b"NaN", b"\t"]
            )
            data[at : at + chance.randint(0, 2)] = piece
        path = tmp_path / f"{rank}.csv"
        path.write_bytes(bytes(data))
        try:
            recognise(path)
        except OpenDataError:
            continue
        read += same(path) is not None
    assert read > 100
