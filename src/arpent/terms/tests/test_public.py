import doctest
import importlib
import inspect
import pkgutil

import pytest

import arpent.terms

MODULES = sorted(
    f"arpent.terms.{found.name}"
    for found in pkgutil.iter_modules(arpent.terms.__path__)
    if found.name != "tests"
)


def _linter_order(name: str) -> tuple[bool, bool, str]:
    return (not name.isupper(), not name[0].isupper(), name)


def test_what_the_package_announces_is_what_it_has() -> None:
    public = {
        name
        for name, member in vars(arpent.terms).items()
        if not name.startswith("_") and not inspect.ismodule(member)
    }
    assert arpent.terms.__all__ == sorted(arpent.terms.__all__, key=_linter_order)
    assert set(arpent.terms.__all__) == public


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
