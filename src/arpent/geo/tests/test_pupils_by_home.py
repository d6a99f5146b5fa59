"""Ten homes in a row, a metre sign between them: pupils counted home by home."""

import random

import pytest

from arpent.geo import Thresholds, pupils_without
from arpent.geo.tests.ground import (
    A,
    B,
    address,
    building,
    commune,
    covered,
    lines,
    mobile,
    offer,
    school,
    street,
    whole,
    wired,
)

pytest.importorskip("numpy")
EAST = 400_000.0
HIGH, LOW = "Rue Haute", "Rue Basse"


def row_of_homes(people=1_000):
    """Homes 0 to 4 rue Haute, 5 to 9 rue Basse, every 100 m. 1,000 people: 50 pupils, 5 a home.

    No wire at 8 Mbit/s in homes 3, 4 and 5; no operator in homes 4 to 9.
    """
    addresses = [
        address(rank, "99001", HIGH if rank < 5 else LOW, rank + 1, EAST + 100 * rank)
        for rank in range(10)
    ]
    return {
        "communes": [commune("99001", people)],
        "schools": [school(A, "99001"), school(B, "99001")],
        "sectors": [street("99001", A, "RUE HAUTE"), street("99001", B, "R BASSE")],
        "wired": [wired("99001", 100, 70)],
        "mobile": [mobile("99001", 60)],
        "addresses": addresses,
        "buildings": [
            building(rank, "99001", EAST + 100 * rank, addresses[rank]) for rank in range(10)
        ],
        "eligibility": [
            offer(rank, *(("HD3", "CU") if rank in (3, 4, 5) else ())) for rank in range(10)
        ],
        "areas": [
            covered(20801, EAST - 50, EAST + 250), covered(20810, EAST + 50, EAST + 350, "TBC"),
            covered(20815, EAST, EAST + 1_000, "CL"),
            covered(20820, EAST, EAST + 1_000, technology="3G"),
            covered(20820, EAST, EAST + 1_000, usage="voix"),
        ],
    }  # fmt: skip


def test_pupils_are_counted_home_by_home():
    found = pupils_without("99", **row_of_homes())
    by_code = lines(found.schools)
    # Home 4 on the one side, home 5 on the other: five pupils each.
    for uai in (A, B):
        line = by_code[uai]
        assert (line.residents, line.without) == pytest.approx((25, 5))
        assert line.method == "address"
        assert line.low < 5 < line.high
    assert found.total.without == pytest.approx(10)
    assert {"adresses", "immeubles", "eligibilite", "couverture-mobile"} <= set(found.used)
    orange, sfr = found.operators
    assert (orange.name, orange.without, sfr.without) == (
        "Orange", pytest.approx(35), pytest.approx(35),
    )  # fmt: skip


def test_the_bounds_say_the_chance_of_the_draw():
    line = lines(pupils_without("99", **row_of_homes()).schools)[A]
    # One home in five: the pupils of 25 are a draw, of variance 25 x .2 x .8.
    assert (line.low, line.high) == pytest.approx((5 - 1.96 * 2, 5 + 1.96 * 2))


def test_satellite_and_saturated_offers_serve_nobody_and_4g_fixe_does_where_it_is_asked():
    land = row_of_homes()
    land["eligibility"] += [
        offer(4, technology="SAT"), offer(4, saturated=True), offer(5, "THD30", "4GF"),
    ]  # fmt: skip
    assert pupils_without("99", **land).total.without == pytest.approx(10)
    fixed = Thresholds(fixed=("FO", "CU", "COAX", "4GF"))
    found = pupils_without("99", **land, thresholds=fixed)
    # Five are left, all of A; were B told to have none, nothing would be given away.
    assert found.total.without == pytest.approx(5)
    assert (lines(found.schools)[A].without, lines(found.schools)[B].without) == (
        pytest.approx(5), 0,
    )  # fmt: skip


def test_a_building_weighs_as_much_as_its_dwellings():
    land = row_of_homes()
    land["buildings"][4]["dwellings"] = 11
    found = pupils_without("99", **land)
    # 20 dwellings, of which 15 rue Haute: 2.5 pupils each, and one building of 11 without.
    assert lines(found.schools)[A].residents == pytest.approx(37.5)
    assert found.total.without == pytest.approx(2.5 * 12)


def test_a_building_without_address_is_of_the_nearest_within_70_m():
    land = row_of_homes()
    for building_, away in ((land["buildings"][4], 60), (land["buildings"][5], 0)):
        building_["address"] = "99001_9999_00001" if away else None
    near = pupils_without("99", **land)
    assert [line.without for line in near.schools] == pytest.approx([5, 5])
    far = row_of_homes(10_000)
    far["buildings"][4] = building(4, "99001", EAST + 400, None, y=6_700_090.0)
    found = pupils_without("99", **far)
    line = lines(found.schools)[A]
    # It may be of either: the estimate shares it as the others are, the bounds do not believe it.
    assert line.residents == pytest.approx(200 + 50 * 4 / 9)
    assert line.low == 0
    assert found.total.without == pytest.approx(100)


def test_a_commune_whose_addresses_do_not_match_is_refused_and_the_next_method_takes_it():
    land = row_of_homes()
    for row in land["addresses"][:4]:
        row["street"] = "Impasse Inconnue"
    found = pupils_without("99", **land)
    assert found.method == "commune"
    assert "trouvé leur rue dans la carte scolaire : 99001 (60 %)" in "\n".join(found.reported)
    land["addresses"][0]["street"] = HIGH
    assert pupils_without("99", **land).method == "address"
    squares = [square("CRS3035RES200mN0E0", 0)]
    assert pupils_without("99", **{**land, "squares": squares}).method == "address"


def test_a_commune_without_eligibility_is_left_to_percentages():
    land = row_of_homes()
    land["eligibility"] = land["eligibility"][:6]
    found = pupils_without("99", **land)
    assert found.method == "commune"
    assert "moins de 70 % des logements ont un débit connu : 99001 (60 %)" in "\n".join(
        found.reported
    )


def test_homes_of_which_nothing_is_told_widen_the_bounds():
    land = row_of_homes()
    land["eligibility"] = [row for row in land["eligibility"] if row["id"] not in ("B8", "B9")]
    sure, found = pupils_without("99", **row_of_homes()), pupils_without("99", **land)
    line = lines(found.schools)[B]
    assert line.method == "address"
    # Of three homes told, one lacks: as much of the two others, which may both.
    assert line.without == pytest.approx(25 / 3)
    assert line.high > lines(sure.schools)[B].high


def test_wires_by_home_and_mobile_by_commune_meet_between_bounds():
    land = row_of_homes(10_000)
    del land["areas"]
    found = pupils_without("99", **land)
    # 3 homes of 10 have no wire, 6 of 10 no operator: none to three meet.
    assert found.total.without == pytest.approx(75)
    assert [line.without for line in found.schools] == pytest.approx([50, 25])
    assert {line.low for line in found.schools} == {0}


def test_a_street_that_two_colleges_share_is_of_either():
    land = row_of_homes()
    land["sectors"].append(street("99001", B, "RUE HAUTE"))
    found = pupils_without("99", **land)
    by_code = lines(found.schools)
    assert by_code[A].low == 0
    assert sum(line.residents for line in found.schools) == pytest.approx(50)
    assert "mêmes numéros sont donnés à plusieurs collèges : rue haute (99001)" in "\n".join(
        found.reported
    )


def test_former_communes_share_a_commune_where_addresses_say_which():
    land = row_of_homes()
    land["communes"] = [commune("99001", 1_000, former=["99101", "99102"])]
    land["sectors"] = [whole("99101", A), whole("99102", B)]
    for rank, row in enumerate(land["addresses"]):
        row["former"] = "99101" if rank < 5 else "99102"
    found = pupils_without("99", **land)
    assert [line.without for line in found.schools] == pytest.approx([5, 5])


def square(name, children, communes=("99001",)):
    return {"square": name, "aged_11_17": children, "communes": list(communes)}


def squares_under(homes):
    """The squares of 200 m in which the homes stand, and how many stand in each."""
    from arpent.geo._project import project

    found = {}
    for home in homes:
        x, y = project(home["x"], home["y"], source=3857, target=3035)
        name = f"CRS3035RES200mN{int(y // 200) * 200}E{int(x // 200) * 200}"
        found[name] = found.get(name, 0) + 1
    return found


def test_squares_tell_where_children_live_and_a_college_has_four_ages_of_seven():
    land = row_of_homes()
    del land["addresses"]
    land["sectors"] = [whole("99001", A)]
    under = squares_under(land["buildings"])
    land["squares"] = [square(name, 7 * many) for name, many in under.items()]
    found = pupils_without("99", **land)
    assert found.total.residents == pytest.approx(40)
    assert found.total.without == pytest.approx(8)
    assert found.method == "address"
    land["eligibility"] = []
    squared = pupils_without("99", **land)
    assert (squared.method, squared.total.residents) == ("square", pytest.approx(40))
    # 30 % and, by position, 60 % of homes: 0 to 30 % meet.
    assert squared.total.without == pytest.approx(6)
    older = pupils_without("99", **land, level="lycee")
    assert older.total.residents == pytest.approx(30)


def test_a_refused_commune_is_shared_by_its_squares_as_far_as_streets_are_known():
    land = row_of_homes()
    for row in land["addresses"][5:9]:
        row["street"] = "Impasse Inconnue"
    under = squares_under(land["buildings"])
    land["squares"] = [square(name, 7 * many) for name, many in under.items()]
    found = pupils_without("99", **land)
    assert found.method == "square"
    by_code = lines(found.schools)
    assert sum(line.residents for line in found.schools) == pytest.approx(40)
    # Five homes are surely of A and one of B: the four others go as they do.
    assert by_code[A].residents == pytest.approx(4 * (5 + 4 * 5 / 6))


def test_bad_rows_of_every_kind_change_nothing():
    land = row_of_homes()
    sound = pupils_without("99", **land)
    land["addresses"] += [{"id": None, "commune": "99001"}, address(77, "98765", "Rue", None, 0.0),
                          {"id": "x", "commune": "99001", "street": None}]  # fmt: skip
    land["buildings"] += [{"id": None}, {"id": "N", "commune": "99001"}, land["buildings"][0],
                          building(99, "98765", EAST)]  # fmt: skip
    land["eligibility"] += [{}, {"id": "B4", "technology": None, "down": "?"}]
    land["squares"] = [square("nowhere", 3), square("CRS3035RES200mN0E0", -1)]
    land["areas"] += [
        {**covered(20801, 0, 1), "piece": b"?"},
        {**covered(20801, 0, 1), "piece": None},
    ]
    found = pupils_without("99", **land)
    assert (found.schools, found.communes) == (sound.schools, sound.communes)
    said = "\n".join(found.reported)
    assert "carreaux illisibles, laissés : CRS3035RES200mN0E0, nowhere" in said
    assert "polygones de couverture illisibles" in said


def test_the_order_of_rows_changes_nothing_and_a_better_network_adds_nobody():
    land, chance = row_of_homes(), random.Random(44)
    found = pupils_without("99", **land)
    for _ in range(5):
        mixed = {name: chance.sample(rows, len(rows)) for name, rows in land.items()}
        assert pupils_without("99", **mixed) == found
    before = found.total.without
    for rank in (4, 5):
        land["eligibility"].append(offer(rank, "BHD8", "CU"))
        after = pupils_without("99", **land).total.without
        assert after is None or after < before
        before = after or 0.0


def test_where_those_without_live_is_told_by_squares_unless_their_commune_is_hidden():
    land = row_of_homes()
    # No wire in homes 3 to 5 and 9, no operator from home 4: seven of home 4, and homes 5 and 9.
    land["eligibility"][9] = offer(9, "HD3")
    for rank, own in enumerate(land["buildings"]):
        dwellings = 7 if rank == 4 else 1
        own |= building(rank, "99001", EAST + 100 * rank + 20, None, dwellings, 6_700_020.0)

    found = pupils_without("99", **land)

    middle = 6_700_100
    assert found.places == {
        "99001": ((400_500, middle, pytest.approx(8 / 9, abs=1e-4)), (400_900, middle, 0.1111))
    }
    assert pupils_without("99", **{**land, "communes": [commune("99001", 90)]}).places == {}
    assert pupils_without("99", **{**land, "buildings": []}).places == {}
