"""The order of the stages is told in four places where people look, and it is one order."""

import ast
import re
import tomllib

from django.conf import settings

from tests.house.tree import PLATFORM, ROOT

STAGES = ["voices", "diagnosis", "projections", "plan", "followup", "synthesis"]


def installed():
    return [app.removeprefix("maillage.") for app in settings.ROOMS]


def contract():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    return next(
        each["layers"]
        for each in contracts["contracts"]
        if each["type"] == "layers" and each["containers"] == ["maillage"]
    )


def readme(path):
    """The rooms, as the tree of the README lists them."""
    tree = re.search(r"^ *maillage/.*?(?=^```)", path.read_text(), re.MULTILINE | re.DOTALL)
    assert tree, f"{path.name} draws the tree of the platform"
    return re.findall(r"^\s+(\w+)/", tree[0], re.MULTILINE)[1:]


def navigation():
    """The rooms behind the main navigation, through the addresses they are mounted on."""
    urls = ast.parse((PLATFORM / "config" / "urls.py").read_text())
    mounts = next(
        dict(ast.literal_eval(node.value))
        for node in urls.body
        if isinstance(node, ast.Assign) and node.targets[0].id == "MOUNTS"
    )
    return [mounts[url.strip("/") + "/"] for _, _, url in settings.STAGES]


def test_the_applications_are_installed_upstream_first():
    assert ["config", *reversed(installed())] == contract()


def test_the_navigation_follows_the_stages():
    assert navigation() == [room for room in installed() if room in STAGES] == STAGES


def test_the_readme_draws_the_rooms_in_the_same_order():
    assert readme(ROOT / "README.md") == contract()
