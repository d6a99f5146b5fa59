"""A scenario as its page and its files show it: figures worded, the rows that matter first."""

from operator import itemgetter

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
        "left": [_commune(one, outcome, left_of(one)) for one in left],
        "reached": [_commune(one, outcome, one["reached"]) for one in reached],
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
    """(those left, those reached), the most pupils first: a commune may be both, in part, and one
    without anybody is neither."""
    return tuple(
        sorted(
            (one for one in outcome["communes"] if people(one)),
            key=lambda one: (-people(one), one["name"]),
        )
        for people in (left_of, itemgetter("reached"))
    )


def left_of(one):
    return one["without"] - one["reached"]


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


def _commune(one, outcome, people):
    """Its line, for so many of its pupils; the distance is theirs where they are those reached."""
    place = None if one["place"] is None else outcome["places"][one["place"]]
    share = people / one["without"]
    return {
        **one,
        "pupils": words.between([one[name] * share for name in ("without", "low", "high")]),
        "whole": words.figure(one["without"]) if one["reached"] and not one["is_reached"] else "",
        "nearest": place and place["name"],
        "distance": words.distance(one),
        "is_new": one["reached"] > one["reached_before"],
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


def figures(question, outcome):
    """What a program reads of a result: the way, places, totals and the proof."""
    kept = ("key", "kind", "name", "commune", "commune_name", "at", "connects", "seats", "pupils")
    opened, existing = split_places(outcome)
    return {
        "way": words.way_of(question),
        "limit": {"minutes": question.minutes} if question.by else {"km": question.distance},
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
    yield _("Trajet : %(limit)s au plus, %(way)s.") % {
        "limit": words.limit_of(question),
        "way": words.way_of(question),
    }
    yield _("Élèves sans solution : %(without)s.") % totals
    yield _("Élèves atteints : %(reached)s, dont %(newly)s grâce aux lieux à ouvrir.") % totals
    yield _("Élèves qui restent : %(left)s.") % totals
    yield words.proof_sentence(outcome["proof"])
    yield from words.warnings(question, outcome)
