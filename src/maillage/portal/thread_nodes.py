"""What a thread is made of: the nodes of each stage, and the links between them."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy

from maillage.toolbox.thread_drawing import ThreadLink, ThreadNode
from maillage.voices.enums import LinkState

COLUMNS = (
    ("retex", gettext_lazy("Retours")),
    ("partage", gettext_lazy("Constats partagés")),
    ("constat", gettext_lazy("Constats")),
    ("besoin", gettext_lazy("Besoins")),
    ("levier", gettext_lazy("Leviers")),
    ("estimation", gettext_lazy("Chiffres")),
    ("scenario", gettext_lazy("Scénarios")),
    ("action", gettext_lazy("Actions")),
    ("indicateur", gettext_lazy("Indicateurs")),
    ("mesure", gettext_lazy("Mesures")),
)
# Drawn where there are some: what people gathered, what figures weave.
RARE = {"partage", "estimation", "scenario", "mesure"}
NODE_KINDS = {"retex": "voice", "besoin": "need", "levier": "lever", "indicateur": "indicator"}


class Doubt(NamedTuple):
    """A link that the machine proposes: does `text` restate `restated`? Decided at `url`."""

    url: str
    text: str
    restated: str
    reason: str


@dataclass
class Thread:
    """The nodes of each stage and the links between them, as the drawing and the list need them."""

    user: object
    current: str
    # The account of whoever asks, which they read even when nobody else does.
    own: int | None = None
    nodes: dict = field(default_factory=lambda: {kind: {} for kind, _ in COLUMNS})
    joined: dict = field(default_factory=dict)
    # What was said, point by point: {finding key: [(point text, retex key)]}.
    said: dict = field(default_factory=dict)
    doubts: list = field(default_factory=list)
    # How many voices each shared finding gathers.
    gathered: dict = field(default_factory=dict)

    @property
    def page(self):
        """Where the thing itself is read."""
        kind = self.current.split("-")[0]
        return self.nodes[kind][self.current].href

    @property
    def columns(self):
        """A scenario stands beside the stages: those that it does not reach are not drawn."""
        beside = self.current.startswith("scenario-")
        return [
            (title, list(self.nodes[kind].values()))
            for kind, title in COLUMNS
            if self.nodes[kind] or not (beside or kind in RARE)
        ]

    @property
    def links(self):
        return [ThreadLink(a, b, suggested) for (a, b), suggested in self.joined.items()]

    @property
    def has_suggestions(self):
        return any(self.joined.values())

    @property
    def testimony(self):
        """The points behind the thread, in their own words, each with the RETEX that say them."""
        retex = self.nodes["retex"]
        told = {}
        for text, source in (line for said in self.said.values() for line in said):
            sources = told.setdefault(text, {})
            if source in retex:
                sources[source] = retex[source]
        return [{"text": text, "retex": list(sources.values())} for text, sources in told.items()]

    def add(self, kind, pk, label, href, shape=""):
        key = f"{kind}-{pk}"
        node = ThreadNode(
            key, label, href, shape or NODE_KINDS.get(kind, kind), key == self.current
        )
        self.nodes[kind].setdefault(key, node)
        return key

    def join(self, source, target, suggested=False):
        # Two paths between the same ends: a confirmed one makes the link sure.
        self.joined[source, target] = suggested and self.joined.get((source, target), True)

    def doubt(self, line, decided_at):
        if line["state"] == LinkState.SUGGESTED:
            url = reverse(decided_at, args=[line["link"]])
            self.doubts.append(Doubt(url, line["text"], line["restated"], line["reason"]))
