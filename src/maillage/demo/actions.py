"""Play the story, through the doors that people use and no other."""

import datetime
import uuid
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from maillage.accounts.actions import create_user, grant_role
from maillage.accounts.enums import RoleKind
from maillage.atlas.actions import count_voices
from maillage.demo import queries
from maillage.demo.analysis import read
from maillage.demo.scenarios import play_scenarios
from maillage.demo.sorting import play_sorting
from maillage.diagnosis.actions import cite_point
from maillage.diagnosis.models import Finding
from maillage.followup.actions import record_measure, report_progress
from maillage.moderation.enums import Reason
from maillage.plan.actions import define_indicator
from maillage.plan.enums import IndicatorKind
from maillage.plan.models import Action, Indicator
from maillage.projections.actions import confirm_link, draw_link
from maillage.projections.models import Irritant, IrritantLink
from maillage.silence.actions import count_silence
from maillage.synthesis.actions import Destination, import_sheet
from maillage.territory.actions import (
    load_contacts,
    load_dataset,
    load_headcounts,
    load_postcodes,
    load_schools,
    load_territories,
    make_estimate,
)
from maillage.territory.enums import Kind
from maillage.territory.models import School, Territory
from maillage.voices.actions import (
    Said,
    create_consultation,
    open_consultation,
    publish_retex,
    publish_workshop,
    receive_retex,
    refuse_retex,
)
from maillage.voices.enums import Profile, Source
from maillage.voices.models import Consultation

# Keys are drawn from the story itself: the same report is the same row in every demonstration.
STORY = uuid.uuid5(uuid.NAMESPACE_URL, "https://academie-de-brumeval.example/")


@transaction.atomic
def populate(*, acting_user=None):
    """Play the whole story, once: what visitors changed in it since then stays.

    `acting_user` settles the territory and opens the accounts; then these people act.
    """
    story = queries.consultation()
    played = Consultation.objects.filter(slug=story["slug"]).first()
    if played is not None:
        return played
    places = load_land(acting_user=acting_user)
    people = _welcome_people(places, acting_user)
    consultation = _open_consultation(story, places, people[RoleKind.ADMINISTRATOR])
    workshops = {
        told["slug"]: _hold_workshop(told, consultation, places, people[RoleKind.FACILITATOR])
        for told in queries.workshops()
    }
    for decision in queries.decisions():
        _decide(decision, workshops[decision["workshop"]], people[RoleKind.FACILITATOR])
    for entry in queries.followup():
        _follow(entry, workshops[entry["workshop"]], people)
    for told in queries.voices():
        _hear(told, consultation, places, people)
    for told in queries.cited_voices():
        _cite(told, _hear(told, consultation, places, people), people)
    play_sorting(consultation, people)
    play_scenarios(places, people)
    count_voices(consultation=consultation, acting_user=people[RoleKind.TERRITORY_LEAD])
    count_silence(consultation=consultation, acting_user=people[RoleKind.TERRITORY_LEAD])
    return consultation


def load_land(*, acting_user):
    """Its places, what public files say of them, and who is without a solution there."""
    rows = queries.territories()
    load_territories(rows=rows, acting_user=acting_user)
    load_schools(rows=queries.schools(), acting_user=acting_user)
    load_postcodes(rows=queries.postcodes(), acting_user=acting_user)
    load_headcounts(
        rows=queries.headcounts(),
        file_name="headcounts.csv",
        digest="",
        licence="fiction",
        acting_user=acting_user,
    )
    for path in queries.land_files():
        load_dataset(path=path, acting_user=acting_user)
    load_contacts(rows=queries.contacts(), acting_user=acting_user)
    codes = [row["code"] for row in rows]
    places = {place.code: place for place in Territory.objects.filter(code__in=codes)}
    for place in places.values():
        if place.kind == Kind.DEPARTMENT:
            make_estimate(territory=place, acting_user=acting_user)
    return places


def _welcome_people(places, acting_user):
    people = {}
    for person in queries.people():
        user = create_user(
            email=person["email"], name=person["name"], is_demo=True, acting_user=acting_user
        )
        kind, territory = RoleKind(person["role"]), places[person["territory"]]
        grant_role(user=user, kind=kind, territory=territory, acting_user=acting_user)
        people[kind] = user
    return people


def _open_consultation(story, places, administrator):
    consultation = create_consultation(
        slug=story["slug"],
        title=story["title"],
        question=story["question"],
        intro="\n\n".join(story["intro"]),
        territory=places[story["territory"]],
        themes=[(theme["number"], theme["title"]) for theme in story["themes"]],
        phases=[
            (phase["title"], _day(phase["starts_on"]), _day(phase["ends_on"]))
            for phase in story["phases"]
        ],
        acting_user=administrator,
    )
    return open_consultation(consultation=consultation, acting_user=administrator)


def _hold_workshop(told, consultation, places, facilitator):
    destination = Destination(
        consultation=consultation,
        territory=places[told["territory"]],
        title=told["title"],
        held_on=_day(told["held_on"]),
        slug=told["slug"],
    )
    file = queries.sheet_file(told)
    workshop = import_sheet(
        sheet=read(file),
        file_name=file.name,
        destination=destination,
        acting_user=facilitator,
    ).workshop
    if told["published"]:
        publish_workshop(workshop=workshop, acting_user=facilitator)
    return workshop


def _decide(decision, workshop, facilitator):
    """ "This is what that stands for": confirmed where the machine proposed it, drawn elsewhere."""
    here = {"row__workshop": workshop, "removed_at": None}
    irritant = Irritant.objects.get(text=decision["irritant"], **here)
    finding = Finding.objects.get(text=decision["finding"], **here)
    link = IrritantLink.objects.filter(irritant=irritant, finding=finding).first()
    if link is not None:
        confirm_link(link=link, acting_user=facilitator)
    else:
        draw_link(irritant=irritant, finding=finding, acting_user=facilitator)


def _hear(told, consultation, places, people):
    """One person speaks, for themselves or on paper; a moderator reads it, or has not yet."""
    source = Source(told.get("source", Source.WEB))
    retex = receive_retex(
        consultation=consultation,
        said=_said(told, consultation, places),
        client_key=uuid.uuid5(STORY, f"voice/{told['slug']}"),
        source=source,
        acting_user=people[RoleKind.DESK] if source == Source.PAPER else AnonymousUser(),
    ).retex
    state, moderator = told.get("state", "published"), people[RoleKind.MODERATOR]
    if state == "published":
        publish_retex(retex=retex, acting_user=moderator)
    elif state == "refused":
        refuse_retex(retex=retex, reason=str(Reason.ADVERT.label), acting_user=moderator)
    return retex


def _said(told, consultation, places):
    school = School.objects.get(uai=told["school"]) if "school" in told else None
    return Said(
        profile=Profile(told["profile"]),
        theme_id=consultation.themes.get(number=told["theme"]).pk,
        territory_id=school.territory_id if school else places[told["place"]].pk,
        school_id=school.pk if school else None,
        title=told["title"],
        text=told["text"],
        strengths=tuple(told["strengths"]),
        irritants=tuple(told["irritants"]),
        language=told.get("language", "fr"),
        is_minor=told.get("minor", False),
    )


def _cite(told, retex, people):
    """A facilitator rests findings on what was said."""
    for citation in told["cited"]:
        finding = Finding.objects.get(
            row__workshop__slug=citation["workshop"], text=citation["finding"], removed_at=None
        )
        point = retex.points.get(text=citation["point"])
        cite_point(finding=finding, point=point, acting_user=people[RoleKind.FACILITATOR])


def _follow(entry, workshop, people):
    action = Action.objects.get(workshop=workshop, position=entry["row"] - 1, removed_at=None)
    reporter = _reporter(workshop, people)
    followed = {
        told["rank"]: _define(told, action, people[RoleKind.TERRITORY_LEAD])
        for told in entry["indicators"]
    }
    for report in entry["reports"]:
        report_progress(
            **(report | {"on": _day(report["on"])}),
            action=action,
            client_key=_key(entry, "report", report["on"]),
            acting_user=reporter,
        )
    for measure in entry["measures"]:
        rank = measure["indicator"]
        record_measure(
            indicator=followed[rank],
            value=_number(measure["value"]),
            on=_day(measure["on"]),
            method=measure["method"],
            source=measure["source"],
            margin=_number(measure["margin"]),
            note=measure["note"],
            client_key=_key(entry, rank, measure["on"]),
            acting_user=reporter,
        )


def _define(told, action, territory_lead):
    """The sheet's reader guesses a unit and a target; whoever follows the figure settles them."""
    indicator = Indicator.objects.get(row=action, position=told["rank"] - 1, removed_at=None)
    definition = {
        "kind": IndicatorKind.INDICATOR,
        "unit": told["unit"],
        "direction": told["direction"],
        "baseline": _number(told["baseline"]),
        "target": _number(told["target"]),
        "source": told["source"],
    }
    return define_indicator(indicator=indicator, definition=definition, acting_user=territory_lead)


def _reporter(workshop, people):
    """The action lead where there is one, else whoever answers for the territory."""
    lead = people[RoleKind.ACTION_LEAD]
    is_near = lead.holds({RoleKind.ACTION_LEAD}, workshop.territory)
    return lead if is_near else people[RoleKind.TERRITORY_LEAD]


def _key(entry, what, on):
    return uuid.uuid5(STORY, f"{entry['workshop']}/{entry['row']}/{what}/{on}")


def _number(text):
    return Decimal(text) if text is not None else None


def _day(text):
    return datetime.date.fromisoformat(text)
