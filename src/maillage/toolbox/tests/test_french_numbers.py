"""Figures come in and go out as French readers write them."""

from decimal import Decimal

import pytest
from django import forms

from maillage.toolbox.french_numbers import FrenchDecimalField, written


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1 234", "1234"),
        ("1\u202f234,25", "1234.25"),
        ("1\u00a0234 567", "1234567"),
        (" -3,5 ", "-3.5"),
        ("0,0001", "0.0001"),
    ],
)
def test_a_figure_is_read_whatever_its_spaces_and_its_mark(typed, value):
    assert FrenchDecimalField(decimal_places=4).clean(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["1.234,5", "1,234.5", "douze", "12 %", "NaN", "1e400000"])
def test_what_may_mean_two_things_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        FrenchDecimalField(max_digits=16, decimal_places=4).clean(typed)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Decimal("12.5000"), "12,5"),
        (Decimal("1234.0000"), "1\u202f234"),
        (Decimal("-0.25"), "-0,25"),
        (0, "0"),
        (100, "100"),
        (None, ""),
    ],
)
def test_a_figure_is_written_without_needless_zeros(value, told):
    assert written(value) == told
