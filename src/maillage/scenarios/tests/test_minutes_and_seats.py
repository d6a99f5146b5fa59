"""Minutes by road, seats that fill up, and pupils by squares of 200 m."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.scenarios import analysis
from maillage.scenarios.actions import commit_scenario, measure_again
from maillage.scenarios.enums import Objective
from maillage.scenarios.errors import NoRoads, SeatsOfEverybody
from maillage.scenarios.models import Scenario
from maillage.scenarios.tests.conftest import LIBRARIES, WEST
from maillage.scenarios.tests.test_look_for_places import asked, make, opened
from maillage.scenarios.tests.test_scenario_pages import text, typed
from maillage.territory.actions import load_dataset
from maillage.territory.analysis import project
from maillage.territory.estimating import packed
from maillage.territory.models import Dataset, EstimateGround
from maillage.territory.tests.test_load_networks import ABOUT
from maillage.voices.tests.factories import WorkshopFactory

pytestmark = pytest.mark.django_db


def middle(code, north=47.05):
    """The middle of a commune, in metres: its library is a kilometre north of it."""
    return project(WEST[code] + 0.05, north, source=4326, target=2154)


@pytest.fixture
def roads(estimate, tmp_path):
    """From each commune, ten minutes to its library; Brumeval and Lanterres are twelve apart."""
    folder = tmp_path / "roads"
    folder.mkdir()
    nodes, arcs = ["id;x;y"], ["from;to;seconds"]
    for key, (code, *_more) in LIBRARIES.items():
        for name, north in ((code, 47.05), (key, 47.06)):
            x, y = middle(code, north)
            nodes.append(f"{name};{x};{y}")
        arcs += [f"{code};{key};600", f"{key};{code};600"]
    arcs += ["99002;L3;720", "99003;L2;1200"]
    (folder / "nodes.csv").write_text("\n".join(nodes))
    (folder / "arcs.csv").write_text("\n".join(arcs))
    (folder / "reseau.json").write_text(json.dumps(ABOUT))
    load_dataset(path=folder, acting_user=None)
    return estimate


def by_road(minutes, **more):
    return asked(by="foot", minutes=float(minutes), distance=0.0, **more)


def test_minutes_go_one_way_along_the_roads(roads):
    # In ten minutes each commune has its library; in twelve, that of Lanterres serves two.
    assert opened(make(roads, by_road(10))) == ["Bibliothèque de Brumeval"]
    scenario = make(roads, by_road(12))

    assert opened(scenario) == ["=Bibliothèque de Lanterres"]
    assert scenario.name == "Val-de-Brume : 1 lieu, à moins de 12 min"
    told = {one["code"]: one for one in scenario.outcome["communes"]}
    assert told["99002"]["minutes"] == pytest.approx(12, abs=0.01)
    assert told["99002"]["metres"] is None
    assert scenario.outcome["sources"][-1]["licence"] == "ODbL 1.0"


def test_who_is_left_is_told_how_far_the_nearest_place_is(roads):
    (lanterres,) = [
        one for one in make(roads, by_road(10)).outcome["communes"] if one["code"] == "99003"
    ]
    assert (lanterres["reached"], round(lanterres["minutes"])) == (0, 20)


def test_a_network_is_unpacked_once_and_may_lead_to_no_place(roads, monkeypatch):
    unpacked = []
    monkeypatch.setattr(
        analysis,
        "network_of",
        lambda held, real=analysis.network_of: unpacked.append(held) or real(held),
    )
    scenario = make(roads, by_road(10, existing=False))
    assert (len(unpacked), scenario.outcome["totals"]["before"]) == (1, [0, 0, 0])


def test_the_choice_is_on_the_page_and_in_the_files(client, roads):
    client.force_login(UserFactory(territory_lead_of=roads.territory))
    said = typed(roads.territory, by="foot", minutes="12", distance="")

    page = client.post(reverse("scenarios:new"), said, follow=True)

    told = text(page)
    assert "12 min au plus, à pied par la voirie" in told
    assert "À vol d’oiseau" not in told
    assert "Réseau routier, OpenStreetMap, 2026-10, ODbL 1.0" in told
    assert 'class="near"' not in told
    scenario = Scenario.objects.get()
    rows = client.get(reverse("scenarios:data", args=[scenario.pk, "csv"])).content.decode()
    assert ";12,0;à pied par la voirie;" in rows
    again = text(client.get(reverse("scenarios:new"), {"de": scenario.pk}))
    assert 'name="minutes" value="12"' in again
    assert "ODbL" in json.dumps(json.loads(
        client.get(reverse("scenarios:data", args=[scenario.pk, "geojson"])).content
    )["sources"])  # fmt: skip


def test_minutes_are_offered_where_a_network_is_held_and_asked_for_in_full(client, roads):
    client.force_login(UserFactory(territory_lead_of=roads.territory))
    form = text(client.get(reverse("scenarios:new")))
    assert "en minutes, à pied par la voirie" in form
    assert "en minutes, en voiture" not in form

    for wrong, reason in (
        ({"by": "foot"}, "Écrivez une durée"),
        ({"by": "foot", "minutes": "500"}, "Écrivez un nombre entier de 1 à 120"),
        ({"by": "car", "minutes": "5"}, "Sélectionnez un choix valide"),
        ({"by": "", "distance": ""}, "Écrivez une distance"),
    ):
        refused = client.post(reverse("scenarios:new"), typed(roads.territory, **wrong))
        assert refused.status_code == 422
        assert reason in text(refused)


def test_without_a_network_minutes_are_not_offered_and_are_refused(client, estimate):
    client.force_login(UserFactory(territory_lead_of=estimate.territory))
    assert "En combien de minutes" not in text(client.get(reverse("scenarios:new")))
    with pytest.raises(NoRoads, match="Val-de-Brume, à pied"):
        make(estimate, by_road(10))


def test_an_indicator_whose_network_is_gone_says_that_it_is_not_measured(client, roads):
    scenario = make(roads, by_road(12))
    workshop = WorkshopFactory(territory=roads.territory, published=True)
    commit_scenario(scenario=scenario, horizon="court terme", workshop=workshop, acting_user=None)
    client.force_login(UserFactory(territory_lead_of=roads.territory))
    assert "n’est plus mesuré" not in text(client.get(scenario.get_absolute_url()))

    assert measure_again(estimate=roads, acting_user=None) == 1
    Dataset.objects.filter(licence="ODbL 1.0").delete()

    assert measure_again(estimate=roads, acting_user=None) == 0
    assert "Son indicateur n’est plus mesuré" in text(client.get(scenario.get_absolute_url()))


def test_the_terminal_takes_minutes_of_the_network_that_is_held(roads, capsys):
    call_command("siting", "99", "--places", "1", "--within", "12min", "--seconds", "0.5")
    assert "Trajet : 12 min au plus, à pied par la voirie." in capsys.readouterr().out
    call_command("siting", "99", "--places", "1", "--within", "12 min", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["way"], told["limit"]) == ("à pied par la voirie", {"minutes": 12})
    with pytest.raises(CommandError, match="en voiture"):
        call_command("siting", "99", "--places", "1", "--within", "12min", "--by", "car")


def test_seats_fill_up_and_who_finds_none_is_left(estimate):
    # Brumeval: 40 pupils for eight seats; twice as many turns serve them all.
    some = make(estimate, asked(turns=2))
    brumeval = {one["code"]: one for one in some.outcome["communes"]}["99002"]

    assert opened(some) == ["=Bibliothèque de Lanterres"]
    assert brumeval["reached"] == 0
    all_ = make(estimate, asked(turns=5))
    assert opened(all_) == ["Bibliothèque de Brumeval"]
    assert (all_.reached, all_.left) == (70, 20)


def test_existing_places_are_full_too_and_the_bounds_follow(estimate):
    # Sauvelle has twelve seats, open already: of its 30 pupils 24 have one.
    scenario = make(estimate, asked(turns=2))

    sauvelle = {one["code"]: one for one in scenario.outcome["communes"]}["99001"]
    assert (sauvelle["reached_before"], sauvelle["is_reached"]) == (24, False)
    # Between 20 and 50: four fifths of them.
    assert scenario.outcome["totals"]["before"] == [24, 16, 40]


def test_seats_are_not_counted_with_the_fewest_places(client, estimate):
    with pytest.raises(SeatsOfEverybody):
        make(estimate, asked(objective=Objective.EVERYBODY, places=None, turns=2))
    client.force_login(UserFactory(territory_lead_of=estimate.territory))
    said = typed(estimate.territory, objective="everybody", turns="2")
    refused = client.post(reverse("scenarios:new"), said)
    assert refused.status_code == 422
    assert "avec des places comptées" in text(refused)


def test_hours_and_sundays_are_asked_of_places_and_the_unknown_is_told(estimate):
    scenario = make(estimate, asked(hours=12.0, slots=("sunday",)))
    assert scenario.opened == 1
    assert scenario.outcome["candidates"] == 3


@pytest.fixture
def squares(estimate):
    """Brumeval's pupils: six in ten near its library, the others and one in a hundred far off."""
    x, y = (round(each) for each in middle("99002", 47.06))
    ground = {"99002": [[x, y, 0.6], [x + 9_000, y - 9_000, 0.39], [x, y - 30_000, 0.01]]}
    EstimateGround.objects.create(estimate=estimate, content=packed(ground))
    return estimate


def test_a_commune_counted_by_squares_is_reached_in_part_by_fives(client, squares):
    scenario = make(squares, asked(distance=2.0))

    brumeval = {one["code"]: one for one in scenario.outcome["communes"]}["99002"]
    # 24 of 40, and 16 left: fifteen are told, and the largest part takes the one that remains.
    assert (brumeval["how"], brumeval["reached"], brumeval["is_reached"]) == ("spread", 25, False)
    # With the twenty of Lanterres; three eighths of the bounds of Brumeval.
    assert scenario.outcome["totals"]["left"] == [35, 21.25, 62.5]
    client.force_login(UserFactory(territory_lead_of=squares.territory))
    page = text(client.get(scenario.get_absolute_url()))
    assert "carreaux de 200 m" in page
    assert "sur 40" in page
    assert "2 autres sont comptées à leur centre peuplé" in page


def test_nothing_kept_or_shown_tells_one_square(client, squares):
    """Whatever the limit, parts of a commune are whole fives, or all of the others."""
    for distance in (0.5, 2.0, 14.0, 40.0):
        scenario = make(squares, asked(distance=distance, existing=False, places=1))
        for one in scenario.outcome["communes"]:
            left = one["without"] - one["reached"]
            assert left == 0 or left >= 5
            assert one["reached"] == 0 or one["reached"] >= 5
        assert scenario.outcome["proof"].keys().isdisjoint({"value", "bound"})


def test_squares_are_joined_until_all_pairs_have_room_and_nobody_is_lost(monkeypatch):
    monkeypatch.setattr(analysis, "PAIRS", 20)
    points, weights = [(10.0, 10.0), (390.0, 30.0), (9_000.0, 50.0)], [1.0, 2.0, 4.0]

    xy, people = analysis._merged(points, weights, 10)
    alone, _people = analysis._merged(points, weights, 5)

    assert (xy.tolist(), people.tolist()) == ([[200, 200], [9_000, 200]], [3, 4])
    assert alone.tolist() == [list(point) for point in points]
