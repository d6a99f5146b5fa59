"""A scenario as its page and its files show it: figures worded, the rows that matter first."""

from django.utils.translation import gettext as _

from maillage.scenarios import words
from maillage.scenarios.models import Question


def told(scenario):
    question, outcome = Question.of(scenario.question), scenario.outcome
    opened, existing = split_places(outcome)
    left, reached = split_communes(outcome)
    return {
        "question": words.asked(question),
        "proof": words.proof_sentence(outcome["proof"]),
        "certificate": outcome["proof"]["certificate"],
        "totals": {name: words.between(figures) for name, figures in _newly(outcome).items()},
        "opened": [_place(place) for place in opened],
        "existing": existing,
        "left": [_commune(one, outcome) for one in left],
        "reached": [_commune(one, outcome) for one in reached],
        "schools": [_school(school) for school in outcome["schools"]],
        "warnings": words.warnings(question, outcome),
        "sources": " ; ".join(map(words.source, outcome["sources"])),
        "outcome": outcome,
    }


def split_places(outcome):
    places = outcome["places"]
    return (
        [place for place in places if not place["was_open"]],
        sum(place["was_open"] for place in places),
    )


def split_communes(outcome):
    """(those left, those reached), the most pupils first; a commune without anybody is neither."""
    waiting = [one for one in outcome["communes"] if one["without"]]
    waiting.sort(key=lambda one: (-one["without"], one["name"]))
    return (
        [one for one in waiting if not one["is_reached"]],
        [one for one in waiting if one["is_reached"]],
    )


def _newly(outcome):
    totals = outcome["totals"]
    sums = {name: totals[name] for name in ("without", "reached", "left", "before")}
    pairs = zip(totals["reached"], totals["before"], strict=True)
    return {**sums, "newly": [after - before for after, before in pairs]}


def _place(place):
    return {
        **place,
        "kind": words.PlaceKind(place["kind"]).label,
        "connects": words.yes_or_no(place["connects"]),
        "slots": words.slots_of(place),
        "seats": words.yes_or_no(None) if place["seats"] is None else place["seats"],
        "pupils": words.figure(place["pupils"]),
    }


def _commune(one, outcome):
    place = None if one["place"] is None else outcome["places"][one["place"]]
    away = None if one["metres"] is None else words.kilometres(one["metres"] / 1000)
    return {
        **one,
        "pupils": words.between([one[name] for name in ("without", "low", "high")]),
        "nearest": place and place["name"],
        "away": away,
        "distance": away and f"{away} km",
        "is_new": one["is_reached"] and not one["was_reached"],
    }


def _school(school):
    reached = school["reached"]
    return {
        **school,
        "pupils": words.between([school[name] for name in ("without", "low", "high")]),
        "reached": None if reached is None else words.figure(reached),
        "left": None if reached is None else words.figure(school["without"] - reached),
    }


def comparison(one, other):
    """What was asked of each, what comes out, and the communes that one alone reaches."""
    both = [told(each) for each in (one, other)]
    asked = [dict(each["question"]) for each in both]
    names = dict.fromkeys([*asked[0], *asked[1]])
    reached = [{commune["code"]: commune for commune in each["reached"]} for each in both]
    return {
        "scenarios": (one, other),
        "asked": [(name, asked[0].get(name, "–"), asked[1].get(name, "–")) for name in names],
        "results": _results(both),
        "apart": [
            (scenario, [each for code, each in here.items() if code not in there])
            for scenario, here, there in zip((one, other), reached, reached[::-1], strict=True)
        ],
    }


def _results(both):
    names = {
        "reached": _("Élèves atteints"),
        "newly": _("dont grâce aux lieux à ouvrir"),
        "left": _("Élèves qui restent"),
    }
    rows = [(_("Lieux à ouvrir (résultat)"), *(len(each["opened"]) for each in both))]
    rows += [(label, *(each["totals"][name] for each in both)) for name, label in names.items()]
    return [*rows, (_("Qualité du choix"), *(each["proof"] for each in both))]


def figures(outcome):
    """What a program reads of a result: places, totals and the proof."""
    kept = ("key", "kind", "name", "commune", "commune_name", "at", "connects", "seats", "pupils")
    opened, existing = split_places(outcome)
    return {
        "opened": [{name: place[name] for name in kept} for place in opened],
        "existing": existing,
        "candidates": outcome["candidates"],
        **{name: outcome["totals"][name] for name in ("without", "before", "reached", "left")},
        "left_communes": [one["code"] for one in split_communes(outcome)[0]],
        "hidden": len(outcome["hidden"]),
        "proof": outcome["proof"],
        "edition": outcome["edition"],
    }


def summary(question, outcome):
    """The same in lines, for a terminal."""
    opened, existing = split_places(outcome)
    totals = {name: words.between(each) for name, each in _newly(outcome).items()}
    yield from (
        f"{number:>3}. {place['name']} ({place['commune_name']}) : {words.figure(place['pupils'])}"
        for number, place in enumerate(opened, 1)
    )
    yield _("Lieux examinés : %(candidates)s ; déjà ouverts : %(existing)s.") % {
        "candidates": outcome["candidates"],
        "existing": existing,
    }
    yield _("Élèves sans solution : %(without)s.") % totals
    yield _("Élèves atteints : %(reached)s, dont %(newly)s grâce aux lieux à ouvrir.") % totals
    yield _("Élèves qui restent : %(left)s.") % totals
    yield words.proof_sentence(outcome["proof"])
    yield from words.warnings(question, outcome)
