"""Components that carry a rule of accessibility; the rest is HTML and a class (docs/look.md)."""

from collections.abc import Mapping
from urllib.parse import quote

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField, CheckboxInput
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

register = template.Library()

# Written in the page rather than requested: a page costs one request for itself, one for the sheet.
ICON_URI = mark_safe(  # noqa: S308  (a constant)
    "data:image/svg+xml,"
    + quote(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'>"
        "<rect width='32' height='32' rx='8' fill='#0b5a55'/>"
        "<path d='M7 21c5 0 4-11 9-11s4 11 9 11' fill='none' stroke='#fff' stroke-width='2.4'/>"
        "<circle cx='7' cy='21' r='3' fill='#f6c445'/><circle cx='16' cy='10' r='3' fill='#fff'/>"
        "<circle cx='25' cy='21' r='3' fill='#fff'/></svg>",
        safe=" =:/'",
    )
)

KINDS = {
    "irritant": _("Irritant"),
    "strength": _("Point fort"),
    "need": _("Besoin"),
    "lever": _("Levier"),
    "action": _("Action"),
    "indicator": _("Indicateur"),
    "voice": _("RETEX"),
    "highlighted": _("Soulignée"),
    "late": _("En retard"),
    "not_started": _("Pas commencée"),
    "under_way": _("En cours"),
    "blocked": _("Bloquée"),
    "done": _("Faite"),
    "abandoned": _("Abandonnée"),
}


@register.simple_tag
def icon_uri() -> SafeString:
    return ICON_URI


@register.simple_tag
def as_written(language: str = "") -> SafeString:
    """The attributes of an element that holds words of people in a page in another language.

    `language`: the one they were written in, where it may not be that of the site.
    """
    own = language or settings.LANGUAGE_CODE
    if (get_language() or settings.LANGUAGE_CODE).split("-")[0] == own.split("-")[0]:
        return mark_safe("")
    return format_html(' lang="{}" dir="auto"', own)


@register.simple_tag
def tag(kind: str, text: str = "") -> SafeString:
    """A word with the shape and colour of its kind. In long lists write the HTML: it is faster."""
    return format_html('<span class="tag {}">{}</span>', kind, text or KINDS[kind])


@register.inclusion_tag("portal/components/field.html")
def field(bound_field: BoundField) -> dict[str, object]:
    """Label, hint, error and control, tied together by their ids."""
    return {
        "field": bound_field,
        "fieldset": bound_field.use_fieldset,
        "check": isinstance(bound_field.field.widget, CheckboxInput),
        "described_by": bound_field.aria_describedby or "",
    }


@register.simple_tag
def fields(form: BaseForm) -> SafeString:
    """Every field of a form in its order, hidden ones included."""
    render = template.loader.get_template("portal/components/field.html").render
    return mark_safe("".join(render(field(bound)) for bound in form))  # noqa: S308  (templates escape)


@register.inclusion_tag("portal/components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, object]:
    """What is to be corrected, each line a link to its field. It takes the focus by itself."""
    problems: list[Mapping[str, str]] = []
    if form.is_bound:
        problems += [{"anchor": "", "text": text} for text in form.non_field_errors()]
        for bound in form:
            problems += [
                {"anchor": _anchor(bound), "text": f"{_name(bound)} : {text}"}
                for text in bound.errors
            ]
    return {"problems": problems}


def _name(bound: BoundField) -> str:
    """A question as the head of a line: "Bien passé ?" becomes "Bien passé"."""
    return str(bound.label).rstrip(" \u00a0\u202f?:")


def _anchor(bound: BoundField) -> str:
    if bound.is_hidden:
        return ""
    return f"{bound.auto_id}_0" if bound.use_fieldset else bound.id_for_label


@register.inclusion_tag("portal/components/pager.html")
def pager(previous_url: str = "", next_url: str = "") -> dict[str, str]:
    return {"previous_url": previous_url, "next_url": next_url}


@register.inclusion_tag("portal/components/breadcrumb.html")
def breadcrumb(*titles_and_urls: str) -> dict[str, object]:
    """`{% breadcrumb "Plan" plan_url "Action 3" %}`: title, address, title…"""
    pairs = zip(titles_and_urls[::2], [*titles_and_urls[1::2], ""], strict=False)
    return {"crumbs": [{"title": title, "url": url} for title, url in pairs]}


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "") -> SafeString:
    """kind: info, success, warning or error."""
    heading = format_html("<p><strong>{}</strong></p>", title) if title else ""
    body = mark_safe(content)  # noqa: S308  (written by the page's template)
    return format_html('<div class="notice {}">{}{}</div>', kind, heading, body)


@register.simple_block_tag
def data_table(content: str, id: str, caption: str) -> SafeString:
    """A table that scrolls in its own region, by keyboard too: the page never scrolls sideways."""
    return _render("table", id=id, caption=caption, rows=mark_safe(content))  # noqa: S308


@register.simple_block_tag
def empty(content: str, title: str) -> SafeString:
    """Nothing here yet: say why, and what to do next."""
    return _render("empty", title=title, body=mark_safe(content))  # noqa: S308


def _render(component: str, **context: object) -> SafeString:
    return template.loader.get_template(f"portal/components/{component}.html").render(context)
