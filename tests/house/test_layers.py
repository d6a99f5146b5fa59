"""A stage reads the stages before it; a room is read and changed through its two doors."""

import subprocess
import sys
import tomllib
from pathlib import Path

import grimp

from tests.house.tree import ROOMS, ROOT

# `filters` and `lists`: every list of the five stages is filtered and framed in one way.
SHOWN = {
    "access", "actions", "enums", "errors", "filters", "lists", "models", "queries", "receipts",
    "signals", "tables",
}  # fmt: skip
# What somebody said is corrected in the lobby, with the very questions that they answered.
ASKED_AGAIN = {("portal", "testimony", "forms"), ("portal", "testimony", "places")}
# The command line reads a sheet without waking Django, and mounts the addresses of every room.
CONFIG_MAY = {"urls", "analysis"}


def test_imports_keep_every_contract():
    command = Path(sys.executable).with_name("lint-imports")
    found = subprocess.run([command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


def test_every_room_has_its_place_in_the_contract():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = next(
        contract["layers"]
        for contract in contracts["contracts"]
        if contract["type"] == "layers" and contract["containers"] == ["maillage"]
    )
    assert sorted(layers) == ROOMS


def test_rooms_keep_their_screens_private():
    graph = grimp.build_graph("maillage", exclude_type_checking_imports=True, cache_dir=None)
    shortcuts = []
    for importer in sorted(graph.modules):
        if ".tests" in importer:
            continue
        here = importer.split(".")[1:2]
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            there = imported.split(".")[1:3]
            if len(there) < 2 or here == there[:1] or there[0] == "toolbox":
                continue
            if (*here, *there[:2]) in ASKED_AGAIN:
                continue
            if there[1] not in SHOWN | (CONFIG_MAY if here == ["config"] else set()):
                shortcuts.append(f"{importer} -> {imported}")
    assert shortcuts == []
