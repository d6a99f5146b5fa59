"""Reads: the estimate of a département, its lines by pages, and what they say together."""

from dataclasses import dataclass, field

from django.db.models import Q

from maillage.atlas.models import Contest, Hearing
from maillage.territory.enums import About, Kind
from maillage.territory.models import EstimateLine, School, Territory, path_range
from maillage.territory.queries import (
    contours_of,
    dataset_of,
    estimate_lines,
    latest_estimates,
    sketch_of,
    territories,
)
from maillage.toolbox.analysis import fold
from maillage.toolbox.listing import keyset_page
from maillage.toolbox.search import search
from maillage.voices.enums import FEW
from maillage.voices.models import Theme
from maillage.voices.queries import latest_consultation, retex_shown

# Lines stand in this order once for all; the key tells two of one rank apart.
ORDER = ("rank", "pk")
# How a form says that it speaks of one of our lines, and the theme that it is of.
REFERENCE, ACCESS = "atlas:", "acces"
# What the heading and the map read of a line.
TOLD = ("about", "code", "name", "pupils", "without", "low", "high", "is_hidden")


@dataclass
class Together:
    """All communes, and the line of the whole département; where there is none, the sum of those
    that are shown, never of the hidden ones, which subtraction would give."""

    whole: EstimateLine | None = None
    pupils: float = 0.0
    low: float = 0.0
    high: float = 0.0
    hidden: int = 0
    unknown: int = 0
    # {code: share of 100} of those that have one, and the name of each.
    shares: dict = field(default_factory=dict)
    names: dict = field(default_factory=dict)

    def add(self, line):
        self.names[line.code] = line.name
        if line.without is None:
            self.hidden += line.is_hidden
            self.unknown += not line.is_hidden
            return
        self.shares[line.code] = line.share
        self.pupils += line.pupils or 0
        self.low += line.low
        self.high += line.high

    @property
    def sum(self):
        """What has `pupils`, `low` and `high` for all of it; None where nothing is told."""
        if self.whole is not None and self.whole.without is not None:
            return self.whole
        return self if self.shares else None


def estimates_shown():
    """Of each département that has one, by its name."""
    return list(latest_estimates().order_by("territory__folded", "territory__pk"))


def default_estimate(estimates, user):
    """That of the consultation that everyone is shown; else the first."""
    if len(estimates) < 2:
        return next(iter(estimates), None)
    consultation = latest_consultation(user).select_related("territory").first()
    here = consultation and consultation.territory
    own = [
        each
        for each in estimates
        if here and (here.covers(each.territory) or each.territory.covers(here))
    ]
    return own[0] if own else estimates[0]


def estimate_in(code):
    return latest_estimates().filter(territory__code=code.upper()).first()


def department_named(code):
    return territories().filter(kind=Kind.DEPARTMENT, code=code.upper()).first()


def drawn_of(estimate, *, whole=False):
    """Its sketch, where contours are held. `whole`: with what stands around each place."""
    sketch = sketch_of(estimate.territory.code, whole=whole)
    return sketch if sketch and sketch.frame else None


def communes_by_network(sketch):
    """[(code, name, [of 100 inhabitants: no operator, one or two, more])], the worst first."""
    named = territories().filter(kind=Kind.COMMUNE, code__in=sketch.networks)
    names = dict(named.order_by().values_list("code", "name"))
    rows = [(code, names.get(code, code), told) for code, told in sketch.networks.items()]
    return sorted(rows, key=lambda row: ([-each for each in row[2][:2]], row[0]))


def networks_dataset(code):
    """Where it comes from; None when it is not held."""
    return dataset_of("couverture-mobile-nombre", code)


def line_of(estimate, about, key):
    lines = estimate_lines(estimate, about)
    return lines.filter(code=key.upper()).first()


def schools_in(line):
    """Of the line of a commune: those of its schools, the most pupils without first."""
    if line.about != About.COMMUNE or line.territory is None:
        return []
    return list(estimate_lines(line.estimate, About.SCHOOL).filter(territory=line.territory))


def reference_of(line):
    """What the form of testimonies carries, and only this room reads."""
    return f"{REFERENCE}{line.pk}"


def line_referred_to(reference):
    key = reference.removeprefix(REFERENCE)
    if key == reference or not key.isdecimal():
        return None
    return EstimateLine.objects.filter(pk=key).select_related("estimate").first()


def contests_of(line):
    """How many published accounts speak against what is said of it, in any estimate."""
    found = Contest.objects.filter(about=line.about, code=line.code, retex__is_shown=True)
    return found.count()


def heard_in(estimate):
    """{About: {code: people}} who say that they have no network: of the consultations of that
    place, the last counted. Who is not in it is fewer than five, or nobody counted."""
    around = estimate.territory.lineage
    found = Hearing.objects.filter(consultation__territory__in=around).order_by("-counted_at")
    body = next((each.body for each in found[:1]), {})
    return {
        About.COMMUNE: body.get("communes", {}),
        About.SCHOOL: body.get("schools", {}),
    }


def theme_of_access(user):
    """The number of the theme that speaks of access, as a form names it; "" where none does."""
    themes = Theme.objects.filter(consultation__in=latest_consultation(user)[:1].values("pk"))
    return next((str(each.number) for each in themes if ACCESS in fold(each.title)), "")


def page_of_lines(estimate, about, *, words="", cursor=""):
    lines = estimate_lines(estimate, about)
    if words:
        lines = lines.filter(_bearing(words, about))
    return keyset_page(lines, order=ORDER, cursor=cursor)


def _bearing(words, about):
    """A condition on lines: each word begins a word of the name, of the town for a school."""
    if about == About.SCHOOL:
        return Q(school__in=search(School.objects.all(), words).values("pk"))
    if about == About.COMMUNE:
        return Q(territory__in=search(Territory.objects.all(), words).order_by().values("pk"))
    return Q(name__icontains=words)


def together(estimate):
    """One query: the map draws each commune, and the heading tells the whole."""
    told = Together()
    lines = EstimateLine.objects.filter(estimate=estimate, about__in=(About.COMMUNE, About.WHOLE))
    for line in lines.order_by("rank").only("estimate", *TOLD):
        if line.about == About.WHOLE:
            told.whole = line
        else:
            told.add(line)
    return told


def lines_by_code(department, abouts):
    """{about: {code: line}} of the estimate in force; nothing without one."""
    found = {}
    lines = EstimateLine.objects.filter(estimate=estimate_in(department), about__in=list(abouts))
    for line in lines:
        found.setdefault(line.about, {})[line.code] = line
    return found


def voices_in_numbers(territory):
    """How many published voices speak of a département; None of so few that they would be known.

    Never nearer: one person is placed no nearer than a département.
    """
    alone = retex_shown().filter(workshop=None)
    count = alone.filter(path_range(territory.path, "territory__path")).count()
    return count if count >= FEW else None


__all__ = [
    "Together",
    "communes_by_network",
    "contests_of",
    "contours_of",
    "default_estimate",
    "department_named",
    "drawn_of",
    "estimate_in",
    "estimate_lines",
    "estimates_shown",
    "heard_in",
    "line_of",
    "line_referred_to",
    "lines_by_code",
    "networks_dataset",
    "page_of_lines",
    "reference_of",
    "schools_in",
    "sketch_of",
    "theme_of_access",
    "together",
    "voices_in_numbers",
]
