import doctest
import importlib
import inspect
import pkgutil

import pytest

import arpent.text

MODULES = sorted(
    f"arpent.text.{found.name}"
    for found in pkgutil.iter_modules(arpent.text.__path__)
    if found.name != "tests"
)


def test_what_the_package_announces_is_what_it_has() -> None:
    public = {
        name
        for name, member in vars(arpent.text).items()
        if not name.startswith("_") and not inspect.ismodule(member)
    }
    assert arpent.text.__all__ == sorted(arpent.text.__all__)
    assert set(arpent.text.__all__) == public


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
