"""What the lines of an estimate say together. Values, not models: a page reads hundreds of them."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from maillage.territory.enums import About
from maillage.territory.models import EstimateLine


class Estimated(NamedTuple):
    """What is said of one line; nothing where it is hidden."""

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


NOTHING = Estimated()


@dataclass
class Together:
    """All communes by their codes, and the line of the whole département."""

    whole: Estimated = NOTHING
    communes: dict = field(default_factory=dict)
    names: dict = field(default_factory=dict)
    # By their UAI, where they were asked for.
    schools: dict = field(default_factory=dict)

    @cached_property
    def shown(self):
        """Communes that have a figure."""
        return {code: line for code, line in self.communes.items() if line.without is not None}

    @cached_property
    def shares(self):
        return {code: line.share for code, line in self.shown.items()}

    @property
    def hidden(self):
        return sum(line.is_hidden for line in self.communes.values())

    @property
    def unknown(self):
        return len(self.communes) - len(self.shown) - self.hidden

    @property
    def has_whole(self):
        return self.whole.without is not None

    @property
    def sum(self):
        """That of the département; without one, the sum of the communes that are shown, never of
        the hidden ones, which subtraction would give. None where nothing is told."""
        if self.has_whole:
            return self.whole
        lines = self.shown.values()
        if not lines:
            return None
        return Estimated(
            pupils=sum(line.pupils or 0 for line in lines),
            low=sum(line.low for line in lines),
            high=sum(line.high for line in lines),
        )


def together(estimate, *, with_schools=False):
    """One query: the map draws each commune, and the heading tells the whole."""
    told = Together()
    abouts = [About.COMMUNE, About.WHOLE, *([About.SCHOOL] if with_schools else [])]
    lines = EstimateLine.objects.filter(estimate=estimate, about__in=abouts).order_by("rank")
    fields = "about", "code", "name", *Estimated._fields
    for about, code, name, *figures in lines.values_list(*fields):
        line = Estimated(*figures)
        if about == About.COMMUNE:
            told.communes[code], told.names[code] = line, name
        elif about == About.WHOLE:
            told.whole = line
        else:
            told.schools[code] = line
    return told
