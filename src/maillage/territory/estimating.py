"""Pupils without a solution: public files and headcounts in, lines of an estimate out."""

import hashlib
import json
import zlib
from dataclasses import asdict

from django.db.models import Max

from maillage.territory import loading_datasets
from maillage.territory.analysis import BY_NAME, pupils_without
from maillage.territory.enums import About, Kind, Part, People
from maillage.territory.errors import LacksData
from maillage.territory.models import Dataset, EstimateLine, Headcount, School, Territory

# What each part of the computation is made from, by the names of the library.
NEEDED = {
    "communes": "communes",
    "schools": "annuaire-education",
    "sectors": "carte-scolaire-colleges",
    "wired": "debit-filaire",
    "mobile": "couverture-mobile-nombre",
}
# Of these, those that every estimate rests on, whatever is used of the others.
SETTLED = ("communes", "annuaire-education", "carte-scolaire-colleges")
# Where they are there, the figure is surer, or told by operator.
HELPFUL = {
    "contours": "contours-communes",
    "operators": "couverture-mobile-operateurs",
    "squares": "carreaux-200m",
    "areas": "couverture-mobile",
}
# The same, of which a département has hundreds of thousands, or millions: gone through, not held.
LONG = {"addresses": "adresses", "buildings": "immeubles", "eligibility": "eligibilite"}


def computed(department):
    """(what the library answers, the files that it was made from) of a département."""
    rows = {
        what: loading_datasets.rows_of(source, department.code)
        for what, source in (NEEDED | HELPFUL).items()
    }
    lacking = [BY_NAME[source] for what, source in NEEDED.items() if not rows[what]]
    if lacking:
        raise LacksData(department.code, lacking)
    long = {
        what: loading_datasets.rows_through(source, department.code)
        for what, source in LONG.items()
        if loading_datasets.holds(source, department.code)
    }
    found = pupils_without(department.code, headcounts=_headcounts(department), **rows, **long)
    # A file that is there and could tell too little is not what a figure rests on.
    used = [*SETTLED, *found.used]
    return found, _told(used, department.code) + _counted(department)


def _headcounts(department):
    """Of each open collège there, its latest count."""
    rows = (
        Headcount.objects.filter(
            school__territory__in=Territory.objects.below(department.path),
            school__is_open=True,
            people=People.PUPIL,
            part__in=(Part.COLLEGE, Part.WHOLE),
        )
        # Of two counts of one year, that of the collège: the whole may hold a lycée too.
        .order_by("year", "-part")
        .values_list("school__uai", "count")
    )
    for uai, pupils in dict(rows).items():
        yield {"uai": uai, "pupils": pupils}


def _told(sources, code):
    held = Dataset.objects.filter(source__in=sources, parts__department=code).distinct()
    return [
        {
            "title": dataset.title,
            "publisher": dataset.publisher,
            "edition": dataset.edition,
            "licence": dataset.licence,
            "digest": dataset.digest,
        }
        for dataset in held.order_by("source", "pk")
    ]


def _counted(department):
    counts = Headcount.objects.filter(
        school__territory__in=Territory.objects.below(department.path), people=People.PUPIL
    )
    editions = counts.values("edition__source", "edition__licence", "edition__digest").annotate(
        latest=Max("year")
    )
    return [
        {
            "title": edition["edition__source"],
            "publisher": "",
            "edition": str(edition["latest"]),
            "licence": edition["edition__licence"],
            "digest": edition["edition__digest"],
        }
        for edition in editions.order_by("edition__source", "edition__digest")
    ]


def digest_of(found, sources):
    """The same whenever the same files give the same lines."""
    said = {"lines": asdict(found), "sources": sources}
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def packed(places):
    return zlib.compress(json.dumps(places, separators=(",", ":")).encode(), 6)


def unpacked(content):
    return json.loads(zlib.decompress(content))


def lines_of(estimate, found):
    """The rows of an estimate, ranked: the most pupils without first, what is not told last."""
    communes = dict(
        Territory.objects.filter(kind=Kind.COMMUNE)
        .below(estimate.territory.path)
        .values_list("code", "pk")
    )
    schools = {
        school.uai: school
        for school in School.objects.filter(uai__in=[lack.code for lack in found.schools])
    }
    brands = loading_datasets.brands(estimate.territory.code)
    for about, lacks in (
        (About.WHOLE, [found.total]),
        (About.UNPLACED, [found.unplaced] if found.unplaced else []),
        (About.SCHOOL, found.schools),
        (About.COMMUNE, found.communes),
        (About.OPERATOR, found.operators),
    ):
        ranked = sorted(lacks, key=lambda lack: (_is_untold(lack), -(lack.without or 0), lack.code))
        for rank, lack in enumerate(ranked):
            yield EstimateLine(
                estimate=estimate,
                about=about,
                code=lack.code,
                name=_name(lack, about, schools, brands)[:200],
                territory_id=communes.get(lack.commune),
                school=schools.get(lack.code),
                enrolled=lack.enrolled,
                method=lack.method,
                is_hidden=lack.hidden,
                rank=rank,
                **_figures(lack),
            )


def _name(lack, about, schools, brands):
    # The annuaire of a département does not name its neighbour’s collèges: we may.
    if lack.code in schools:
        return schools[lack.code].name
    is_unnamed = about == About.OPERATOR and lack.name == lack.code
    return brands.get(lack.code, lack.name) if is_unnamed else lack.name


def _is_untold(lack):
    return lack.hidden or lack.without is None


def _figures(lack):
    names = ("residents", "pupils", "without", "low", "high")
    return {name: None if lack.hidden else getattr(lack, name) for name in names}
