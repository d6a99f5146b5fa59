"""A thread as a reader sees it: what stands in each column, and what is tied to what."""

from django.urls import reverse


def page_of(client, kind, thing):
    return client.get(reverse("portal:thread", args=[kind, thing.pk]))


def columns(response):
    """{title of the column: [labels]}."""
    thread = response.context["thread"]
    return {title: [node.label for node in nodes] for title, nodes in thread.columns}


def ties(response):
    """{(label, label): is it only suggested?}."""
    thread = response.context["thread"]
    labels = {node.key: node.label for _, nodes in thread.columns for node in nodes}
    return {(labels[link.source], labels[link.target]): link.suggested for link in thread.links}
