import time

import pytest

from arpent.sheets._sniff import sniff
from arpent.sheets._source import clean_html, split_tables


@pytest.mark.parametrize(
    "piece",
    [
        "<script>",
        "<style>",
        "<b ",
        "<b font-weight:",
        "<span class='",
        "src='data:",
        "<table>",
        "<!--",
        "<!---->",
        "a\tb\tc\n",
        "\t",
        "**a",
    ],
)
def test_a_mark_repeated_and_never_closed_is_read_at_once(piece: str) -> None:
    text = "<p>x</p>" + piece * (400_000 // len(piece))
    start = time.perf_counter()
    sniff(text.encode())
    clean_html(text)
    split_tables(text)
    # Quadratic, each of these takes minutes.
    assert time.perf_counter() - start < 5
