"""Drawings in templates. Each stands beside the table or the list that says the same."""

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString

from maillage.toolbox import charts, thread_drawing

register = template.Library()

register.simple_tag(charts.bar_chart)
register.simple_tag(charts.gauge)
register.simple_tag(charts.progress_ring)
register.simple_tag(charts.sparkline)


@register.inclusion_tag("portal/components/thread.html")
def thread(
    columns: thread_drawing.Columns,
    links: Sequence[thread_drawing.ThreadLink],
    title: str,
    limit: int = 12,
) -> dict[str, object]:
    """The drawing in its scrolling region, then the list of every node with what it comes from."""
    return {
        "svg": thread_drawing.thread_svg(columns, links, title=title, limit=limit),
        "title": title,
        "stages": _told(columns, links),
        "has_suggestions": any(link.suggested for link in links),
    }


def _told(
    columns: thread_drawing.Columns, links: Sequence[thread_drawing.ThreadLink]
) -> list[dict[str, object]]:
    nodes = {node.key: node for _, column in columns for node in column}
    sources: dict[str, list[dict[str, object]]] = {}
    for link in links:
        if link.source in nodes and link.target in nodes:
            source = {"label": nodes[link.source].label, "suggested": link.suggested}
            sources.setdefault(link.target, []).append(source)
    return [
        {
            "name": name,
            "nodes": [{"node": node, "sources": sources.get(node.key, [])} for node in column],
        }
        for name, column in columns
        if column
    ]


@register.simple_tag
def thread_svg(
    columns: thread_drawing.Columns,
    links: Sequence[thread_drawing.ThreadLink],
    title: str,
    limit: int = 12,
) -> SafeString:
    """The drawing alone, for a page that writes its own list."""
    return thread_drawing.thread_svg(columns, links, title=title, limit=limit)
