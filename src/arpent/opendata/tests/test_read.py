"""Public files as they come: every spelling is read alike, every accident is told where it is."""

import gzip
import json
import tracemalloc
import zipfile

import pytest
from tests import public_files as samples

from arpent.opendata import BY_NAME, SOURCES, Flaw, OpenDataError, Row, edition_of, recognise

LIBRARIES = BY_NAME["bibliotheques"]


def write(folder, content, name="a.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def read(path):
    reading = recognise(path)
    found = list(reading)
    rows = [each for each in found if isinstance(each, Row)]
    return reading, rows, [each for each in found if isinstance(each, Flaw)]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_each_source_is_known_by_its_columns_and_read_whole(tmp_path, source):
    reading, rows, flaws = read(write(tmp_path, samples.table(source)))
    assert reading.source is source
    assert flaws == []
    expected = 1 if source.key == ("square",) else 12
    assert len(rows) == expected
    spread = {"sites-mobiles-2018": "", "fragilite-numerique": "44"}.get(
        source.name, samples.DEPARTMENT
    )
    assert {row.department for row in rows} == {spread}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_encoding_delimiter_case_and_line_ends_change_nothing(tmp_path, encoding, delimiter):
    plain = read(write(tmp_path, samples.table(LIBRARIES)))[1]
    head, _, rest = samples.table(LIBRARIES, delimiter=delimiter).partition("\n")
    content = f"{head.upper().replace('_', ' ')}\r\n{rest}\r\n\r\n"
    other = read(write(tmp_path, content, encoding=encoding))[1]
    assert [row.values for row in other] == [row.values for row in plain]


def test_wrappers_are_opened_and_bombs_are_not(tmp_path, monkeypatch):
    content = samples.table(LIBRARIES).encode()
    assert read(write(tmp_path, gzip.compress(content), "a.csv.gz"))[0].rows == 12
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("lisez-moi.md", "# Des données")
        archive.writestr("donnees/a.csv", content)
    assert read(tmp_path / "a.zip")[0].rows == 12

    monkeypatch.setattr("arpent.opendata._open.RATIO_FLOOR", 100_000)
    for swollen, said in (
        (content + content.splitlines()[-1] * 10_000, "démesuré"),
        (content + b"\n" * 20_000, "lignes vides"),
    ):
        with pytest.raises(OpenDataError, match=said):
            read(write(tmp_path, gzip.compress(swollen), "bombe.csv.gz"))
    with pytest.raises(OpenDataError, match="incomplet ou abîmé"):
        read(write(tmp_path, gzip.compress(content)[:-20], "coupe.csv.gz"))


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "said", "kept"),
    [
        ("L3;", ";", 5, "code_bib", "est vide", False),
        ("47,05", "quarante", 2, "latitude", "n’est pas un nombre", True),
        ("47,05", "470,5", 2, "latitude", "n’est pas entre -90 et 90", True),
        ("99003", "9900Z", 4, "insee", "n’est pas un code de commune", True),
        ("L4;1;", "L4;1;;;", 6, "", "colonnes au lieu de", False),
        ("L5;", "L1;autre", 7, "", "", False),
    ],
)
def test_an_accident_is_told_where_it_is_and_costs_no_more(
    tmp_path, old, new, line, column, said, kept
):
    content = samples.table(LIBRARIES).replace(old, new, 1)
    _reading, rows, flaws = read(write(tmp_path, content))
    assert len(rows) == (12 if kept else 11)
    assert (flaws[0].line, flaws[0].column, flaws[0].kept) == (line, column, kept)
    assert said in flaws[0].reason


def test_codes_come_back_from_spreadsheets_and_offices(tmp_path):
    annuaire = BY_NAME["annuaire-education"]
    header = (
        "identifiant_de_l_etablissement;nom_etablissement;type_etablissement;"
        "statut_public_prive;code_commune;code_departement"
    )
    written = [
        "10006J;A;Collège;Public;1004;1",
        "6200001A;B;Collège;Public;2a004;02A",
        "7200001H;C;Collège;Public;2B033;720",
        "9740001U;D;Collège;Public;97411;974",
    ]
    uais = [samples.uai(n) for n in (10_006, 6_200_001, 7_200_001, 9_740_001)]
    content = "\n".join([header, *written])
    for told, right in zip(("10006J", "6200001A", "7200001H", "9740001U"), uais, strict=True):
        content = content.replace(told, right.removeprefix("0") if told == "10006J" else right)
    reading, rows, flaws = read(write(tmp_path, content))
    assert (reading.source, flaws) == (annuaire, [])
    assert [row.department for row in rows] == ["01", "2A", "2B", "974"]
    assert [row.values["commune"] for row in rows] == ["01004", "2A004", "2B033", "97411"]


def test_a_line_in_cp1252_among_lines_in_utf8_keeps_its_letters(tmp_path):
    first, second = samples.table(LIBRARIES, many=2).replace("L1;1", "L1;é").rsplit("\n", 2)[:2]
    content = f"{first}\n".encode() + second.encode("cp1252")
    rows = read(write(tmp_path, content))[1]
    assert rows[1].values["name"] == "é"
    assert rows[0].values["kind"] == "Bâtiment ouvert"


def test_a_quotation_mark_left_open_does_not_swallow_a_file_in_silence(tmp_path):
    content = samples.table(LIBRARIES, many=60).replace("L3;1", 'L3;"1', 1)
    with pytest.raises(OpenDataError, match="guillemet ouvert") as refused:
        read(write(tmp_path, content))
    assert refused.value.line == 5


def test_the_same_row_twice_counts_once_and_two_that_disagree_are_told(tmp_path):
    content = samples.table(LIBRARIES, many=3)
    last = content.splitlines()[-1]
    reading, rows, flaws = read(
        write(tmp_path, content + last + "\n" + last.replace(";1;", ";2;", 1))
    )
    assert (len(rows), reading.repeated) == (3, 2)
    assert [(flaw.line, flaw.reason) for flaw in flaws] == [
        (6, "L2 est déjà décrit, autrement, ligne 4.")
    ]


def test_speeds_that_count_the_satellite_are_refused_by_name_and_by_content(tmp_path):
    speeds = BY_NAME["debit-filaire"]
    content = samples.table(speeds)
    assert read(write(tmp_path, content, "commune_debit_filaire.csv"))[0].rows == 12
    for name in ("commune_debit.csv", "commune_debit_terrestre.csv"):
        with pytest.raises(OpenDataError, match="compte le satellite"):
            recognise(write(tmp_path, content, name))
    with pytest.raises(OpenDataError, match="compte le satellite"):
        read(write(tmp_path, samples.table(speeds, many=30), "renommé.csv"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b"a;b\n1;2\n", "rien de ce que nous savons lire"),
        (b"%PDF-1.7", "un PDF"),
        (b"7z\xbc\xaf\x27\x1c", "l’archive est incomplète"),
        (b"[]", "aucun objet"),
        (b'[{"code": ', "incomplet"),
        (samples.table(LIBRARIES).replace("latitude", "hauteur").encode(), "il manque.*latitude"),
        (samples.table(LIBRARIES).replace("L", "").encode()[:300] + b"\0", "pas du texte"),
        (samples.table(LIBRARIES).partition("\n")[0].encode(), "aucune ligne"),
        (samples.table(LIBRARIES).replace("L", "").replace("\n", "\n;", 30).encode(), "abîmé"),
        (samples.areas().replace("47.1", "6689980").encode(), "longitude et latitude"),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(tmp_path, content, said):
    with pytest.raises(OpenDataError, match=said):
        read(write(tmp_path, content))


@pytest.mark.parametrize(
    ("name", "edition"),
    [
        ("2026_T1_sites_Metropole.csv", "2026-T1"),
        ("2023T3_op_communes.csv", "2023-T3"),
        ("liste-fs-20240801.csv", "2024-08-01"),
        ("communes-44-2018.geojson", "2018"),
        ("adresses-44.csv.gz", ""),
    ],
)
def test_the_edition_is_read_in_the_name(name, edition):
    assert edition_of(name) == edition


def test_a_file_of_a_country_is_read_in_the_memory_of_a_row(tmp_path):
    source = BY_NAME["adresses"]
    head, *rows = samples.table(source).splitlines()
    path = tmp_path / "adresses.csv"

    def peak(times):
        path.write_text("\n".join([head, *rows * times]))
        tracemalloc.start()
        assert sum(1 for _ in recognise(path)) == 12 * times
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(400) < 1.2 * peak(100)


def test_ten_thousand_accidents_never_end_in_a_traceback(tmp_path):
    """A few hundred of them here; `make drill` plays them all, into a base."""
    refused = 0
    for seed in range(300):
        name, data = samples.malformed(seed)
        try:
            read(write(tmp_path, data, name))
        except OpenDataError as problem:
            refused += 1
            assert str(problem)
    assert 50 < refused < 300


def test_json_objects_are_rows(tmp_path):
    header, rows = samples.rows_of(BY_NAME["france-services"])
    objects = [dict(zip(header, row, strict=True)) for row in rows]
    reading, found, flaws = read(write(tmp_path, json.dumps(objects), "a.json"))
    assert (reading.source.name, len(found), flaws) == ("france-services", 12, [])


def test_what_json_alone_can_write_reaches_nobody(tmp_path):
    header, rows = samples.rows_of(BY_NAME["france-services"], many=3)
    objects = [dict(zip(header, row, strict=True)) for row in rows]
    objects[0]["lib_fs"] = "Mai\0son\ud800"
    content = json.dumps(objects[:1]), json.dumps(objects[2:])
    nested = json.dumps({**objects[1], "format_fs": "@"}).replace('"@"', "[" * 2_000 + "]" * 2_000)
    whole = f"{content[0][:-1]}, {nested}, {content[1][1:]}"
    try:
        rows = read(write(tmp_path, whole, "a.json"))[1]
    except OpenDataError as problem:
        assert "mal formé" in str(problem)
    else:
        assert all("\0" not in row.values["name"] for row in rows)
        assert json.dumps(rows[0].values, ensure_ascii=False).encode()

    endless = samples.areas(1).replace("47.1", "9" * 400)
    with pytest.raises(OpenDataError, match=r"longitude et latitude|mal formé"):
        read(write(tmp_path, endless, "a.geojson"))
