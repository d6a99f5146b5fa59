"""What is written down exists, and what exists is written down."""

import ast
import re

import pytest

from maillage.config import environment
from tests.house.tree import PLATFORM, ROOMS, ROOT, files, name, tracked, tree

LIBRARY = ROOT / "src" / "arpent"


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "config"])
def test_a_room_says_what_it_owns_and_has_its_page(room):
    said = ast.get_docstring(tree(PLATFORM / room / "__init__.py")) or ""
    assert "Owns" in said
    assert "Read by" in said
    page = ROOT / "docs" / "rooms" / f"{room}.md"
    assert page.exists()
    assert len(page.read_text()) > 300


def public_functions():
    """Every lower-case name of the `__all__` of the library's packages."""
    found = []
    for path in sorted(LIBRARY.glob("*/__init__.py")):
        for node in tree(path).body:
            if isinstance(node, ast.Assign) and node.targets[0].id == "__all__":
                found += [
                    (path.parent.name, public)
                    for public in ast.literal_eval(node.value)
                    if public.islower()
                ]
    return found


@pytest.mark.parametrize(("package", "function"), public_functions())
def test_a_function_of_the_library_is_explained_in_the_methods(package, function):
    pages = (ROOT / "docs" / "methods").glob("*.md")
    pattern = re.compile(rf"\b{function}\b")
    assert any(pattern.search(page.read_text()) for page in pages), f"arpent.{package}.{function}"


def test_the_glossary_binds_the_words_of_the_stages():
    glossary = (ROOT / "docs" / "glossary.md").read_text()
    for word in ("irritant", "besoin", "levier", "action à mener", "indicateur"):
        assert word in glossary
    for identifier in ("`Need`", "`Lever`", "`Action`", "`Indicator`", "`Retex`", "`Finding`"):
        assert identifier in glossary


def test_every_setting_is_in_the_table_with_its_default():
    table = (ROOT / "docs" / "running.md").read_text()
    for setting in environment.REGISTRY:
        default = f"`{setting.default}`" if setting.default else "empty"
        assert f"| `{setting.name}` | {default} | {setting.english} |" in table
    named = set(re.findall(r"^\| `([A-Z_]+)` ", table, re.MULTILINE))
    assert named == {setting.name for setting in environment.REGISTRY}


def test_links_between_pages_lead_somewhere():
    broken = [
        f"{name(page)} -> {target}"
        for page in tracked()
        if page.suffix == ".md"
        for target in re.findall(r"\]\((?!https?://|mailto:|#)([^)#\s]+)", page.read_text())
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_paths_that_pages_name_exist():
    known = re.compile(r"`((?:src|docs|tests|scripts|bench)/[\w./-]+\.\w+)`")
    broken = [
        f"{name(page)} -> {target}"
        for page in tracked()
        if page.suffix == ".md"
        for target in known.findall(page.read_text())
        if not (ROOT / target).exists()
    ]
    assert broken == []


def test_migrations_are_named_and_stand_alone():
    wrong = []
    for path in files(".py"):
        if path.parent.name != "migrations" or path.name == "__init__.py":
            continue
        if "_auto_" in path.name:
            wrong.append(f"{name(path)}: say what it does")
        for node in ast.walk(tree(path)):
            modules = []
            if isinstance(node, ast.ImportFrom):
                modules = [node.module or ""]
            elif isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            wrong += [
                f"{name(path)} imports {module}: a room changes, a migration does not"
                for module in modules
                if module.startswith("maillage.") and not module.startswith("maillage.toolbox")
            ]
    assert wrong == []
