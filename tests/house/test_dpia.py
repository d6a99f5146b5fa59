"""The assessment that an organisation signs says what the software keeps, all of it."""

from maillage.privacy.register import RULES
from tests.house import dpia


def test_the_assessment_holds_the_register_as_it_is():
    text = dpia.PAGE.read_text()
    assert text == dpia.with_table(text), "run python -m tests.house.dpia"


def test_every_table_is_in_it():
    text = dpia.PAGE.read_text()
    assert [label for label in RULES if label not in text] == []
    assert dpia.table().count("\n") > 30
