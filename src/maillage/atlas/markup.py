"""The rows of the tables, written here: a turn of a template's loop costs more than a cell."""

from html import escape
from urllib.parse import quote

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from maillage.atlas import words
from maillage.atlas.enums import View
from maillage.territory.enums import SchoolKind

# Addresses of what a line is about, and of the form that speaks against it.
DETAILS = {View.SCHOOLS: "atlas:school", View.COMMUNES: "atlas:commune"}
CONTESTS = {View.SCHOOLS: "atlas:contest_school", View.COMMUNES: "atlas:contest_commune"}
# Stands in an address for the code of any line.
_ANY = "0X0"
# Between two lines of one cell.
_BREAK = "<br>\n"


def table_body(lines, view, code):
    """A line of the estimate a row: what is hidden says so, and tells its name alone."""
    row = _Row(view, code)
    return mark_safe(  # noqa: S308  (names are escaped, the rest is figures and our own words)
        "".join(row.of(line) for line in lines)
    )


class _Row:
    """What is the same in every row: its words, translated once, and what its addresses are made
    of."""

    def __init__(self, view, code):
        self._writer, self._has_town = words.Writer(), view == View.SCHOOLS
        self._details = self._contest = None
        if view in DETAILS:
            self._details, self._contest = (
                reverse(names[view], args=[code, _ANY]) for names in (DETAILS, CONTESTS)
            )
        self._says_no = escape(_("Ce n’est pas ce que je vis"))
        self._live, self._enrolled = _("%(count)s y habitent"), _("%(count)s inscrits")
        self._unknown = escape(_("inconnu"))

    def of(self, line):
        return f"<tr>{self._heading(line)}\n{self._cells(line)}</tr>\n"

    def _heading(self, line):
        """`abbr`: what a screen reader says of each cell of the row, without the link."""
        name, code = escape(line.name), quote(line.code)
        said = [name]
        if self._details:
            said = [f'<a href="{self._details.replace(_ANY, code)}">{name}</a>']
        if self._has_town and line.territory:
            said.append(f"<small>{escape(line.territory.name)}</small>")
        if self._contest:
            # Named by its line for whoever reads links alone.
            said.append(
                f'<a class="small" href="{self._contest.replace(_ANY, code)}">{self._says_no}'
                f'<span class="visually-hidden"> : {name}</span></a>'
            )
        return f'<th scope="row" abbr="{name}">{_BREAK.join(said)}</th>'

    def _cells(self, line):
        if line.is_hidden or line.without is None:
            return f'<td class="soft" colspan="4">{escape(self._writer.untold(line))}</td>\n'
        without = [
            f"<b>{words.whole(line.without)}</b>",
            f"<small>{self._writer.margin(line.low, line.high)}</small>",
        ]
        share = "" if line.share is None else self._writer.percent(line.share)
        return (
            f'<td class="n">{_BREAK.join(without)}</td>\n'
            f'<td class="n">{share}</td>\n'
            f'<td class="n">{self._pupils(line)}</td>\n'
            f"<td>{escape(str(line.get_method_display()))}</td>\n"
        )

    def _pupils(self, line):
        """Who lives there beside who is enrolled: two figures that nobody may merge."""
        told = (self._live, line.residents), (self._enrolled, line.enrolled)
        said = [
            escape(text % {"count": words.whole(count)})
            for text, count in told
            if count is not None
        ]
        return _BREAK.join(said) or self._unknown


def address_of(about, code, department):
    """The page of a line among the tables; "" where it has none."""
    view = next((each for each in DETAILS if each.about == about), None)
    return reverse(DETAILS[view], args=[department.code, code]) if view and department else ""


def networks_body(rows):
    """Communes by the number of operators that are received there."""
    percent = words.Writer().percent
    return mark_safe(  # noqa: S308  (names are escaped, the rest is figures)
        "".join(
            f'<tr><th scope="row">{escape(name)}</th>\n'
            + "".join(f'<td class="n">{percent(each)}</td>\n' for each in told)
            + "</tr>\n"
            for _code, name, told in rows
        )
    )


def schools_list(schools):
    """[(UAI, name, kind)], each to its page."""
    address = reverse("atlas:place", args=[f"uai-{_ANY}"])
    kinds = {kind.value: escape(str(kind.label)) for kind in SchoolKind}
    return mark_safe(  # noqa: S308  (names are escaped, the rest is our own words)
        "".join(
            f'<li><a href="{address.replace(_ANY, quote(uai))}">{escape(name)}</a> '
            f"<small>{kinds[kind]}</small></li>\n"
            for uai, name, kind in schools
        )
    )
