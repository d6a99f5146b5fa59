from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from maillage.territory import (
    centres,
    contacts,
    estimating,
    finding,
    loading_datasets,
    networks,
    places,
)
from maillage.territory.analysis import BY_NAME, department_facts, seats
from maillage.territory.enums import Part
from maillage.territory.errors import LacksData
from maillage.territory.models import (
    Contact,
    Dataset,
    DatasetPart,
    Estimate,
    EstimateGround,
    Headcount,
    HeadcountEdition,
    School,
    Sketch,
    Territory,
    lineage,
)
from maillage.territory.names import heard

INDENT = "\u2003"
AccessPlace = places.AccessPlace


def territories():
    """Reference geography is public: everybody sees every territory."""
    return Territory.objects.all()


def within(territory):
    """This territory and everything below it."""
    return Territory.objects.below(territory.path)


def ancestors(territory):
    """From the widest down to the parent, without the territory itself."""
    return Territory.objects.filter(pk__in=territory.lineage[:-1]).order_by("path")


def common_ancestor(territories):
    """The narrowest territory that holds them all; None when there is none."""
    lineages = [territory.lineage for territory in territories]
    if not lineages:
        return None
    shared = None
    for steps in zip(*lineages, strict=False):
        if len(set(steps)) > 1:
            break
        shared = steps[0]
    return Territory.objects.filter(pk=shared).first() if shared is not None else None


def named(name, *, within=None):
    """The territory people mean by `name`; None when nothing or more than one thing fits.

    Understands a name, a kind ("académie", said within a department, is the academy it is in), or
    both ("commune de X"). Never guesses between two.
    """
    spoken = heard(name)
    if not spoken.whole:
        return None
    scope = Territory.objects.below(within.path) if within else Territory.objects.all()
    if spoken.kind_alone:
        return _only(scope.filter(kind=spoken.kind)) or _only_around(within, spoken.kind)
    exact = scope.filter(folded=spoken.whole)
    if spoken.kind is not None:
        titled = scope.filter(kind=spoken.kind, folded__in=spoken.spellings())
        return _only(titled) or _only(exact)
    if spoken.without_article and not exact.exists():
        exact = scope.filter(folded=spoken.without_article)
    return _only(exact)


def _only(found):
    first_two = list(found[:2])
    return first_two[0] if len(first_two) == 1 else None


def _only_around(territory, kind):
    return _only(ancestors(territory).filter(kind=kind)) if territory else None


def find_places(text, *, within=None, most=8):
    """The places that somebody may mean by what they typed, the likeliest first.

    One alone is exact: its code was typed, or its name and no other's. Three queries at most.
    """
    return finding.find(text, within=within, most=most)


def place_of(key):
    """The place that a form carries by its key; None when there is none by that name."""
    kind, _, code = key.partition("-")
    if not code.isprintable():
        return None
    if kind == "uai":
        found = [], list(School.objects.filter(uai=code).select_related("territory"))
    else:
        found = list(Territory.objects.filter(kind=kind, code=code)), []
    return next(iter(finding.places_of(*found, True)), None)


def choices_for_filter(scope=None, *, kinds=None):
    """(value, label) of what lies in `scope`, as a tree in alphabetical order, in one query.

    Give `kinds` where the scope is wide: a nation has 35,000 communes, a list to choose from should
    have fewer than 200 rows.
    """
    found = within(scope) if scope else territories()
    if kinds:
        found = found.filter(kind__in=kinds)
    rows = {row.pk: row for row in found.only("pk", "name", "path", "folded")}
    branches = {
        key: [(rows[step].folded, step) for step in row.lineage if step in rows]
        for key, row in rows.items()
    }
    return [
        (str(key), INDENT * (len(branches[key]) - 1) + rows[key].name)
        for key in sorted(rows, key=branches.__getitem__)
    ]


@dataclass
class Population:
    """Of one kind of people: {key of a territory: how many, there and below}, and from where."""

    counts: dict = field(default_factory=dict)
    editions: set = field(default_factory=set)


def populations():
    """({People: Population}, how many open schools tell no headcount). Three queries."""
    found = {}
    for _school, path, who, parts in latest_headcounts(Headcount.objects.all()):
        people = found.setdefault(who, Population())
        for count, edition in parts:
            people.editions.add(edition)
            for step in lineage(path):
                people.counts[step] = people.counts.get(step, 0) + count
    editions = HeadcountEdition.objects.in_bulk()
    for people in found.values():
        kept = [editions[key] for key in people.editions]
        people.editions = sorted(kept, key=lambda edition: (edition.source, -edition.year))
    return found, School.objects.filter(is_open=True, headcounts=None).count()


def latest_headcounts(headcounts):
    """(school, path, People, [(count, edition), one for each part]): of each part of an open
    school its latest year; where the whole school is counted as lately, that alone."""
    latest = {}
    rows = (
        headcounts.filter(school__is_open=True)
        .order_by("year")
        .values_list(
            "school", "school__territory__path", "people", "part", "year", "count", "edition"
        )
    )
    for school, path, who, part, *told in rows:
        latest.setdefault((school, path, who), {})[part] = told
    for of_whom, parts in latest.items():
        whole = parts.pop(Part.WHOLE, None)
        if whole and all(year <= whole[0] for year, _count, _edition in parts.values()):
            parts = {Part.WHOLE: whole}
        yield *of_whom, [(count, edition) for _year, count, edition in parts.values()]


# What a figure of `department_figures` is made of, by the names of the library.
FACTS_FROM = {
    "communes": "communes",
    "contours": "contours-communes",
    "schools": "annuaire-education",
    "sectors": "carte-scolaire-colleges",
    "libraries": "bibliotheques",
    "services": "france-services",
}


def department_figures(code):
    """What the public files that we hold say of a département, and what of them is set aside."""
    rows = {what: loading_datasets.rows_of(source, code) for what, source in FACTS_FROM.items()}
    lacking = [BY_NAME[FACTS_FROM[what]] for what, found in rows.items() if not found]
    if lacking:
        raise LacksData(code, lacking)
    facts = department_facts(code, **rows)
    facts.reported.extend(loading_datasets.flaws_told(FACTS_FROM.values(), code))
    return facts


def dataset_of(source, department):
    """The file in force of that source for that département; None when none is held."""
    held = DatasetPart.objects.filter(dataset__source=source, department=department)
    return Dataset.objects.filter(pk__in=held.values("dataset")).order_by("-pk").first()


def coverage_of(department):
    """What operators declare to cover there, piece by piece: read once, and not held."""
    return loading_datasets.rows_through(loading_datasets.COVERAGE, department)


def sketch_of(department, *, whole=False):
    """What a map of it draws; without what stands around each place, unless `whole`."""
    held = Sketch.objects.filter(department=department)
    return (held if whole else held.defer("around")).first()


def contacts_of(territory=None, school=None):
    """Of a school its own; of a territory, its own."""
    of = {"school": school} if school else {"territory": territory, "school": None}
    return Contact.objects.filter(**of)


def fault_of_contact(told):
    """Why {"email", "phone"} is not professional; "" where it may be published."""
    return contacts.fault_of(told)


def contact_of(key):
    about = "territory", "school__territory"
    return Contact.objects.filter(pk=key).select_related(*about).first()


def latest_estimates():
    """Of each département that has one, the estimate in force."""
    newer = Estimate.objects.filter(territory=OuterRef("territory"), pk__gt=OuterRef("pk"))
    return Estimate.objects.filter(~Exists(newer)).select_related("territory")


def estimate_of(territory):
    """The estimate in force of the département that this place is, or is in; None without any."""
    return latest_estimates().filter(territory__in=territory.lineage).order_by("-territory").first()


def estimate_lines(estimate, about):
    """The most pupils without first; what is hidden or unknown last."""
    lines = estimate.lines.filter(about=about).select_related("territory", "school")
    return lines.order_by("rank")


def estimate_ground(estimate):
    """{commune: [(x, y, share of its pupils without)]} by squares of 200 m, in metres of the grid
    of the département, of the communes whose homes or squares were counted. Never to be shown."""
    ground = EstimateGround.objects.filter(estimate=estimate).first()
    return estimating.unpacked(ground.content) if ground else {}


def access_places(department):
    """Where pupils of that département could connect, as public files tell it, each place once."""
    return places.access_places(department)


def populated_centres(department):
    """{code of a commune: the point that stands for where its people are, and how}."""
    return centres.populated_centres(department)


def contours_of(department):
    """{code of a commune of today: its polygons, in degrees}."""
    return places.Communes(department).contours


def travel_modes(departments):
    """{code of a département: how one may go along its roads}, of those whose network is held."""
    return networks.modes_of(departments)


def roads_of(department, mode):
    """The network of a département for a way of travelling; None where it is not held."""
    return networks.roads_of(department, mode)


def sectors_of(department):
    """{UAI of a collège: {code of a commune of its sector: whether all of it is}}."""
    return places.sectors_of(department)


def college_seats(department):
    """Which communes go whole to one collège, and to which each address of the others goes: what
    the library draws sectors from."""
    named = {"communes": "communes", "sectors": "carte-scolaire-colleges", "addresses": "adresses"}
    rows = {what: loading_datasets.rows_of(source, department) for what, source in named.items()}
    return seats(department, **rows)
