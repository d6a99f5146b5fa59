"""The thread of any object: up to the voices behind it, down to what became of it.

Nothing is written for it: it is the evidence of the findings, the rows that tie groups to groups,
and the links that say «restated there». One query a step, however long the thread.
"""

from dataclasses import dataclass, field

from django.db.models import Q, Value
from django.urls import reverse

from maillage.diagnosis.models import Evidence
from maillage.plan.models import ActionLever, Indicator, LeverLink
from maillage.projections.models import Irritant, IrritantLink, Lever, Need
from maillage.toolbox.thread_drawing import ThreadLink, ThreadNode
from maillage.voices.enums import LinkState

COLUMNS = (
    ("retex", "Retours d’expérience"),
    ("constat", "Constats"),
    ("besoin", "Besoins"),
    ("levier", "Leviers"),
    ("action", "Actions"),
    ("indicateur", "Indicateurs"),
)
NODE_KINDS = {"retex": "voice", "besoin": "need", "levier": "lever", "indicateur": "indicator"}
STANDING = ~Q(state=LinkState.REFUSED)


@dataclass
class Thread:
    """The nodes of each stage and the links between them, as the drawing and the list need them."""

    current: str
    nodes: dict = field(default_factory=lambda: {kind: {} for kind, _ in COLUMNS})
    joined: dict = field(default_factory=dict)
    # What was said, point by point: {finding key: [(point text, retex key)]}.
    said: dict = field(default_factory=dict)

    @property
    def columns(self):
        return [(title, list(self.nodes[kind].values())) for kind, title in COLUMNS]

    @property
    def links(self):
        return [ThreadLink(a, b, suggested) for (a, b), suggested in self.joined.items()]

    @property
    def has_suggestions(self):
        return any(self.joined.values())

    @property
    def testimony(self):
        """The points behind the thread, in their own words, each with its RETEX."""
        retex = self.nodes["retex"]
        lines = dict.fromkeys(line for said in self.said.values() for line in said)
        return [{"text": text, "retex": retex.get(source)} for text, source in lines]

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


def thread_of(kind, thing):
    """The whole thread of a thing: up to the voices behind it, down to what became of it."""
    thread = Thread(f"{kind}-{thing.pk}")
    TRACES[kind](thread, thing)
    return thread


def _trace_retex(thread, retex):
    _add_retex(thread, retex.pk, retex.number, retex.title or retex.text)
    findings = _evidence(thread, Q(point__retex=retex.pk))
    _down_from_findings(thread, findings)


def _trace_finding(thread, finding):
    _add_finding(thread, finding.pk, finding.text, finding.kind)
    _evidence(thread, Q(finding=finding.pk))
    _down_from_findings(thread, {finding.pk})


def _trace_need(thread, need):
    _add_need(thread, need.pk, need.text, need.row_id)
    _trace_row(thread, need.row_id, needs={need.pk})


def _trace_lever(thread, lever):
    _add_lever(thread, lever.pk, lever.text, lever.row_id)
    _trace_row(thread, lever.row_id, levers={lever.pk})


def _trace_action(thread, action, only=None):
    action_key = _add_action(thread, action.pk, str(action))
    levers, rows = set(), set()
    restating = ActionLever.objects.filter(row=action.pk, removed_at=None)
    lines = restating.order_by("position", "pk").values_list(
        "pk",
        "text",
        "lever_links__state",
        "lever_links__lever__removed_at",
        "lever_links__lever",
        "lever_links__lever__text",
        "lever_links__lever__row",
    )
    for pk, text, state, _, lever, wording, row in _standing(lines):
        if lever is None:
            # No lever of the projections is tied to it yet: it stands alone, and that shows.
            key = thread.add("levier", f"plan-{pk}", text, reverse("plan:action", args=[action.pk]))
        else:
            key = _add_lever(thread, lever, wording, row)
            levers.add(lever)
            rows.add(row)
        thread.join(key, action_key, state == LinkState.SUGGESTED)
    _up_from_rows(thread, rows, levers=levers)
    _indicators(thread, Q(pk=only) if only else Q(row=action.pk))


def _trace_indicator(thread, indicator):
    _trace_action(thread, indicator.row, only=indicator.pk)


TRACES = {
    "retex": _trace_retex,
    "constat": _trace_finding,
    "besoin": _trace_need,
    "levier": _trace_lever,
    "action": _trace_action,
    "indicateur": _trace_indicator,
}


def _trace_row(thread, row, needs=None, levers=None):
    _up_from_rows(thread, {row}, needs=needs, levers=levers)
    reached = {int(key.removeprefix("levier-")) for key in thread.nodes["levier"]}
    _down_from_levers(thread, reached)


def _up_from_rows(thread, rows, needs=None, levers=None):
    told = _needs_and_levers(thread, rows, needs=needs, levers=levers)
    findings = _restated_findings(thread, rows, told)
    _evidence(thread, Q(finding__in=findings))


def _down_from_findings(thread, findings):
    links = IrritantLink.objects.filter(
        STANDING,
        finding__in=findings,
        irritant__removed_at=None,
        irritant__row__removed_at=None,
    ).values_list("finding", "irritant__row", "state")
    links = list(links)
    told = _needs_and_levers(thread, {row for _, row, _ in links})
    for finding, row, state in links:
        for key in told[row]["first"]:
            thread.join(f"constat-{finding}", key, state == LinkState.SUGGESTED)
    _down_from_levers(thread, {pk for row in told.values() for pk in row["levers"]})


def _down_from_levers(thread, levers):
    links = LeverLink.objects.filter(
        STANDING,
        lever__in=levers,
        action_lever__removed_at=None,
        action_lever__row__removed_at=None,
    ).values_list("lever", "state", "action_lever__row", "action_lever__row__title")
    actions = set()
    for lever, state, pk, title in links:
        key = _add_action(thread, pk, title)
        thread.join(f"levier-{lever}", key, state == LinkState.SUGGESTED)
        actions.add(pk)
    _indicators(thread, Q(row__in=actions))


def _needs_and_levers(thread, rows, needs=None, levers=None):
    """Add them and tie them row by row; `needs`, `levers` keep only those. One query.

    Returns, for each row, the keys that its irritants lead to, and its levers.
    """
    told = {row: {"needs": [], "levers": [], "first": []} for row in rows}
    found = _column(Need, rows, "needs").union(_column(Lever, rows, "levers"), all=True)
    for pk, row, text, name, _position in sorted(found, key=lambda line: (line[4], line[0])):
        wanted = needs if name == "needs" else levers
        if wanted is None or pk in wanted:
            told[row][name].append(pk)
            (_add_need if name == "needs" else _add_lever)(thread, pk, text, row)
    for row in told.values():
        need_keys = [f"besoin-{pk}" for pk in row["needs"]]
        lever_keys = [f"levier-{pk}" for pk in row["levers"]]
        # A row without needs ties its irritants straight to its levers.
        row["first"] = need_keys or lever_keys
        for need in need_keys:
            for lever in lever_keys:
                thread.join(need, lever)
    return told


def _column(model, rows, name):
    items = model.objects.filter(row__in=rows, removed_at=None).order_by()
    return items.annotate(name=Value(name)).values_list("pk", "row", "text", "name", "position")


def _restated_findings(thread, rows, told):
    """The findings that these irritants restate; those without one stand as they are."""
    findings = set()
    irritants = Irritant.objects.filter(row__in=rows, removed_at=None).order_by("position", "pk")
    lines = irritants.values_list(
        "pk",
        "text",
        "finding_links__state",
        "finding_links__finding__removed_at",
        "finding_links__finding",
        "finding_links__finding__text",
        "finding_links__finding__kind",
        "row",
    )
    for pk, text, state, _, finding, wording, kind, row in _standing(lines):
        if finding is None:
            href = _row_page(row)
            key = thread.add("constat", f"projection-{pk}", text, href, "irritant")
        else:
            key = _add_finding(thread, finding, wording, kind)
            findings.add(finding)
        for first in told[row]["first"]:
            thread.join(key, first, state == LinkState.SUGGESTED)
    return findings


def _standing(lines):
    """Of each restating item, the links that stand; the item alone, when it has none.

    Lines begin with: item, its text, state of the link, when its target was removed, the target.
    """
    by_item = {}
    for line in lines:
        by_item.setdefault(line[0], []).append(line)
    for held in by_item.values():
        standing = [
            line
            for line in held
            if line[4] is not None and line[3] is None and line[2] != LinkState.REFUSED
        ]
        pk, text, *_, last = held[0]
        alone = (pk, text, None, None, None, *[None] * (len(held[0]) - 6), last)
        yield from standing or [alone]


def _evidence(thread, condition):
    """The points behind findings, as they were said, and the RETEX they came from."""
    findings = set()
    evidence = Evidence.objects.filter(condition, finding__removed_at=None).order_by("pk")
    for finding, wording, kind, point, retex, number, title, text, gone in evidence.values_list(
        "finding",
        "finding__text",
        "finding__kind",
        "point__text",
        "point__retex",
        "point__retex__number",
        "point__retex__title",
        "point__retex__text",
        "point__retex__removed_at",
    ):
        findings.add(finding)
        key = _add_finding(thread, finding, wording, kind)
        source = ""
        if retex and not gone:
            source = _add_retex(thread, retex, number, title or text)
            thread.join(source, key)
        thread.said.setdefault(key, []).append((point, source))
    return findings


def _indicators(thread, condition):
    indicators = Indicator.objects.filter(condition, removed_at=None).order_by("position", "pk")
    for pk, text, action in indicators.values_list("pk", "text", "row"):
        key = thread.add(
            "indicateur", pk, text, reverse("plan:action", args=[action]) + f"#indicateur-{pk}"
        )
        thread.join(f"action-{action}", key)


def _add_retex(thread, pk, number, words):
    label = f"RETEX {number} : {words}" if number is not None else words
    return thread.add("retex", pk, label, reverse("voices:retex", args=[pk]))


def _add_finding(thread, pk, text, kind):
    return thread.add("constat", pk, text, reverse("diagnosis:finding", args=[pk]), kind)


def _add_need(thread, pk, text, row):
    return thread.add("besoin", pk, text, _row_page(row) + f"#besoin-{pk}")


def _add_lever(thread, pk, text, row):
    return thread.add("levier", pk, text, _row_page(row) + f"#levier-{pk}")


def _add_action(thread, pk, title):
    return thread.add("action", pk, title, reverse("plan:action", args=[pk]))


def _row_page(row):
    return reverse("projections:row", args=[row])
