"""A desk that people have begun to sort: what they gathered, in the order in which they did; then
what the machine proposes, on every desk."""

import uuid

from maillage.accounts.enums import RoleKind
from maillage.demo import queries
from maillage.sorting import actions
from maillage.sorting.models import Card, SharedFinding

THEME = 1


def play_sorting(consultation, people):
    """Lay every desk; sort some of the first one, and let everyone read it."""
    facilitator = people[RoleKind.FACILITATOR]
    for theme in consultation.themes.order_by("number"):
        actions.lay_cards(theme=theme, acting_user=facilitator)
    desk = consultation.themes.get(number=THEME).desk
    for number, told in enumerate(queries.sorting(), start=1):
        desk.refresh_from_db()
        common = {
            "desk": desk,
            "seen": desk.decided,
            "key": uuid.uuid5(uuid.NAMESPACE_URL, f"{consultation.slug}/tri/{number}"),
            "acting_user": people[RoleKind(told["who"])],
        }
        _play(told, desk, common)
    actions.publish_desk(desk=desk, acting_user=facilitator)
    for theme in consultation.themes.order_by("number"):
        actions.ask_run(theme=theme, acting_user=facilitator)
        actions.work_on_one(acting_user=None)
    _answer(desk, consultation, people[RoleKind.THEME_LEAD])


def _answer(desk, consultation, theme_lead):
    """One suggestion accepted for a finding that is there: the others wait for whoever tries."""
    suggestion = desk.suggestions.exclude(finding=None).order_by("rank").first()
    desk.refresh_from_db()
    actions.place(
        desk=desk,
        cards=[each.card for each in suggestion.cards.select_related("card")],
        finding=suggestion.finding,
        suggestion=suggestion,
        seen=desk.decided,
        key=uuid.uuid5(uuid.NAMESPACE_URL, f"{consultation.slug}/tri/suggestion"),
        acting_user=theme_lead,
    )


def _play(told, desk, common):
    if "points" in told:
        points = Card.objects.filter(desk=desk, point__text__in=told["points"])
        common["cards"] = list(points.order_by("pk"))
    if "open" in told:
        actions.open_finding(text=told["open"], **common)
    elif "place" in told:
        actions.place(finding=_finding(desk, told["place"]), **common)
    elif "merge" in told:
        merged = {"finding": _finding(desk, told["merge"]), "into": _finding(desk, told["into"])}
        actions.merge(**merged, **common)
    elif "rename" in told:
        actions.rename(finding=_finding(desk, told["rename"]), text=told["text"], **common)
    else:
        actions.set_aside(**common)


def _finding(desk, text):
    return SharedFinding.objects.get(desk=desk, text=text)
