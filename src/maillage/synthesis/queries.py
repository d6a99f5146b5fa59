"""Reads of the synthesis: a workshop's sheet, drafts awaiting a yes, the workshop of a file."""

from django.db.models import Count, Q

from maillage.accounts.queries import territories_where, within_reach
from maillage.diagnosis import queries as diagnosis
from maillage.diagnosis.models import Finding
from maillage.diagnosis.tables import TABLE as DIAGNOSIS
from maillage.plan import queries as plan
from maillage.plan.models import Step
from maillage.plan.tables import TABLE as PLAN
from maillage.projections import queries as projections
from maillage.projections.models import Need
from maillage.projections.tables import TABLE as PROJECTIONS
from maillage.synthesis.analysis import digest
from maillage.synthesis.errors import NoConsultation
from maillage.synthesis.models import SheetDraft, SheetImport
from maillage.synthesis.report import counted
from maillage.territory.models import path_range
from maillage.territory.queries import common_ancestor, named, within
from maillage.toolbox.listing import keyset_page
from maillage.toolbox.search import words
from maillage.voices.enums import EDITORS
from maillage.voices.models import Workshop
from maillage.voices.queries import (
    as_sheet_retex,
    current_consultation,
    retex_on_sheet,
    theme_named,
    workshops_visible_to,
)
from maillage.voices.tables import as_sheet_rows

FORMAT = "maillage-sheet/1"
TABLES = {"diagnosis": DIAGNOSIS, "projections": PROJECTIONS, "plan": PLAN}
# A corrected sheet still says at least half of what the first one said.
RESEMBLANCE = 0.5
LATEST_IMPORTS = 10


def stages_of(workshop):
    """What the five stages hold of a workshop, as on its sheet. Four queries."""
    return {
        "retex": retex_on_sheet(workshop),
        "diagnosis": diagnosis.sheet_rows(workshop),
        "projections": projections.sheet_rows(workshop),
        "plan": plan.sheet_rows(workshop),
    }


def sheet_of(workshop):
    """The sheet of a workshop, written back from what the five stages hold."""
    title = workshop.theme_title or workshop.theme.title
    stages = stages_of(workshop)
    return {
        "format": FORMAT,
        "theme": {"number": workshop.theme_number, "title": title},
        "retex": as_sheet_retex(stages["retex"]),
        **{name: as_sheet_rows(table, stages[name]) for name, table in TABLES.items()},
        "warnings": [],
    }


def empty_row(part):
    """A row of this part of a sheet, in which nothing is written yet."""
    table = TABLES[part]
    extra = {key: [] for key in table.extra}
    return {"theme": "", **extra, **{column.key: [] for column in table.columns}}


def drafts_of(user):
    return SheetDraft.objects.filter(uploaded_by=user)


def imports_of(workshop):
    """The latest first, without the sheets themselves."""
    held = SheetImport.objects.filter(workshop=workshop).defer("sheet")
    imports = list(held.select_related("imported_by")[:LATEST_IMPORTS])
    for each in imports:
        each.summary = counted(each.changes)
    return imports


def workshop_of_sheet(sheet, of_here):
    """Which of these workshops this sheet tells, or corrects; None when it is a new one.

    The very same sheet first; else the workshop that already says at least half of it.
    """
    same = SheetImport.objects.filter(digest=digest(sheet), workshop__in=of_here)
    last = same.order_by("-pk").values_list("workshop", flat=True).first()
    if last:
        return of_here.get(pk=last)
    # Three columns that two workshops seldom word alike: enough to know a sheet, cheap to compare.
    told = [
        (Finding, _texts(sheet["diagnosis"], "irritants", "strengths")),
        (Need, _texts(sheet["projections"], "needs")),
        (Step, _texts(sheet["plan"], "steps")),
    ]
    total = sum(len(texts) for _, texts in told)
    shared = {}
    for model, texts in told:
        held = model.objects.filter(
            text__in=texts, removed_at=None, row__workshop__in=of_here
        ).values_list("row__workshop")
        for pk, count in held.annotate(said=Count("text", distinct=True)).order_by():
            shared[pk] = shared.get(pk, 0) + count
    best = max(shared, key=lambda pk: (shared[pk], pk), default=None)
    if best is None or shared[best] < RESEMBLANCE * total:
        return None
    return of_here.get(pk=best)


def _texts(rows, *keys):
    return {item["text"] for row in rows for key in keys for item in row[key]}


def announced_theme(sheet, consultation):
    """The theme of the consultation that the sheet names, by its number, else by its title."""
    themes = list(consultation.themes.all())
    number = sheet["theme"]["number"]
    by_number = next((theme for theme in themes if theme.number == number), None)
    return by_number or theme_named(sheet["theme"]["title"], themes, None)


def consultation_for(user):
    """The consultation that receives the sheets."""
    consultation = current_consultation(user)
    if consultation is None:
        raise NoConsultation
    return consultation


def waiting_drafts(user):
    return drafts_of(user).filter(workshop=None).order_by("pk")


def workshops_to_correct(user, consultation):
    """Those that `user` may write; all of them for the command line (None)."""
    reach = Q() if user is None else within_reach(user, *EDITORS)
    return Workshop.objects.filter(reach, theme__consultation=consultation).order_by("title")


def places_to_edit(user, consultation):
    """Where `user` may write in this consultation, the widest first."""
    scope = consultation.territory
    places = within(scope)
    if user is not None:
        places = territories_where(user, *EDITORS).filter(path_range(scope.path))
    return places.order_by("path")


def guess_destination(sheet, title, consultation, user):
    """What the reader would most likely choose, as the initial values of the form.

    Only among what they may write: a guess never says that another workshop exists.
    """
    return {
        "workshop": workshop_of_sheet(sheet, workshops_to_correct(user, consultation)),
        "title": title,
        "theme": announced_theme(sheet, consultation),
        "territory": _place_of(sheet, consultation, user),
    }


def places_told(sheet, consultation):
    """The places that the RETEX name, each with the territory meant: None when it is not sure."""
    places = dict.fromkeys(retex["place"] for retex in sheet["retex"] if retex["place"])
    return [(place, named(place, within=consultation.territory)) for place in places]


def _place_of(sheet, consultation, user):
    """Where the RETEX come from when their places say it, else everywhere that `user` may write."""
    found = [place for _, place in places_told(sheet, consultation) if place]
    meant = (common_ancestor(found) if found else None) or consultation.territory
    allowed = places_to_edit(user, consultation)
    return allowed.filter(pk=meant.pk).first() or allowed.first()


def workshops_page(user, filters, cursor):
    workshops = workshops_visible_to(user)
    if filters.theme:
        workshops = workshops.filter(theme=filters.theme)
    elif filters.themes:
        workshops = workshops.filter(theme__in=[theme.pk for theme in filters.themes])
    if filters.territory:
        workshops = workshops.filter(path_range(filters.territory.path, "territory__path"))
    if filters.query:
        for word in words(filters.query):
            workshops = workshops.filter(folded__contains=word)
    return keyset_page(workshops, order=("-pk",), cursor=cursor)
