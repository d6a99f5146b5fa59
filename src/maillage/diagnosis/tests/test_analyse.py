"""`maillage analyse`: for scripts, on any machine, with no database."""

import json
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

TEXTS = [
    "Le wifi de l’internat est coupé à 21 h.",
    "Les tablettes sont cassées.",
    "bonjour ! LE WIFI DE L'INTERNAT EST COUPE A 21 H",
]


@pytest.fixture
def analysed(tmp_path, capsys):
    def run(part, texts, *arguments):
        file = tmp_path / "texts.json"
        file.write_text(json.dumps(texts), encoding="utf-8")
        call_command("analyse", part, str(file), *map(str, arguments))
        return json.loads(capsys.readouterr().out)

    return run


def test_copies_are_pairs_of_positions_with_their_likeness(analysed):
    [[i, j, likeness]] = analysed("copies", TEXTS, "--seed", 3)
    assert (i, j) == (0, 2)
    assert 0.5 < likeness < 1


def test_no_text_is_no_copy(analysed):
    assert analysed("copies", []) == []


@pytest.mark.parametrize("content", ["{}", '["a", 1]', "[", ""])
def test_what_is_not_a_list_of_texts_is_refused_in_one_line(tmp_path, content):
    file = tmp_path / "wrong.json"
    file.write_text(content)
    with pytest.raises(CommandError, match=r"JSON|liste de textes"):
        call_command("analyse", "copies", str(file))


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="introuvable"):
        call_command("analyse", "copies", str(tmp_path / "none.json"))


def test_the_command_line_needs_no_database_and_makes_none(tmp_path):
    file = tmp_path / "texts.json"
    file.write_text(json.dumps(TEXTS), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "maillage.config", "analyse", "copies", str(file)],
        capture_output=True,
        text=True,
        check=True,
        env={"MAILLAGE_DATA": str(tmp_path / "var"), "PATH": ""},
    )
    assert json.loads(done.stdout)[0][:2] == [0, 2]
    assert not list((tmp_path / "var").glob("*.sqlite3*"))


def test_equivalents_come_with_their_reasons(analysed):
    texts = ["zones blanches", "Chez nous on ne capte rien", "pas de bus", "peur de cliquer"]
    found = analysed("equivalents", texts, "--top", 2, "--encoder", "lexical")
    assert [len(likely) for likely in found] == [2, 2, 2, 2]
    position, score, reasons = found[0][0]
    assert position == 1
    assert 0 < score <= 1
    assert reasons[0] == "thésaurus : zone blanche"


def test_a_folder_without_a_model_is_said(tmp_path):
    file = tmp_path / "texts.json"
    file.write_text(json.dumps(TEXTS), encoding="utf-8")
    with pytest.raises(CommandError, match="modèle"):
        call_command("analyse", "equivalents", str(file), "--encoder", str(tmp_path / "none"))


def test_groups_hold_every_text_with_names_and_quotes(analysed):
    found = analysed("groups", TEXTS * 3, "--encoder", "lexical")
    assert len(found["labels"]) == 9
    assert found["names"].keys() == found["quotes"].keys() == {str(g) for g in set(found["labels"])}
    for group, quoted in found["quotes"].items():
        assert {found["labels"][at] for at in quoted} == {int(group)}


def test_no_text_makes_no_group(analysed):
    assert analysed("groups", []) == {"labels": [], "names": {}, "quotes": {}}


def test_themes_come_with_their_probabilities(analysed, tmp_path):
    train = tmp_path / "train.json"
    placed = [{"text": "pas de réseau", "theme": "A"}, {"text": "peur de cliquer", "theme": "B"}]
    train.write_text(json.dumps(placed), encoding="utf-8")
    [found] = analysed("themes", ["aucun réseau"], "--train", train, "--encoder", "lexical")
    assert found["themes"][0][0] == "A"
    assert found["abstains"] is (found["themes"][0][1] < 0.5)


def test_titles_alone_begin_to_place(analysed, tmp_path):
    titles = tmp_path / "titles.json"
    titles.write_text(json.dumps(["zones blanches", "peur de mal faire"]), encoding="utf-8")
    [found] = analysed("themes", ["on ne capte rien"], "--titles", titles, "--encoder", "lexical")
    assert found["themes"][0][0] == "zones blanches"
    with pytest.raises(CommandError, match="--titles"):
        analysed("themes", ["a"], "--encoder", "lexical")


@pytest.mark.parametrize("content", ["{}", '["a"]', '[{"text": "a", "theme": 1}]'])
def test_examples_that_teach_nothing_are_refused_in_one_line(analysed, tmp_path, content):
    train = tmp_path / "train.json"
    train.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match=r"train\.json"):
        analysed("themes", ["a"], "--train", train, "--encoder", "lexical")
