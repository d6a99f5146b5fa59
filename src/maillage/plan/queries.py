"""Reads of the plan."""

from dataclasses import replace

from django.db.models import Q
from django.utils.text import Truncator

from maillage.plan.enums import IndicatorKind, Term
from maillage.plan.models import Action, Indicator, LeverLink
from maillage.plan.tables import TABLE
from maillage.plan.words import actor_words, horizon_words, indicator_words
from maillage.projections.queries import wordings_visible_to as projections_visible_to
from maillage.toolbox.listing import keyset_page
from maillage.voices.enums import LinkState
from maillage.voices.filters import narrow
from maillage.voices.queries import of_visible_workshops
from maillage.voices.tables import cells, fill, rows_on_sheet

# As the address of a list says them: «?terme=short».
TERMS = {term.value or "unsaid": term for term in Term}
ON_BOARD = 10  # of each term; the rest is one link away
LINE = 200
WORDS = replace(TABLE, columns=TABLE.columns[:2])
READ = replace(TABLE, columns=TABLE.columns[2:])
TOLD = {"actors": actor_words, "horizon": horizon_words, "indicators": indicator_words}


def actions_visible_to(user):
    return Action.objects.filter(of_visible_workshops(user), removed_at=None).select_related(
        "workshop__territory", "theme"
    )


def indicators_visible_to(user):
    return Indicator.objects.filter(
        of_visible_workshops(user, "row__workshop"),
        kind=IndicatorKind.INDICATOR,
        removed_at=None,
        row__removed_at=None,
    ).select_related("row__workshop__territory")


def wordings_visible_to(user, column_key):
    """The items of one column: «levers», «steps», «actors», «horizon» or «indicators»."""
    model = TABLE.column(column_key).model
    return model.objects.filter(
        of_visible_workshops(user, "row__workshop"), removed_at=None, row__removed_at=None
    ).select_related("row__workshop__territory")


def links_visible_to(user):
    return LeverLink.objects.filter(
        of_visible_workshops(user, "action_lever__row__workshop")
    ).select_related("action_lever__row__workshop__territory", "lever")


def page_of_actions(user, filters, *, term=None, cursor=""):
    """The latest actions first, each with its cells: two queries whatever there is."""
    found = narrow(actions_visible_to(user), filters)
    if term is not None:
        found = found.filter(term=term)
    page = keyset_page(found, order=("-pk",), cursor=cursor)
    _summarise(page.rows)
    return page


def board(user, filters):
    """[(term, its latest actions, whether there are more)]: two queries for all the terms."""
    visible = narrow(actions_visible_to(user), filters)
    # Each term stops at its own limit, inside one query: a limit may not stand in a union itself.
    latest = [visible.filter(term=term).order_by("-pk")[: ON_BOARD + 1] for term in Term]
    first, *others = [
        Action.objects.filter(pk__in=keys.values("pk"))
        .select_related("workshop__territory", "theme")
        .order_by()
        for keys in latest
    ]
    by_term = {term.value: [] for term in Term}
    for action in sorted(first.union(*others, all=True), key=lambda action: -action.pk):
        by_term[action.term].append(action)
    shown = [action for column in by_term.values() for action in column[:ON_BOARD]]
    _summarise(shown)
    return [
        (term, by_term[term][:ON_BOARD], len(by_term[term]) > ON_BOARD)
        for term in (Term.SHORT, Term.MEDIUM, Term.LONG, Term.UNSAID)
    ]


def _summarise(actions):
    """Give each what a list says of it: who, when, and whether anything in it was highlighted."""
    for action in cells(TABLE, actions):
        action.who = _in_a_line(action.cells["actors"])
        action.when = _in_a_line(action.cells["horizon"])
        action.is_highlighted = any(
            cell.highlighted for column in action.cells.values() for cell in column
        )


def _in_a_line(cells):
    return Truncator(" ; ".join(cell.text for cell in cells)).chars(LINE)


def tell(action, *, with_refused=False):
    """Give an action its `cells`, each item with what was read in it; levers with their `links`."""
    (told,) = cells(WORDS, [action])
    words = told.cells
    fill(READ, [action])
    for key, items in action.cells.items():
        for item in items:
            item.key, item.read = key, TOLD[key](item)
    links = _links_of(action, with_refused)
    action.levers_told = [(cell, links.get(cell.pk, [])) for cell in words["levers"]]
    action.cells = {**words, **action.cells}
    return action


def _links_of(action, with_refused):
    standing = Q() if with_refused else ~Q(state=LinkState.REFUSED)
    links = LeverLink.objects.filter(
        standing,
        action_lever__row=action,
        lever__removed_at=None,
        lever__row__removed_at=None,
    ).select_related("lever", "decided_by")
    by_lever = {}
    for link in links.order_by("-score", "pk"):
        by_lever.setdefault(link.action_lever_id, []).append(link)
    return by_lever


def definition_of(indicator):
    """What is counted, in words: «à augmenter, de 2 à 8 communes»."""
    return indicator_words(indicator)


def levers_to_link(user, action):
    """The levers of the same workshop's projections: what this plan can restate."""
    levers = projections_visible_to(user, "levers").filter(row__workshop=action.workshop_id)
    return levers.order_by("row__position", "position", "pk")


def sheet_rows(workshop):
    """The plan of a workshop, row by row as on its sheet. One query."""
    return rows_on_sheet(TABLE, workshop)
