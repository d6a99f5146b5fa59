"""What the lines of an estimate say together. Values, not models: a page reads hundreds of them."""

from dataclasses import dataclass, field
from typing import NamedTuple

from maillage.territory.enums import About
from maillage.territory.models import EstimateLine


class Figures(NamedTuple):
    """Of one line, what is said of it; nothing where it is hidden."""

    pupils: float | None = None
    without: float | None = None
    low: float | None = None
    high: float | None = None
    is_hidden: bool = False

    @property
    def share(self):
        """Of 100 pupils, how many; None where it is not known."""
        if self.without is None or not self.pupils:
            return None
        return 100 * self.without / self.pupils


NOTHING = Figures()


@dataclass
class Together:
    """All communes, and the line of the whole département; where there is none, the sum of those
    that are shown, never of the hidden ones, which subtraction would give."""

    whole: Figures | None = None
    pupils: float = 0.0
    low: float = 0.0
    high: float = 0.0
    hidden: int = 0
    unknown: int = 0
    # {code: Figures}, {code: share of 100} of those that have one, and the name of each.
    lines: dict = field(default_factory=dict)
    shares: dict = field(default_factory=dict)
    # {UAI: Figures}, where they were asked for.
    schools: dict = field(default_factory=dict)
    names: dict = field(default_factory=dict)

    def add(self, code, name, figures):
        self.names[code], self.lines[code] = name, figures
        if figures.without is None:
            self.hidden += figures.is_hidden
            self.unknown += not figures.is_hidden
            return
        self.shares[code] = figures.share
        self.pupils += figures.pupils or 0
        self.low += figures.low
        self.high += figures.high

    @property
    def sum(self):
        """What has `pupils`, `low` and `high` for all of it; None where nothing is told."""
        if self.whole is not None and self.whole.without is not None:
            return self.whole
        return self if self.shares else None


def together(estimate, *, with_schools=False):
    """One query: the map draws each commune, and the heading tells the whole."""
    told = Together()
    abouts = [About.COMMUNE, About.WHOLE, *([About.SCHOOL] if with_schools else [])]
    lines = EstimateLine.objects.filter(estimate=estimate, about__in=abouts).order_by("rank")
    for about, code, name, *figures in lines.values_list("about", "code", "name", *Figures._fields):
        if about == About.COMMUNE:
            told.add(code, name, Figures(*figures))
        elif about == About.WHOLE:
            told.whole = Figures(*figures)
        else:
            told.schools[code] = Figures(*figures)
    return told
