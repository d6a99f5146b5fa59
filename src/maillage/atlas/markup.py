"""The rows of the tables, written here: a turn of a template's loop costs more than a cell."""

from html import escape

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from maillage.atlas import words
from maillage.atlas.enums import View

# Addresses of what a line is about.
DETAILS = {}


def table_body(lines, view, code):
    """A line of the estimate a row: what is hidden says so, and tells its name alone."""
    return mark_safe(  # noqa: S308  (names are escaped, the rest is figures and our own words)
        "".join(_row(line, view, code) for line in lines)
    )


def _row(line, view, code):
    cells = _hidden() if line.is_hidden else _figures(line)
    return f'<tr><th scope="row">{_name(line, view, code)}</th>\n{cells}</tr>\n'


def _name(line, view, code):
    name = escape(line.name)
    if view in DETAILS:
        address = reverse(DETAILS[view], args=[code, line.code])
        name = f'<a href="{escape(address)}">{name}</a>'
    town = line.territory.name if view == View.SCHOOLS and line.territory else ""
    return name + (f'<br>\n<span class="soft small">{escape(town)}</span>' if town else "")


def _hidden():
    return f'<td class="n soft" colspan="4">{escape(_("masqué : trop peu d’élèves"))}</td>\n'


def _figures(line):
    if line.without is None:
        return f'<td class="n soft" colspan="4">{escape(_("donnée absente"))}</td>\n'
    between = words.margin(line.low, line.high)
    return (
        f'<td class="n"><b>{words.whole(line.without)}</b>{_small(between)}</td>\n'
        f'<td class="n">{words.share(line)}</td>\n'
        f'<td class="n">{_pupils(line)}</td>\n'
        f"<td>{escape(str(line.get_method_display()))}</td>"
    )


def _pupils(line):
    """Who lives there beside who is enrolled: two figures that nobody may merge."""
    told = [
        (_("%(count)s y habitent"), line.residents),
        (_("%(count)s inscrits"), line.enrolled),
    ]
    return "<br>\n".join(
        escape(text % {"count": words.whole(count)}) for text, count in told if count is not None
    ) or escape(_("inconnu"))


def _small(text):
    return f'<br>\n<span class="soft small">{escape(text)}</span>'
