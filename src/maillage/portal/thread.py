"""The thread of any object: up to the voices behind it, down to what became of it.

Nothing is written for it: it is the evidence of the findings, the rows that tie groups to groups,
and the links that say «restated there». One query a step, however long the thread.

A restatement never leaves its workshop (`voices.actions.draw_link`): who sees one end sees the
other. Evidence may cite another workshop, so it is read through what its reader may see.
"""

from django.db.models import BooleanField, Case, F, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.diagnosis.models import Evidence
from maillage.plan.models import ActionLever, Indicator, LeverLink
from maillage.portal.thread_nodes import Thread
from maillage.portal.thread_scenarios import behind_actions, from_a_voice, trace_scenario
from maillage.projections.models import Irritant, IrritantLink, Lever, Need
from maillage.sorting.queries.published import shared_of_findings, shared_of_retex
from maillage.voices.enums import LinkState
from maillage.voices.queries import of_visible_workshops

WITHDRAWN = gettext_lazy("Parole retirée")
# Of a voice, as many findings gathered with it, those that most voices are behind.
FOLLOWED = 40
STANDING = ~Q(state=LinkState.REFUSED)


def thread_of(kind, thing, user, own=False):
    """The whole thread of a thing: up to the voices behind it, down to what became of it."""
    thread = Thread(user, f"{kind}-{thing.pk}", thing.pk if own else None)
    TRACES[kind](thread, thing)
    return thread


def _trace_retex(thread, retex):
    words = str(WITHDRAWN) if retex.is_withdrawn else retex.title or retex.text or retex.code
    _add_retex(thread, retex.pk, retex.number, words)
    findings = _evidence(thread, Q(point__retex=retex.pk))
    findings |= _gathered(thread, retex)
    _down_from_findings(thread, findings)
    from_a_voice(thread, retex)


def _trace_finding(thread, finding):
    _add_finding(thread, finding.pk, finding.text, finding.kind)
    _evidence(thread, Q(finding=finding.pk))
    _gathered_with(thread, {finding.pk})
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
    lines = restating.order_by("position", "pk").values(
        "pk",
        "text",
        link=F("lever_links"),
        state=F("lever_links__state"),
        reason=F("lever_links__reason"),
        target=F("lever_links__lever"),
        restated=F("lever_links__lever__text"),
        gone=F("lever_links__lever__removed_at"),
        of_row=F("lever_links__lever__row"),
    )
    for line in _standing(lines):
        if line["target"] is None:
            # No lever of the projections is tied to it yet: it stands alone, and that shows.
            href = reverse("plan:action", args=[action.pk])
            key = thread.add("levier", f"plan-{line['pk']}", line["text"], href)
        else:
            key = _add_lever(thread, line["target"], line["restated"], line["of_row"])
            levers.add(line["target"])
            rows.add(line["of_row"])
            thread.doubt(line, "plan:link")
        thread.join(key, action_key, line["state"] == LinkState.SUGGESTED)
    _up_from_rows(thread, rows, levers=levers)
    _indicators(thread, Q(pk=only) if only else Q(row=action.pk))
    behind_actions(thread, [action.pk])


def _trace_indicator(thread, indicator):
    _trace_action(thread, indicator.row, only=indicator.pk)


TRACES = {
    "retex": _trace_retex,
    "constat": _trace_finding,
    "besoin": _trace_need,
    "levier": _trace_lever,
    "action": _trace_action,
    "indicateur": _trace_indicator,
    "scenario": trace_scenario,
}


def _trace_row(thread, row, needs=None, levers=None):
    _up_from_rows(thread, {row}, needs=needs, levers=levers)
    reached = {int(key.removeprefix("levier-")) for key in thread.nodes["levier"]}
    _down_from_levers(thread, reached)


def _up_from_rows(thread, rows, needs=None, levers=None):
    told = _needs_and_levers(thread, rows, needs=needs, levers=levers)
    findings = _restated_findings(thread, rows, told)
    _evidence(thread, Q(finding__in=findings))
    _gathered_with(thread, findings)


def _down_from_findings(thread, findings):
    links = IrritantLink.objects.filter(
        STANDING,
        finding__in=findings,
        irritant__removed_at=None,
        irritant__row__removed_at=None,
    )
    links = list(
        links.order_by("pk").values(
            "state",
            "reason",
            "finding",
            link=F("pk"),
            text=F("irritant__text"),
            restated=F("finding__text"),
            of_row=F("irritant__row"),
        )
    )
    told = _needs_and_levers(thread, {link["of_row"] for link in links})
    for link in links:
        thread.doubt(link, "projections:decide_link")
        for key in told[link["of_row"]]["first"]:
            suggested = link["state"] == LinkState.SUGGESTED
            thread.join(f"constat-{link['finding']}", key, suggested)
    _down_from_levers(thread, {pk for row in told.values() for pk in row["levers"]})


def _down_from_levers(thread, levers):
    links = LeverLink.objects.filter(
        STANDING,
        lever__in=levers,
        action_lever__removed_at=None,
        action_lever__row__removed_at=None,
    ).values(
        "state",
        "reason",
        "lever",
        link=F("pk"),
        text=F("action_lever__text"),
        restated=F("lever__text"),
        of_row=F("action_lever__row"),
        title=F("action_lever__row__title"),
    )
    actions = set()
    for link in links.order_by("of_row", "link"):
        key = _add_action(thread, link["of_row"], link["title"])
        thread.join(f"levier-{link['lever']}", key, link["state"] == LinkState.SUGGESTED)
        thread.doubt(link, "plan:link")
        actions.add(link["of_row"])
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
    lines = irritants.values(
        "pk",
        "text",
        "row",
        link=F("finding_links"),
        state=F("finding_links__state"),
        reason=F("finding_links__reason"),
        target=F("finding_links__finding"),
        restated=F("finding_links__finding__text"),
        gone=F("finding_links__finding__removed_at"),
        kind=F("finding_links__finding__kind"),
    )
    for line in _standing(lines):
        if line["target"] is None:
            href = f"{_row_page(line['row'])}#irritants-{line['pk']}"
            key = thread.add("constat", f"projection-{line['pk']}", line["text"], href, "irritant")
        else:
            key = _add_finding(thread, line["target"], line["restated"], line["kind"])
            findings.add(line["target"])
            thread.doubt(line, "projections:decide_link")
        for first in told[line["row"]]["first"]:
            thread.join(key, first, line["state"] == LinkState.SUGGESTED)
    return findings


def _standing(lines):
    """Of each restating item, the links that stand; the item alone, when it has none."""
    by_item = {}
    for line in lines:
        by_item.setdefault(line["pk"], []).append(line)
    for held in by_item.values():
        standing = [
            line
            for line in held
            if line["target"] and not line["gone"] and line["state"] != LinkState.REFUSED
        ]
        yield from standing or [{**held[0], "target": None, "state": None}]


def _evidence(thread, condition):
    """The points behind findings, as they were said, and the RETEX they came from.

    What one person said and took back keeps its place, without its words.
    """
    findings = set()
    own = Q(point__retex=thread.own) if thread.own else Q()
    may_read = of_visible_workshops(thread.user, "point__retex__workshop")
    of_one = Q(point__retex__is_shown=True) | Q(point__withdrawn_at__isnull=False) | own
    evidence = Evidence.objects.filter(
        condition,
        of_visible_workshops(thread.user, "finding__workshop"),
        of_visible_workshops(thread.user, "point__workshop") | (Q(point__workshop=None) & of_one),
        finding__removed_at=None,
    ).values(
        "finding",
        text=F("finding__text"),
        kind=F("finding__kind"),
        point_key=F("point"),
        withdrawn=F("point__withdrawn_at"),
        said=F("point__text"),
        retex=F("point__retex"),
        number=F("point__retex__number"),
        title=F("point__retex__title"),
        account=F("point__retex__text"),
        gone=F("point__retex__removed_at"),
        readable=Case(
            When(may_read | Q(point__retex__is_shown=True) | own, then=True),
            default=False,
            output_field=BooleanField(),
        ),
    )
    for line in evidence.order_by("pk"):
        findings.add(line["finding"])
        key = _add_finding(thread, line["finding"], line["text"], line["kind"])
        if line["withdrawn"]:
            _join_withdrawn(thread, line, key)
            continue
        source = ""
        if line["retex"] and line["readable"] and not line["gone"]:
            words = line["title"] or line["account"] or line["said"]
            source = _add_retex(thread, line["retex"], line["number"], words)
            thread.join(source, key)
        thread.said.setdefault(key, []).append((line["said"], source))
    return findings


def _gathered(thread, retex):
    """Where people gathered what it says, and through that, the findings that say the same: a voice
    that no workshop heard reaches so what became of theirs. Two queries, or one."""
    shared = shared_of_retex(retex)
    for each in shared:
        thread.join(f"retex-{retex.pk}", _add_shared(thread, each))
    if not shared:
        return set()
    lines = Evidence.objects.filter(
        of_visible_workshops(thread.user, "finding__workshop"),
        point__workshop__isnull=False,
        point__card__finding__in=shared,
        finding__removed_at=None,
    )
    lines = lines.values_list(
        "finding", "finding__text", "finding__kind", "point__card__finding", "finding__weight"
    )
    findings = set()
    for pk, text, kind, gathered, _weight in lines.order_by("-finding__weight", "pk")[:FOLLOWED]:
        thread.join(f"partage-{gathered}", _add_finding(thread, pk, text, kind))
        findings.add(pk)
    return findings


def _gathered_with(thread, findings):
    """What else people gathered with the points of these findings: how many, and where to read."""
    for finding, shared in shared_of_findings(findings):
        thread.join(_add_shared(thread, shared), f"constat-{finding}")


def _add_shared(thread, shared):
    thread.gathered[shared.pk] = shared.voices
    return thread.add(
        "partage", shared.pk, shared.text, shared.get_absolute_url(), str(shared.kind)
    )


def _join_withdrawn(thread, line, finding):
    """The account itself where it was taken back whole; else a place for that point alone."""
    key = f"retex-{line['retex']}"
    if key != thread.current:
        href = reverse("diagnosis:finding", args=[line["finding"]])
        key = thread.add("retex", f"retire-{line['point_key']}", str(WITHDRAWN), href)
    thread.join(key, finding)


def _indicators(thread, condition):
    indicators = Indicator.objects.filter(condition, removed_at=None).order_by("position", "pk")
    for pk, text, action in indicators.values_list("pk", "text", "row"):
        href = f"{reverse('plan:action', args=[action])}#indicateur-{pk}"
        key = thread.add("indicateur", pk, text, href)
        thread.join(f"action-{action}", key)


def _add_retex(thread, pk, number, words):
    label = f"RETEX {number} : {words}" if number is not None else words
    return thread.add("retex", pk, label, reverse("voices:retex", args=[pk]))


def _add_finding(thread, pk, text, kind):
    return thread.add("constat", pk, text, reverse("diagnosis:finding", args=[pk]), kind)


def _add_need(thread, pk, text, row):
    return thread.add("besoin", pk, text, f"{_row_page(row)}#needs-{pk}")


def _add_lever(thread, pk, text, row):
    return thread.add("levier", pk, text, f"{_row_page(row)}#levers-{pk}")


def _add_action(thread, pk, title):
    return thread.add(
        "action", pk, title or _("Action %(pk)s") % {"pk": pk}, reverse("plan:action", args=[pk])
    )


def _row_page(row):
    return reverse("projections:row", args=[row])
