import doctest
import importlib
import inspect
import pkgutil

import pytest

import arpent.geo

MODULES = sorted(
    f"arpent.geo.{found.name}"
    for found in pkgutil.iter_modules(arpent.geo.__path__)
    if found.name != "tests"
)


def test_what_the_package_announces_is_what_it_has() -> None:
    public = {
        name
        for name, member in vars(arpent.geo).items()
        if not name.startswith("_") and not inspect.ismodule(member)
    }
    assert arpent.geo.__all__ == sorted(arpent.geo.__all__)
    assert set(arpent.geo.__all__) == public


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
