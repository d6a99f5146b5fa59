"""The rows of the tables, written here: a turn of a template's loop costs more than a cell."""

from html import escape

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from maillage.atlas import words
from maillage.atlas.enums import View

# Addresses of what a line is about, and of the form that speaks against it.
DETAILS = {View.SCHOOLS: "atlas:school", View.COMMUNES: "atlas:commune"}
CONTESTS = {View.SCHOOLS: "atlas:contest_school", View.COMMUNES: "atlas:contest_commune"}


def table_body(lines, view, code):
    """A line of the estimate a row: what is hidden says so, and tells its name alone."""
    return mark_safe(  # noqa: S308  (names are escaped, the rest is figures and our own words)
        "".join(_row(line, view, code) for line in lines)
    )


def _row(line, view, code):
    contest = _contest(line, view, code)
    cells = _hidden(contest) if line.is_hidden else _figures(line, contest)
    return f'<tr><th scope="row">{_name(line, view, code)}</th>\n{cells}</tr>\n'


def _name(line, view, code):
    name = escape(line.name)
    if view in DETAILS:
        address = reverse(DETAILS[view], args=[code, line.code])
        name = f'<a href="{escape(address)}">{name}</a>'
    town = line.territory.name if view == View.SCHOOLS and line.territory else ""
    return name + (f'<br>\n<span class="soft small">{escape(town)}</span>' if town else "")


def _contest(line, view, code):
    """Named by its line for whoever reads links alone."""
    if view not in CONTESTS:
        return ""
    address = escape(reverse(CONTESTS[view], args=[code, line.code]))
    said, about = escape(_("Ce n’est pas ce que je vis")), escape(line.name)
    hidden = f'<span class="visually-hidden"> : {about}</span>'
    return f'<br>\n<a class="small" href="{address}">{said}{hidden}</a>'


def address_of(about, code, department):
    """The page of a line among the tables; "" where it has none."""
    view = next((each for each in DETAILS if each.about == about), None)
    return reverse(DETAILS[view], args=[department.code, code]) if view and department else ""


def _hidden(contest):
    said = escape(_("masqué : trop peu d’élèves"))
    return f'<td class="soft" colspan="4">{said}{contest}</td>\n'


def _figures(line, contest):
    if line.without is None:
        return f'<td class="soft" colspan="4">{escape(_("donnée absente"))}{contest}</td>\n'
    between = words.margin(line.low, line.high)
    return (
        f'<td class="n"><b>{words.whole(line.without)}</b>{_small(between)}</td>\n'
        f'<td class="n">{words.share(line)}</td>\n'
        f'<td class="n">{_pupils(line)}</td>\n'
        f"<td>{escape(str(line.get_method_display()))}{contest}</td>\n"
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


def networks_body(rows):
    """Communes by the number of operators that are received there."""
    return mark_safe(  # noqa: S308  (names are escaped, the rest is figures)
        "".join(
            f'<tr><th scope="row">{escape(name)}</th>\n'
            + "".join(f'<td class="n">{words.percent(each)}</td>\n' for each in told)
            + "</tr>\n"
            for _code, name, told in rows
        )
    )
