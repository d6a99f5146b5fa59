"""What became of what one person said, in plain sentences, each with where it is read."""

import datetime
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.followup.enums import Method, ProgressState
from maillage.followup.queries import followed_actions, followed_indicators
from maillage.portal.thread import thread_of
from maillage.toolbox.french_numbers import written

# Whoever holds a receipt is nobody for us: they read what everyone reads, and their own words.
SOMEBODY = AnonymousUser()

BEFORE = {
    "partage": gettext_lazy("Ce que vous avez dit est réuni sous ce constat partagé :"),
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
    after = _standings(keys["action"]) | _measures(keys["indicateur"]) | _others(thread)
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
        # Taken back, their words are gathered with nobody's.
        if kind != "partage" or not retex.is_withdrawn
        for key, node in thread.nodes[kind].items()
    ]


def _others(thread):
    """With how many others: accounts, their own not counted."""
    told = {}
    for pk, voices in thread.gathered.items():
        others = max(0, voices - 1)
        if others:
            told[f"partage-{pk}"] = ngettext(
                "%(n)d autre voix dit la même chose.", "%(n)d autres voix disent la même chose.",
                others,
            ) % {"n": others}  # fmt: skip
    return told


def standing_of(retex):
    """The same as keys and states: where it stands, the findings that cite it, the actions it fed.

    What is only suggested by the machine is news to nobody.
    """
    thread = thread_of("retex", retex, SOMEBODY, own=True)
    doubted = _doubted(thread)
    sure = [key for key in _keys(thread, "action") if f"action-{key}" not in doubted]
    return {
        "state": str(retex.state),
        "constat": sorted(_keys(thread, "constat")),
        "action": {str(pk): str(_state(action)) for pk, action in _followed(sure).items()},
    }


def moved(told, standing):
    """What is new since they were told: the same keys, only those that say something new."""
    news = {
        "constat": [key for key in standing["constat"] if key not in told.get("constat", ())],
        "action": {
            key: state
            for key, state in standing["action"].items()
            if told.get("action", {}).get(key) != state
        },
    }
    if told.get("state") != standing["state"]:
        news["state"] = standing["state"]
    return {what: new for what, new in news.items() if new}


_TO_CONFIRM = gettext_lazy("Ce lien est proposé par la machine : il reste à confirmer.")


def _keys(thread, kind):
    return [int(key.removeprefix(f"{kind}-")) for key in thread.nodes[kind]]


def _doubted(thread):
    """What is reached by links that nobody has confirmed yet, and by no other."""
    reached = {}
    for (_source, target), suggested in thread.joined.items():
        reached[target] = suggested and reached.get(target, True)
    return {target for target, suggested in reached.items() if suggested}


def _followed(keys):
    """{key: action}, each with its last report. One query, or none."""
    return followed_actions(SOMEBODY).filter(pk__in=keys).in_bulk() if keys else {}


def _state(action):
    return ProgressState((action.latest or {}).get("state", ProgressState.NOT_STARTED))


def standing_in_words(action):
    on = action.latest and datetime.date.fromisoformat(action.latest["on"])
    return STANDING[_state(action)] % {"on": on and date_format(on)}


def _standings(keys):
    return {f"action-{pk}": standing_in_words(each) for pk, each in _followed(keys).items()}


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
