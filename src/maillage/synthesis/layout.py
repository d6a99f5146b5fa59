"""How a sheet is laid out on its page: the parts, columns and headings that its readers know."""

from django.urls import reverse

PARTS = (
    (
        "diagnosis",
        "Diagnostic des points forts et irritants",
        "diagnosis:row",
        (("irritants", "Irritants", "irritant"), ("strengths", "Points forts", "strength")),
    ),
    (
        "projections",
        "2. Projections : besoins et axes d’amélioration",
        "projections:row",
        (
            ("irritants", "Irritants principaux", "irritant"),
            ("needs", "Besoins", "need"),
            ("levers", "Axes d’amélioration ou leviers", "lever"),
        ),
    ),
    (
        "plan",
        "3. Plan d’action",
        "plan:action",
        (
            ("levers", "Axes principaux (quoi)", "lever"),
            ("steps", "Actions à mener (comment)", "action"),
            ("actors", "Acteurs mobilisés (qui)", "actor"),
            ("horizon", "Temporalité (quand)", "horizon"),
            ("indicators", "Indicateurs et facteurs de réussite", "indicator"),
        ),
    ),
)


def sections(stages):
    """The three tables as their page shows them: rows, their columns, their items."""
    return [
        {
            "room": room,
            "title": title,
            "rows": [_row(row, room, page, columns) for row in stages[room]],
        }
        for room, title, page, columns in PARTS
    ]


def _row(row, room, page, columns):
    url = reverse(page, args=[row.pk])
    return {
        "row": row,
        "url": url,
        "columns": [
            {"title": title, "shape": shape, "items": _items(row.cells[key], room)}
            for key, title, shape in columns
        ],
    }


def _items(cells, room):
    return [
        {"cell": cell, "edit_url": reverse(f"{room}:element", args=[cell.key, cell.pk])}
        for cell in cells
    ]
