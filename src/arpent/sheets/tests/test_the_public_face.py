import doctest
import subprocess
import sys

import arpent.errors
import arpent.sheets
from arpent.sheets import _read, _shape, _write


def test_the_list_of_names_is_sorted_and_true() -> None:
    listed = arpent.sheets.__all__
    public = {
        name
        for name, value in vars(arpent.sheets).items()
        if not name.startswith("_") and not isinstance(value, type(sys))
    }
    assert set(listed) == public
    assert listed == sorted(listed, key=lambda name: (not name.isupper(), name))


def test_a_refusal_is_the_library_s_own() -> None:
    assert issubclass(arpent.sheets.SheetError, arpent.errors.ArpentError)


def test_reading_loads_neither_django_nor_what_only_writing_needs() -> None:
    code = (
        "import sys, arpent.sheets, arpent.sheets.command\n"
        "arpent.sheets.read_sheet(b'# Theme 1 : x\\n\\n## Projections\\n')\n"
        "print([m for m in ('django', 'typst', 'hypothesis', 'pypandoc') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_examples_of_the_docstrings_are_true() -> None:
    for module in (_read, _shape, _write):
        result = doctest.testmod(module)
        assert (result.attempted > 0, result.failed) == (True, 0)


def test_every_format_written_but_the_print_is_read() -> None:
    assert set(arpent.sheets.FORMATS_OUT) - set(arpent.sheets.FORMATS_IN) == {"pdf"}
