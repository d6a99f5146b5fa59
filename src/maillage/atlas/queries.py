"""Reads: the estimate of a département, its lines by pages, and what they say together."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from maillage.territory.enums import About, Kind
from maillage.territory.models import EstimateLine, School, Territory, path_range
from maillage.territory.queries import estimate_lines, latest_estimates, territories
from maillage.toolbox.listing import keyset_page
from maillage.toolbox.search import search
from maillage.voices.enums import FEW
from maillage.voices.queries import latest_consultation, retex_shown

# Lines stand in this order once for all; the key tells two of one rank apart.
ORDER = ("rank", "pk")


@dataclass(frozen=True)
class Together:
    """Of all communes that are shown: never of the hidden ones, which subtraction would give."""

    pupils: float
    low: float
    high: float
    shown: int
    hidden: int
    unknown: int


def estimates_shown():
    """Of each département that has one, by its name."""
    return list(latest_estimates().order_by("territory__folded", "territory__pk"))


def default_estimate(estimates, user):
    """That of the consultation that everyone is shown; else the first."""
    if len(estimates) < 2:
        return next(iter(estimates), None)
    consultation = latest_consultation(user).select_related("territory").first()
    own = consultation and [
        each
        for each in estimates
        if consultation.territory.covers(each.territory)
        or each.territory.covers(consultation.territory)
    ]
    return own[0] if own else estimates[0]


def estimate_in(code):
    return latest_estimates().filter(territory__code=code.upper()).first()


def department_named(code):
    return territories().filter(kind=Kind.DEPARTMENT, code=code.upper()).first()


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
    """None where no commune is told."""
    told = estimate.lines.filter(about=About.COMMUNE).aggregate(
        pupils=Sum("pupils"),
        low=Sum("low"),
        high=Sum("high"),
        shown=Count("pk", filter=Q(without__isnull=False)),
        hidden=Count("pk", filter=Q(is_hidden=True)),
        unknown=Count("pk", filter=Q(is_hidden=False, without=None)),
    )
    return Together(**told) if told["shown"] else None


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
