import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from arpent.sheets import Sheet, read_sheet, sheet_to_dict, write_sheet
from arpent.sheets.command import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def source(tmp_path: Path, sheet: Sheet) -> Path:
    path = tmp_path / "fiche.html"
    path.write_bytes(write_sheet(sheet, "html"))
    return path


def test_read_prints_the_sheet_as_data(source: Path, sheet: Sheet, capsys: Capture) -> None:
    assert main(["read", str(source), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == sheet_to_dict(sheet)


def test_read_sums_the_sheet_up(source: Path, capsys: Capture) -> None:
    assert main(["read", str(source)]) == 0
    said = capsys.readouterr().out
    assert "Thématique n° 3" in said
    assert "Éléments soulignés : 2" in said


@pytest.mark.parametrize("suffix", ["docx", "odt", "html", "md", "txt", "pdf", "json"])
def test_write_follows_the_extension(source: Path, sheet: Sheet, suffix: str) -> None:
    target = source.with_name(f"copie.{suffix}")
    assert main(["write", str(source), "-o", str(target)]) == 0
    if suffix == "pdf":
        assert target.read_bytes().startswith(b"%PDF")
    else:
        assert read_sheet(target.read_bytes()) == sheet
    assert stat.S_IMODE(target.stat().st_mode) & 0o400


@pytest.mark.parametrize(
    "arguments",
    [
        ["read", "{tmp}/absent.docx"],
        ["read", "{tmp}"],
        ["read", "nul\0"],
        ["read"],
        [],
        ["dance"],
        ["write", "{source}", "-o", "{tmp}/x.xyz"],
        ["write", "{source}", "-o", "{tmp}/absent/x.md"],
        ["write", "{source}", "-o", "{tmp}/dossier.md"],
        ["write", "{source}"],
    ],
)
def test_what_cannot_be_done_is_one_line_and_two(
    source: Path, arguments: list[str], capsys: Capture
) -> None:
    (source.parent / "dossier.md").mkdir()
    filled = [one.format(tmp=source.parent, source=source) for one in arguments]
    assert main(filled) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err


def test_nothing_is_left_behind_by_a_failed_write(source: Path) -> None:
    before = sorted(os.listdir(source.parent))
    main(["write", str(source), "-o", str(source.parent / "x.xyz")])
    assert sorted(os.listdir(source.parent)) == before


def test_standard_input_is_a_file_too(
    source: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    class Input:
        buffer = io.BytesIO(source.read_bytes())

    monkeypatch.setattr(sys, "stdin", Input)
    assert main(["read", "-", "--json"]) == 0
    assert '"maillage-sheet/1"' in capsys.readouterr().out


def test_the_answer_is_utf_8_whatever_the_locale(source: Path) -> None:
    code = "import sys; from arpent.sheets.command import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "read", str(source), "--json"],
        capture_output=True,
        check=True,
        env={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PATH": ""},
    )
    assert "entraide" in done.stdout.decode()
    assert "L’entraide" in json.loads(done.stdout)["diagnosis"][0]["strengths"][0]["text"]


def test_a_full_disk_leaves_the_older_file_whole(
    source: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    target = source.with_name("copie.md")
    target.write_text("avant")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert main(["write", str(source), "-o", str(target)]) == 2
    assert target.read_text() == "avant"
    assert sorted(os.listdir(source.parent)) == ["copie.md", "fiche.html"]
    assert "place" in capsys.readouterr().err
