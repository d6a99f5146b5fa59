"""Nothing in the repository says where it was written, or from where packages came."""

import re
import subprocess

from tests.house.tree import ROOT, name, tracked

# In pieces, so that this file does not accuse itself.
PLACES = re.compile(
    "|".join(
        [
            "/" + "work/(?:main|shared)",
            "/" + "home/" + r"(?!x\b|local\b)[a-z]+/",
            "/" + "Users/[a-z]+/",
            "file" + ":///(?!etc|usr)",
            "find" + "-links",
            "(?:extra-)?" + "index" + "-url" + r"(?!`)\s*[= ]\s*http",
            "pypi" + r"\.org|" + "pythonhosted" + r"\.org",
            "registry" + r"\.npmjs",
        ]
    )
)


def texts():
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content[:8000]:
            yield path, content.decode(errors="replace")


def test_no_machine_and_no_package_host_is_named():
    found = [
        f"{name(path)}: {match[0]}" for path, text in texts() if (match := PLACES.search(text))
    ]
    assert found == []


def test_the_locks_carry_hashes_and_no_address():
    locks = sorted((ROOT / "requirements").glob("*.lock"))
    assert locks
    for lock in locks:
        text = lock.read_text()
        assert "://" not in text
        pins = re.findall(r"^[\w.\[\]-]+==\S+", text, re.MULTILINE)
        assert pins
        blocks = re.split(r"^(?=[\w.\[\]-]+==)", text, flags=re.MULTILINE)[1:]
        assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_no_secret_and_no_data_is_tracked():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    left = re.compile(r"(^|/)(var|\.venv)/|\.sqlite3|secret\.key|\.env$|\.pem$")
    assert [path for path in listed.stdout.splitlines() if left.search(path)] == []


def test_a_licence_is_given():
    assert "EUROPEAN UNION PUBLIC LICEN" in (ROOT / "LICENSE").read_text().upper()


def test_ci_runs_the_command_that_everybody_runs():
    lines = [
        line
        for line in (ROOT / ".ci" / "run").read_text().splitlines()
        if line and not line.startswith(("#", "set ", "cd "))
    ]
    assert lines == ["exec make test"]
