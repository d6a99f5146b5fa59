"""Reads: the estimate of a département, its lines by pages, and what they say together."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from maillage.atlas.models import Contest, Hearing
from maillage.atlas.together import together
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
from maillage.voices.queries import latest_consultation, retex_shown, workshops_visible_to

# Lines stand in this order once for all; the key tells two of one rank apart.
ORDER = ("rank", "pk")
# What a row of a table is written from.
SHOWN = (
    "rank", "code", "name", "territory__name", "residents", "enrolled", "pupils", "without", "low",
    "high", "method", "is_hidden",
)  # fmt: skip
# How a form says that it speaks of one of our lines, and the theme that it is of.
REFERENCE, ACCESS = "atlas:", "acces"


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


def drawn_of(code, *, whole=False):
    """The sketch of a département, where contours are held. `whole`: with what stands around each
    place."""
    sketch = sketch_of(code, whole=whole)
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


@dataclass(frozen=True)
class Heard:
    """Who says that there is no network. Who is not in `people` is fewer than five, or nobody
    counted. `workshops`: {code of a commune: {slug: irritants}}."""

    people: dict
    workshops: dict


def heard_in(estimate):
    """In the consultations of that place, the last counted."""
    around = estimate.territory.lineage
    found = Hearing.objects.filter(consultation__territory__in=around).order_by("-counted_at")
    body = next((each.body for each in found[:1]), {})
    people = {
        About.COMMUNE: body.get("communes", {}),
        About.SCHOOL: body.get("schools", {}),
    }
    return Heard(people, body.get("workshops", {}))


def spoken_in(estimate):
    """{code of a commune: (people, workshops)} who say it, of those that may be told."""
    if estimate is None:
        return {}
    heard = heard_in(estimate)
    people = heard.people[About.COMMUNE]
    return {
        code: (people.get(code, 0), len(heard.workshops.get(code, ())))
        for code in {*people, *heard.workshops}
    }


def workshops_told(counts):
    """[(workshop, irritants)] of {slug: irritants}: those that everyone still reads."""
    if not counts:
        return []
    found = workshops_visible_to(AnonymousUser()).filter(slug__in=counts).order_by("pk")
    return [(workshop, counts[workshop.slug]) for workshop in found]


def contested_by(keys):
    """{account: the contest that it is}, of those accounts."""
    found = Contest.objects.filter(retex__in=keys).select_related("estimate__territory")
    return {contest.pk: contest for contest in found}


def theme_of_access(user):
    """The number of the theme that speaks of access, as a form names it; "" where none does."""
    themes = Theme.objects.filter(consultation__in=latest_consultation(user)[:1].values("pk"))
    return next((str(each.number) for each in themes if ACCESS in fold(each.title)), "")


def page_of_lines(estimate, about, *, words="", cursor=""):
    lines = EstimateLine.objects.filter(estimate=estimate, about=about)
    lines = lines.select_related("territory").only(*SHOWN)
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


def voices_in_numbers(territory):
    """How many published voices speak of a département; None of so few that they would be known.

    Never nearer: one person is placed no nearer than a département.
    """
    alone = retex_shown().filter(workshop=None)
    count = alone.filter(path_range(territory.path, "territory__path")).count()
    return count if count >= FEW else None


__all__ = [
    "Heard",
    "communes_by_network",
    "contested_by",
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
    "networks_dataset",
    "page_of_lines",
    "reference_of",
    "schools_in",
    "sketch_of",
    "spoken_in",
    "theme_of_access",
    "together",
    "voices_in_numbers",
    "workshops_told",
]
