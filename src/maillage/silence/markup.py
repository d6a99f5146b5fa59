"""The long parts of the page, written here: a turn of a template's loop costs more than a cell."""

from html import escape

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from maillage.toolbox.charts import french

SELECTED = {True: " selected", False: ""}


def options(choices):
    """[(value, label, whether it is chosen)]."""
    return mark_safe(  # noqa: S308  (each part is escaped)
        "".join(
            f'<option value="{escape(value)}"{SELECTED[is_chosen]}>{escape(str(label))}</option>'
            for value, label, is_chosen in choices
        )
    )


def table_body(rows):
    """[(row heading, its cells)]: how many spoke, and below, how many were expected."""
    hidden = f'<td class="n"><span class="soft small">{escape(_("masqué"))}</span></td>'
    return mark_safe(  # noqa: S308  (headings are escaped, the rest is figures)
        "".join(
            f'<tr><th scope="row">{escape(heading)}</th>'
            + "".join(hidden if cell.is_hidden else _cell(cell) for cell in cells)
            + "</tr>\n"
            for heading, cells in rows
        )
    )


def _cell(cell):
    if cell.expected is None:
        return f'<td class="n">{french(cell.count, 0)}</td>'
    expected = f'<br><span class="soft small">{french(cell.expected, 0)}</span>'
    return f'<td class="n">{french(cell.count, 0)}{expected}</td>'
