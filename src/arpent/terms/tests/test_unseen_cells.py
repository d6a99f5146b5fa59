"""Cells written once the readers were finished, and the share of them that is read right."""

import json
from pathlib import Path
from typing import Any

import pytest

from arpent.terms import read_actor, read_horizon, read_indicator

CELLS = json.loads(Path(__file__).with_name("unseen_cells.json").read_text("utf-8"))
READERS = {"horizon": read_horizon, "actor": read_actor, "indicator": read_indicator}
UNSAID: dict[str, dict[str, Any]] = {
    "horizon": {"terms": [], "starts_on": None, "ends_on": None, "slots": []},
    "actor": {"role": None, "names": []},
    "indicator": {"kind": None, "unit": "", "direction": None, "baseline": None, "target": None},
}


def plainly(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value if value is None else str(value)


def misread(reader: str) -> list[str]:
    return [
        cell["text"]
        for cell in CELLS[reader]
        if {**UNSAID[reader], **cell}
        != {
            name: plainly(getattr(READERS[reader](cell["text"]), name))
            for name in ("text", *UNSAID[reader])
        }
    ]


@pytest.mark.parametrize(("reader", "wrong"), [("horizon", 1), ("actor", 3), ("indicator", 2)])
def test_quality_is_the_one_the_documentation_states(reader: str, wrong: int) -> None:
    assert len(misread(reader)) == wrong
