"""What the house tests look at: the files that are tracked, and the tree of each Python file."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLATFORM = ROOT / "src" / "maillage"
ROOMS = sorted(
    folder.name
    for folder in PLATFORM.iterdir()
    if (folder / "apps.py").exists() or folder.name == "config"
)


@cache
def tracked() -> list[Path]:
    """Every file of the repository; in an archive without history, every file but the leavings."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        names = listed.stdout.decode().split("\0")
        return sorted(ROOT / name for name in names if name and (ROOT / name).is_file())
    left = {".venv", "var", "__pycache__", ".git", "dist"}
    return sorted(path for path in ROOT.rglob("*") if path.is_file() and not left & set(path.parts))


def files(suffix: str, *, tests: bool | None = None, under: str = "src") -> list[Path]:
    return [
        path
        for path in tracked()
        if path.suffix == suffix
        and path.is_relative_to(ROOT / under)
        and (tests is None or tests == is_test(path))
    ]


def is_test(path: Path) -> bool:
    return bool({"tests", "tests.py"} & set(path.parts)) or path.name == "conftest.py"


def templates() -> list[Path]:
    return [path for path in files(".html") if "templates" in path.parts]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions of a module, not those inside classes or other functions."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in tree(path).body if isinstance(node, kinds)]


def said_by_tests() -> str:
    """Everything that tests say, rooms' and house's, this folder's apart."""
    paths = [*files(".py", tests=True), *files(".py", under="tests")]
    return "\n".join(path.read_text() for path in paths if "house" not in path.parts)
