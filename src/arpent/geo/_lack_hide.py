"""Lines that are not to be published: under five pupils, or found again from the others."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from arpent.geo._lack import Lack
from arpent.tables import suppress

FEWEST = 5
# The table that is protected counts whole things: millionths of a pupil, about.
_SCALE = 1 << 20
_ALL = "*"


def hide(
    cells: Mapping[tuple[str, str], float],
    total: Lack,
    schools: Sequence[Lack],
    communes: Sequence[Lack],
) -> tuple[Lack, tuple[Lack, ...], tuple[Lack, ...]]:
    """Both tables add up to one total, and a sector is made of communes: they are hidden together.

    ``cells``: {(school, commune): pupils without}; their sums alone are published.
    """
    counts: dict[tuple[str, ...], int] = {
        key: round(_SCALE * count) for key, count in sorted(cells.items())
    }
    # The largest first: a small line hides behind one of them sooner than behind many of its like.
    dimensions = [
        {_ALL: None, **{line.code: _ALL for line in sorted(lines, key=_largest_first)}}
        for lines in (schools, communes)
    ]
    hidden = suppress(
        counts,
        dimensions,
        threshold=FEWEST * _SCALE,
        published=lambda cell: _ALL in cell,
    ).hidden
    return (
        _shown(total, (_ALL, _ALL) in hidden),
        tuple(_shown(line, (line.code, _ALL) in hidden) for line in schools),
        tuple(_shown(line, (_ALL, line.code) in hidden) for line in communes),
    )


def _largest_first(line: Lack) -> tuple[float, str]:
    return -(line.without or 0.0), line.code


def hide_alone(line: Lack) -> Lack:
    """A line that nothing adds up to."""
    return _shown(line, line.without is not None and 0 < line.without < FEWEST)


def _shown(line: Lack, hidden: bool) -> Lack:
    few = any(0 < value < FEWEST for value in (line.residents, line.pupils) if value)
    if few:
        return replace(
            line, residents=None, pupils=None, without=None, low=None, high=None, hidden=True
        )
    if hidden:
        return replace(line, without=None, low=None, high=None, hidden=True)
    return line
