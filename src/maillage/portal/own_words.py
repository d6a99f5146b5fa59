"""What became of what one person said, in plain sentences, each with where it is read."""

import datetime
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.followup.enums import Method, ProgressState
from maillage.followup.queries import followed_actions, followed_indicators
from maillage.portal.thread import thread_of
from maillage.toolbox.french_numbers import written

# Whoever holds a receipt is nobody for us: they read what everyone reads, and their own words.
SOMEBODY = AnonymousUser()

BEFORE = {
    "constat": gettext_lazy("Un constat du diagnostic s’appuie sur ce que vous avez dit :"),
    "besoin": gettext_lazy("Les participants en ont tiré ce besoin :"),
    "levier": gettext_lazy("Pour y répondre, ils ont proposé :"),
    "action": gettext_lazy("Une action du plan le met en œuvre :"),
    "indicateur": gettext_lazy("On saura si cela change en regardant :"),
}
STANDING = {
    ProgressState.NOT_STARTED: gettext_lazy("Elle n’a pas encore commencé."),
    ProgressState.UNDER_WAY: gettext_lazy("Elle est en cours depuis le %(on)s."),
    ProgressState.BLOCKED: gettext_lazy("Elle est bloquée depuis le %(on)s."),
    ProgressState.DONE: gettext_lazy("Elle est faite, depuis le %(on)s."),
    ProgressState.ABANDONED: gettext_lazy("Elle est abandonnée, depuis le %(on)s."),
}


class Sentence(NamedTuple):
    """`before` « text » `after`: the text is that of the page to which `url` leads."""

    kind: str
    before: str
    text: str
    url: str
    after: str


def story_of(retex):
    """All that rests on it, from the findings to the measures; nothing where nothing does yet."""
    thread = thread_of("retex", retex, SOMEBODY, own=True)
    keys = {kind: _keys(thread, kind) for kind in ("action", "indicateur")}
    after = _standings(keys["action"]) | _measures(keys["indicateur"])
    doubted = _doubted(thread)
    return [
        Sentence(
            node.kind,
            before,
            node.label,
            node.href,
            " ".join(filter(None, (after.get(key), key in doubted and _TO_CONFIRM))),
        )
        for kind, before in BEFORE.items()
        for key, node in thread.nodes[kind].items()
    ]


_TO_CONFIRM = gettext_lazy("Ce lien est proposé par la machine : il reste à confirmer.")


def _keys(thread, kind):
    return [int(key.removeprefix(f"{kind}-")) for key in thread.nodes[kind]]


def _doubted(thread):
    """What is reached by links that nobody has confirmed yet, and by no other."""
    reached = {}
    for (_source, target), suggested in thread.joined.items():
        reached[target] = suggested and reached.get(target, True)
    return {target for target, suggested in reached.items() if suggested}


def _standings(keys):
    """Where each action stands. One query."""
    if not keys:
        return {}
    told = {}
    for action in followed_actions(SOMEBODY).filter(pk__in=keys):
        said = action.latest or {"state": ProgressState.NOT_STARTED, "on": None}
        on = said["on"] and date_format(datetime.date.fromisoformat(said["on"]))
        told[f"action-{action.pk}"] = STANDING[said["state"]] % {"on": on}
    return told


def _measures(keys):
    """The last figure of each indicator. Two queries."""
    if not keys:
        return {}
    told = {}
    for indicator in followed_indicators(SOMEBODY).filter(pk__in=keys):
        if not indicator.measured:
            told[f"indicateur-{indicator.pk}"] = _("Ce chiffre n’a pas encore été relevé.")
            continue
        last = indicator.measured[-1]
        figure = {
            "value": f"{written(last.value)} {indicator.unit}".strip(),
            "on": date_format(last.on),
            "how": Method(last.method).label.lower(),
        }
        told[f"indicateur-{indicator.pk}"] = _("%(value)s au %(on)s (valeur %(how)s).") % figure
    return told
