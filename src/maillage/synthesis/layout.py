"""How a sheet is laid out on its page: the parts, columns and headings that its readers know."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

EDITED_AT = {
    "diagnosis": lambda cell: reverse("diagnosis:edit_finding", args=[cell.pk]),
    "projections": lambda cell: reverse("projections:edit_item", args=[cell.key, cell.pk]),
    "plan": lambda cell: reverse("plan:wording", args=[cell.key, cell.pk]),
}
PARTS = (
    (
        "diagnosis",
        _("Diagnostic des points forts et irritants"),
        "diagnosis:row",
        (("irritants", _("Irritants"), "irritant"), ("strengths", _("Points forts"), "strength")),
    ),
    (
        "projections",
        _("2. Projections : besoins et axes d’amélioration"),
        "projections:row",
        (
            ("irritants", _("Irritants principaux"), "irritant"),
            ("needs", _("Besoins"), "need"),
            ("levers", _("Axes d’amélioration ou leviers"), "lever"),
        ),
    ),
    (
        "plan",
        _("3. Plan d’action"),
        "plan:action",
        (
            ("levers", _("Axes principaux (quoi)"), "lever"),
            ("steps", _("Actions à mener (comment)"), "action"),
            ("actors", _("Acteurs mobilisés (qui)"), "actor"),
            ("horizon", _("Temporalité (quand)"), "horizon"),
            ("indicators", _("Indicateurs et facteurs de réussite"), "indicator"),
        ),
    ),
)


# The column that begins a row of each part, and its label.
FIRST_COLUMNS = {
    "diagnosis": ("irritants", "irritant"),
    "projections": ("irritants", _("irritant principal")),
    "plan": ("levers", _("axe principal (quoi)")),
}


def sections(stages, workshop, *, can_edit):
    """The three tables as their page shows them: rows, their columns, their items."""
    page = workshop.get_absolute_url() if can_edit else ""
    return [
        {
            "room": room,
            "title": title,
            "rows": [_row(row, room, row_page, columns, page) for row in stages[room]],
            "first_label": FIRST_COLUMNS[room][1],
        }
        for room, title, row_page, columns in PARTS
    ]


def _row(row, room, row_page, columns, page):
    return {
        "row": row,
        "url": reverse(row_page, args=[row.pk]),
        "columns": [
            {"title": title, "shape": shape, "items": _items(row.cells[key], room, page)}
            for key, title, shape in columns
        ],
    }


def _items(cells, room, page):
    """Each with its anchor; for an editor, where it is corrected and where to come back."""
    shown = []
    for cell in cells:
        item = {"cell": cell, "anchor": f"{room}-{cell.key}-{cell.pk}"}
        if page:
            item |= {"edit_url": EDITED_AT[room](cell), "back": f"{page}#{item['anchor']}"}
        shown.append(item)
    return shown
