"""Columns read by Arrow are those that the row reader gives, whatever the file."""

import gzip
import random
import re

import pytest

from arpent.geo import _files, _offers_bytes
from arpent.geo._columns import place_in
from arpent.geo._files import by_rows, read_columns, read_offers, read_rows
from arpent.geo._offers import offers
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


def test_damaged_files_are_read_alike_or_refused_alike(tmp_path):
    chance, read = random.Random(44), 0
    for rank in range(120):
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
    assert read > 40


def best(offers):
    """{building: its best offers}, however many times it comes."""
    found = {}
    for name, own in zip(offers.ids.to_pylist(), offers.best.tolist(), strict=True):
        found[name] = [max(pair) for pair in zip(own, found.get(name, own), strict=True)]
    return found


ROWS = "".join(
    f"{rank // 3};;;FRTE;{technology};{speed};{full}\n"
    for rank, (technology, speed, full) in enumerate(
        (technology, speed, full)
        for technology in ("FO", "CU", "COAX", "4GF", "SAT", "THDR", "HDR")
        for speed in ("INEL", "HD05", "HD3", "BHD8", "THD30", "THD100", "THD1G")
        for full in ("", "true", "false", "1", "0")
    )
)


@pytest.mark.parametrize("chunk", [100, 1 << 20])
@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_offers_are_the_same_from_bytes_from_columns_and_from_rows(
    tmp_path, monkeypatch, end, chunk
):
    pytest.importorskip("numba")
    path = tmp_path / "actuel_99.csv"
    alone = "".join(
        f"b{rank}{line[line.index(';') :]}" for rank, line in enumerate(ROWS.splitlines(True))
    )
    rows = ROWS * 2 + alone * 2
    if end == "":
        # Lines that end as others did, on and on, and a last one that has no end.
        ends = [line.split(";;;")[1] for line in ROWS.splitlines()[:7]]
        end, rows = "\n", "\n".join(f"{rank // 40};;;{ends[rank % 7]}" for rank in range(99))
    path.write_bytes((OFFERS.splitlines()[0] + "\n" + rows).replace("\n", end).encode())
    # In chunks of a few lines, no building is lost where two meet.
    monkeypatch.setattr("arpent.geo._offers_bytes._CHUNK", chunk)
    monkeypatch.setattr(_files, "_LONG", 0)
    by_bytes, fast = [], _offers_bytes.offers_of_bytes

    def watched(*given):
        by_bytes.append(fast(*given))
        return by_bytes[-1]

    monkeypatch.setattr(_offers_bytes, "offers_of_bytes", watched)
    told = best(read_offers(path))
    assert by_bytes[0] is not None
    assert told == best(offers(read_columns(path)))
    assert told == best(offers(row.values for row in recognise(path)))


def test_damaged_offers_are_read_alike_or_refused_alike(tmp_path, monkeypatch):
    monkeypatch.setattr(_files, "_LONG", 0)
    chance, sure = random.Random(7), 0
    head = OFFERS.splitlines()[0] + "\n"
    for rank in range(60):
        # Ends of lines that were seen, stems that were not; then the reverse.
        lines = ROWS.splitlines(keepends=True)[: chance.choice([3, 60])] * 20
        data = bytearray((head + "".join(lines[:60])).encode())
        for _ in range(chance.randint(0, 2)):
            at = chance.randrange(len(head), len(data))
            data[at : at + chance.randint(0, 2)] = chance.choice([*_PIECES, b"\r", b"\0", b"none"])
        path = tmp_path / f"{rank}.csv"
        path.write_bytes(bytes(data))
        try:
            slow = best(offers(by_rows(recognise(path))))
        except OpenDataError:
            with pytest.raises(OpenDataError):
                read_offers(path)
            continue
        assert best(read_offers(path)) == slow
        sure += 1
    assert sure > 30


def test_rows_of_street_rules_are_those_of_the_row_reader(tmp_path):
    path = tmp_path / "carte.csv"
    head = (
        "code_departement;code_insee;libelle_commune;lieu_dit;type_et_libelle;n_de_voie_debut;"
        "n_de_voie_fin;parite;code_rne;secteur_unique\n"
    )
    path.write_text(
        head
        + "044;44109;NANTES;;RUE HAUTE;1.0;9999.0;PI;0442835T;N\n" * 30
        + "044;44109;NANTES;;RUE BASSE;x;9999.0;Z;0442835T;N\n"
        + "044;44109;NANTES;;RUE BASSE;1;9;P;0442835X;N\n"
        + "044;44001;ABBARETZ;;;;;;0440292D;O\n",
        encoding="utf-8",
    )
    slow = [row.values for row in recognise(path) if hasattr(row, "values")]
    assert len(slow) == 32
    assert read_rows(path) == slow
    path.write_bytes(path.read_bytes().replace(b"NANTES", b"N\xe9NTES"))
    assert read_rows(path) == [row.values for row in recognise(path) if hasattr(row, "values")]


def test_texts_in_the_same_order_are_found_as_any_others():
    import pyarrow as pa

    for one, other in [
        (["a", "b", "c"], ["a", "b", "c"]),
        (["a", "a", "b"], ["a", "a", "b"]),
        (["b", "a"], ["b", "a"]),
        (["a", None], ["a", None]),
        (["a", "b"], ["a", "c"]),
        ([], []),
    ]:
        found = place_in(pa.array(one, pa.string()), pa.array(other, pa.string()))
        assert found.tolist() == [
            -1 if text not in other or text is None else other.index(text) for text in one
        ]
