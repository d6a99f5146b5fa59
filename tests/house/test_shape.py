"""The shape of the code: an action is a verb that says who acts, a file fits one sitting."""

import ast

import pytest

from tests.house.tree import PLATFORM, files, functions, is_test, name, templates

PYTHON_LINES = 400
TEMPLATE_LINES = 150
VIEW_LINES = 20


def action_modules():
    single = PLATFORM.glob("*/actions.py")
    several = PLATFORM.glob("*/actions/*.py")
    return sorted(path for path in [*single, *several] if not path.name.startswith("_"))


def public_actions():
    return [
        pytest.param(function, id=f"{name(path)}:{function.name}")
        for path in action_modules()
        for function in functions(path)
        if not function.name.startswith("_")
    ]


@pytest.mark.parametrize("function", public_actions())
def test_an_action_is_keyword_only_and_says_who_acts(function):
    arguments = function.args
    # One exception, which reads as a sentence: record(Event.CONSULTATION_OPENED, acting_user=…).
    first = [argument.arg for argument in arguments.posonlyargs + arguments.args]
    assert first == (["event"] if function.name == "record" else [])
    assert arguments.vararg is None
    assert "acting_user" in [argument.arg for argument in arguments.kwonlyargs]


def too_long(paths, most):
    lengths = {name(path): len(path.read_text().splitlines()) for path in paths}
    return {path: length for path, length in lengths.items() if length > most}


def test_a_python_file_fits_one_sitting():
    paths = [*files(".py"), *files(".py", under="tests"), *files(".py", under="bench")]
    paths = [path for path in paths if "migrations" not in path.parts]
    assert too_long(paths, PYTHON_LINES) == {}


def test_a_template_fits_one_sitting():
    assert too_long(templates(), TEMPLATE_LINES) == {}


def view_modules():
    single = PLATFORM.glob("*/views.py")
    several = PLATFORM.glob("*/views/*.py")
    return [path for path in [*single, *several] if not is_test(path)]


def test_a_view_fits_one_glance():
    long = {
        f"{name(path)}:{function.name}": length
        for path in view_modules()
        for function in functions(path)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > VIEW_LINES
    }
    assert long == {}


def test_only_actions_write():
    """Views and queries do not: no save, create, update or delete in them."""
    writes = {"save", "create", "bulk_create", "update_or_create", "get_or_create", "delete"}
    reading = [*view_modules(), *PLATFORM.glob("*/queries.py"), *PLATFORM.glob("*/queries/*.py")]
    found = [
        f"{name(path)}:{node.lineno} {node.func.attr}"
        for path in reading
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in writes
        and not (
            isinstance(node.func.value, ast.Name) and node.func.value.id in {"actions", "form"}
        )
    ]
    assert found == []
