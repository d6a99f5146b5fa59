import pytest
from scipy.stats import binomtest

from arpent.tables import rate, surprise


@pytest.mark.parametrize(("count", "population"), [(0, 92_000), (3, 400), (37, 1200), (50, 50)])
def test_the_interval_is_that_of_wilson(count, population):
    there = binomtest(count, population).proportion_ci(0.95, method="wilson")
    ours = rate(count, population)
    assert ours.value == pytest.approx(1000 * count / population)
    assert ours.low == pytest.approx(1000 * there.low, abs=1e-9)
    assert ours.high == pytest.approx(1000 * there.high)


def test_who_speaks_twice_is_more_than_everybody():
    assert rate(12, 10).value == 1200
    assert rate(12, 10).high == 1000


def test_nobody_to_count_among_is_no_zero():
    with pytest.raises(ValueError, match="among"):
        rate(0, 0)


def test_so_few_is_chance_or_is_not():
    assert surprise(0, 1.0) > -2
    assert surprise(0, 12.0) < -4
    assert surprise(12, 12.0) == 0
    assert surprise(30, 12.0) > 3
    assert surprise(0, 0) == 0
    assert surprise(0, 100) < surprise(2, 100) < surprise(60, 100)
