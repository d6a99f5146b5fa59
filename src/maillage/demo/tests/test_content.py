"""The story holds together, is fictional, and its sheets are such as anyone could hand in."""

import datetime
import re
from operator import itemgetter
from pathlib import Path

import pytest

from maillage.accounts.enums import RoleKind
from maillage.demo import queries
from maillage.demo.analysis import read
from maillage.followup.enums import Method, ProgressState
from maillage.territory.enums import Kind
from maillage.territory.names import is_uai

WORKSHOPS = queries.workshops()
SEED = Path(__file__).parents[5] / "shared/seeds/thematique-1.md"
LONGEST_SHARED = 6

each_workshop = pytest.mark.parametrize("workshop", WORKSHOPS, ids=itemgetter("slug"))


def sheet_of(workshop):
    return read(queries.sheet_file(workshop))


def texts_of(sheet):
    for retex in sheet["retex"]:
        for account in retex["accounts"]:
            yield from (account["title"], account["text"])
    for row in (*sheet["diagnosis"], *sheet["projections"], *sheet["plan"]):
        for cell in row.values():
            if isinstance(cell, list):
                yield from (item["text"] for item in cell if isinstance(item, dict))


def shingles(text):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + LONGEST_SHARED + 1]) for at in range(len(words) - LONGEST_SHARED)}


@each_workshop
def test_a_sheet_is_read_without_a_single_warning(workshop):
    sheet = sheet_of(workshop)

    assert sheet["warnings"] == []
    assert sheet["theme"]["number"] == workshop["theme"]
    assert len(sheet["retex"]) >= 2
    assert len(sheet["diagnosis"]) >= 1
    assert len(sheet["projections"]) >= 2
    assert len(sheet["plan"]) >= 2


@each_workshop
def test_a_diagnosis_cites_accounts_that_the_sheet_tells(workshop):
    sheet = sheet_of(workshop)
    told = {retex["number"] for retex in sheet["retex"]}

    assert {number for row in sheet["diagnosis"] for number in row["retex"]} <= told


@each_workshop
def test_a_plan_pulls_levers_that_the_projections_named(workshop):
    sheet = sheet_of(workshop)
    named = {lever["text"] for row in sheet["projections"] for lever in row["levers"]}

    assert {lever["text"] for row in sheet["plan"] for lever in row["levers"]} <= named


@each_workshop
def test_links_lead_to_no_real_site(workshop):
    links = [
        link
        for retex in sheet_of(workshop)["retex"]
        for account in retex["accounts"]
        for link in account["links"]
    ]

    assert links
    assert [link for link in links if not re.match(r"https://[a-z0-9-]+\.example/", link)] == []


@each_workshop
def test_the_words_follow_french_typography(workshop):
    told = "\n".join(texts_of(sheet_of(workshop)))

    assert re.findall(r"\w'\w|\"", told) == []
    assert re.findall(r"[^\u00a0\u202f][;!?»]", told) == []


@each_workshop
def test_no_sentence_of_a_published_sheet_is_told_again(workshop):
    if not SEED.exists():
        pytest.skip("la fiche publiée n’est pas à côté du dépôt")
    sheet = sheet_of(workshop)
    theme_title = shingles(sheet["theme"]["title"])
    told = set().union(*(shingles(text) for text in texts_of(sheet)))

    assert told & shingles(SEED.read_text(encoding="utf-8")) - theme_title == set()


def test_every_territory_comes_after_the_one_it_lies_in():
    seen = set()
    for territory in queries.territories():
        assert territory["kind"] in Kind.values
        assert territory["parent_code"] in seen | {""}
        assert territory["code"] not in seen
        seen.add(territory["code"])


def test_workshops_speak_of_known_themes_and_places():
    codes = {territory["code"] for territory in queries.territories()}
    numbers = {theme["number"] for theme in queries.consultation()["themes"]}
    slugs = [workshop["slug"] for workshop in WORKSHOPS]

    assert len(slugs) == len(set(slugs))
    assert {workshop["territory"] for workshop in WORKSHOPS} <= codes
    assert {workshop["theme"] for workshop in WORKSHOPS} == numbers
    assert [workshop["published"] for workshop in WORKSHOPS].count(False) == 1


def test_no_sheet_is_left_without_a_workshop():
    told = {queries.sheet_file(workshop).name for workshop in WORKSHOPS}

    assert {file.name for file in (queries.CONTENT / "sheets").iterdir()} == told


def test_the_consultation_stays_open_while_its_workshops_are_held():
    phases = queries.consultation()["phases"]
    start = min(phase["starts_on"] for phase in phases)
    end = max(phase["ends_on"] for phase in phases)

    assert [w["slug"] for w in WORKSHOPS if not start <= w["held_on"] <= end] == []


@each_workshop
def test_the_room_insists_on_two_to_four_items(workshop):
    sheet = sheet_of(workshop)
    insisted = [
        item
        for row in (*sheet["projections"], *sheet["plan"])
        for cell in row.values()
        if isinstance(cell, list)
        for item in cell
        if item["highlighted"]
    ]

    assert 2 <= len(insisted) <= 4


def test_each_decision_ties_an_irritant_to_a_finding_of_the_same_sheet():
    sheets = {workshop["slug"]: sheet_of(workshop) for workshop in WORKSHOPS}
    for decision in queries.decisions():
        sheet = sheets[decision["workshop"]]
        irritants = [item["text"] for row in sheet["projections"] for item in row["irritants"]]
        findings = [item["text"] for row in sheet["diagnosis"] for item in row["irritants"]]

        assert decision["irritant"] in irritants
        assert decision["finding"] in findings


def test_each_follow_up_names_a_row_and_an_indicator_of_a_public_plan():
    public = {workshop["slug"]: workshop for workshop in WORKSHOPS if workshop["published"]}
    for entry in queries.followup():
        workshop = public[entry["workshop"]]
        row = sheet_of(workshop)["plan"][entry["row"] - 1]
        for measure in entry["measures"]:
            assert not row["indicators"][measure["indicator"] - 1]["text"].startswith("Facteur")


def test_nothing_is_followed_before_it_was_asked_for_nor_in_the_future():
    held = {workshop["slug"]: workshop["held_on"] for workshop in WORKSHOPS}
    told_on = datetime.date(2026, 11, 24).isoformat()
    for entry in queries.followup():
        dates = [report["on"] for report in entry["reports"]]

        assert dates == sorted(dates)
        assert all(held[entry["workshop"]] < date <= told_on for date in dates)
        assert all(measure["on"] <= told_on for measure in entry["measures"])


def test_the_follow_up_shows_every_state_and_every_method():
    entries = queries.followup()
    reports = [report for entry in entries for report in entry["reports"]]

    assert {report["state"] for report in reports} == set(ProgressState.values)
    assert {m["method"] for entry in entries for m in entry["measures"]} == set(Method.values)
    blocked = [report for report in reports if report["state"] == ProgressState.BLOCKED]
    assert all(report["obstacle"] and report["unblocker"] for report in blocked)


def test_schools_and_postcodes_lie_in_known_communes_under_codes_of_no_other():
    communes = {row["code"] for row in queries.territories() if row["kind"] == Kind.COMMUNE}
    schools, postcodes = queries.schools(), queries.postcodes()

    assert {row["commune"] for row in (*schools, *postcodes)} <= communes
    assert {row["commune"] for row in postcodes} == communes
    assert all(is_uai(row["uai"]) and row["uai"][:3] in {"991", "992"} for row in schools)
    assert len({row["uai"] for row in schools}) == len(schools) == 25
    assert all(row["postcode"].startswith("99") for row in postcodes)


def test_contacts_are_of_known_places_and_reach_nobody():
    places = {row["code"] for row in queries.territories()}
    places |= {row["uai"] for row in queries.schools()}
    contacts = queries.contacts()

    told = {row["code"] for row in contacts}
    assert told < places
    # Most places have somebody to ask; of some, nobody is known yet, as anywhere.
    assert len(told) > 0.75 * len(places)
    # 05 36 49 is kept for fiction, and nobody owns `.example`.
    assert all(row["telephone"].startswith("05 36 49 ") for row in contacts if row["telephone"])
    assert all(row["courriel"].endswith(".example") for row in contacts if row["courriel"])


def test_people_speak_of_many_things_from_many_places_in_several_languages():
    voices = queries.voices()
    slugs = [told["slug"] for told in (*voices, *queries.cited_voices())]
    published = [told for told in voices if told.get("state", "published") == "published"]

    assert len(slugs) == len(set(slugs))
    assert len(published) == 34
    assert {told.get("language", "fr") for told in published} == {
        "fr",
        "en",
        "ar",
        "tr",
        "pt",
        "uk",
    }
    assert {told["theme"] for told in published} == {1, 2, 3, 4, 5}
    assert {told["profile"] for told in published} >= {"pupil", "parent", "teacher", "staff"}
    assert all(told["strengths"] or told["irritants"] for told in voices)


def test_what_people_say_follows_french_typography():
    told = "\n".join(
        text
        for voice in queries.voices()
        if voice.get("language", "fr") == "fr"
        for text in (voice["title"], voice["text"], *voice["strengths"], *voice["irritants"])
    )
    assert re.findall(r"\w'\w|\"", told) == []
    assert re.findall(r"[^\u00a0\u202f][;!?»]", told) == []


def test_the_accounts_belong_to_nobody():
    codes = {territory["code"] for territory in queries.territories()}
    for person in queries.people():
        assert person["email"].endswith("@demo.example")
        assert person["territory"] in codes
    # One each: every page is tried from the sign-in page.
    assert sorted(person["role"] for person in queries.people()) == sorted(RoleKind.values)
