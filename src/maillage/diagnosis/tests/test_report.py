"""`maillage analyse FILE -o OUT`: any table of texts in, one page and its tables out."""

import csv
import json
import subprocess
import sys

import html5lib
import pytest
from django.core.management import CommandError, call_command
from django.utils.html import escape

from maillage.diagnosis.report import Report
from maillage.diagnosis.texts import texts_of

HEADER = "identifiant;Thématique;Contribution\n"
SAID = [
    "Le wifi de l’internat est coupé à 21 h.",
    "=HYPERLINK(\"x\") <b>Chez nous</b> le wifi ne passe pas",
    "Les tablettes sont cassées et personne ne les répare.",
    "bonjour ! LE WIFI DE L'INTERNAT EST COUPE A 21 H",
    "Une tablette cassée reste cassée toute l’année.",
]  # fmt: skip


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "enquête.csv"
    lines = [f'{at};;"{said.replace(chr(34), chr(34) * 2)}"' for at, said in enumerate(SAID)]
    path.write_text(HEADER + "\n".join([*lines, "9;;", ""]), encoding="cp1252")
    return path


def analyse(path, *arguments):
    call_command("analyse", "report", str(path), "--encoder", "lexical", *map(str, arguments))


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_a_table_becomes_a_page_and_tables_that_say_where_each_word_is(table, tmp_path, capsys):
    out = tmp_path / "out"
    analyse(table, "-o", out)

    texts = rows(out / "textes.csv")
    assert [row["ligne"] for row in texts] == ["2", "3", "4", "5", "6"]
    assert texts[1]["texte"] == "'" + SAID[1]
    assert [row["copie de la ligne"] for row in texts] == ["", "", "", "2", ""]
    assert sum(int(row["textes"]) for row in rows(out / "groupes.csv")) == len(SAID)
    assert [(row["ligne"], row["autre ligne"]) for row in rows(out / "copies.csv")] == [("2", "5")]

    page = (out / "rapport.html").read_text(encoding="utf-8")
    html5lib.HTMLParser(strict=True).parse(page)
    assert "5</strong> textes lus ; 1 ligne sans texte laissée de côté" in page
    assert "colonne lue : Contribution" in page
    assert "<b>Chez nous" not in page and "&lt;b&gt;Chez nous" in page
    assert "src=" not in page and "<script" not in page

    whole = json.loads((out / "analyse.json").read_text(encoding="utf-8"))
    for quoted in whole["quotes"].values():
        for at in quoted:
            assert escape(SAID[at]) in page
    assert "5 textes lus" in capsys.readouterr().err


def test_the_same_seed_writes_the_same_files_and_only_over_its_own(table, tmp_path):
    out = tmp_path / "out"
    analyse(table, "-o", out)
    first = {each.name: each.read_bytes() for each in out.iterdir()}
    analyse(table, "-o", out)
    assert {each.name: each.read_bytes() for each in out.iterdir()} == first

    other = tmp_path / "photos"
    other.mkdir()
    (other / "moi.jpg").write_bytes(b"jpg")
    with pytest.raises(CommandError, match="n’est pas une analyse"):
        analyse(table, "-o", other)
    assert [each.name for each in other.iterdir()] == ["moi.jpg"]


def test_themes_are_learnt_from_those_that_the_file_gives(tmp_path):
    pytest.importorskip("sklearn")
    path = tmp_path / "t.json"
    told = [
        {"theme": "réseau", "texte": f"pas de réseau ni de wifi au village {n}"} for n in range(6)
    ]
    told += [{"theme": "matériel", "texte": f"tablette cassée, écran fendu {n}"} for n in range(6)]
    path.write_text(json.dumps([*told, {"texte": "le wifi et le réseau ne passent pas"}]))
    out = tmp_path / "out"
    analyse(path, "-o", out)
    last = rows(out / "textes.csv")[-1]
    assert last["thématique"] == "réseau" or last["à placer par une personne"] == "oui"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b"a;b\n1;2\n", r"Quelle colonne tient les textes.*« a », « b »"),
        (b"texte;b\n;2\n\n", "que des lignes vides"),
        (b'["a", 1]', "pas que des textes"),
        (b'["a"', "mal formé"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "caractères nuls"),
    ],
)
def test_what_cannot_be_read_says_why_and_writes_nothing(tmp_path, content, said):
    path = tmp_path / "wrong.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=said):
        analyse(path, "-o", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_column_is_named_and_several_are_read_together(table):
    with pytest.raises(Exception, match="Aucune colonne ne s’appelle « Avis »"):
        texts_of(table, ["Avis"])
    found = texts_of(table, ["identifiant", "Contribution"])
    assert found.texts[0] == f"0\n{SAID[0]}"


@pytest.mark.parametrize("texts", [["seul"], ["pareil"] * 30, ["?!", "…", "mot"]])
def test_few_texts_or_the_same_ones_are_a_report_too(tmp_path, texts):
    path = tmp_path / "few.json"
    path.write_text(json.dumps(texts))
    analyse(path, "-o", tmp_path / "out")
    assert (tmp_path / "out" / "rapport.html").exists()


def test_texts_one_a_line_need_no_header(tmp_path):
    path = tmp_path / "lignes.txt"
    path.write_text("Le wifi ne passe pas chez nous\nLe car est trop loin\n")
    assert texts_of(path).texts == ["Le wifi ne passe pas chez nous", "Le car est trop loin"]


def test_as_it_is_typed(table):
    found = subprocess.run(
        [sys.executable, "-m", "maillage.config", "analyse", table.name, "--encoder", "lexical"],
        cwd=table.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    Report(table.parent / "enquête-analyse")  # ours, hence writable again
    assert "Écrit dans enquête-analyse/rapport.html" in found.stdout


def test_mere_titles_place_the_texts_of_a_file_without_themes(table, tmp_path):
    titles = tmp_path / "themes.json"
    known = [{"text": "wifi de l’internat", "theme": "Réseau"},
             {"text": "tablettes cassées", "theme": "Équipement"}]  # fmt: skip
    titles.write_text(json.dumps(known), encoding="utf-8")
    analyse(table, "-o", tmp_path / "out", "--train", titles)
    placed = [row["thématique"] for row in rows(tmp_path / "out" / "textes.csv")]
    assert (placed[0], placed[2]) == ("Réseau", "Équipement")

    titles.write_text("[]", encoding="utf-8")
    with pytest.raises(CommandError, match="deux thématiques"):
        analyse(table, "-o", tmp_path / "other", "--train", titles)
