"""What is said as one command may be written in several rooms."""

import pytest

from maillage.config import cli


@pytest.mark.parametrize(
    ("typed", "run"),
    [
        (["territory", "site", "44", "--json"], ["siting", "44", "--json"]),
        (["territory", "load", "a.csv"], ["territory", "load", "a.csv"]),
        (["territory"], ["territory"]),
    ],
)
def test_a_verb_of_another_room_leads_to_it(monkeypatch, typed, run):
    given = []
    monkeypatch.setattr(cli, "_django", lambda arguments: given.append(arguments) or 0)

    assert cli.main(typed) == 0
    assert given == [run]


def test_both_helps_name_where_to_open():
    for text in (cli.FRENCH, cli.ENGLISH):
        assert "territory site 44 --places 5 --within 5km" in text
