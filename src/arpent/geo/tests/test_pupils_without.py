"""Pupils counted on fingers, from percentages of communes alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.geo import GeoError, Thresholds, pupils_without, white_zones
from arpent.geo.tests.ground import (
    AWAY,
    A,
    B,
    C,
    commune,
    lines,
    mobile,
    operator,
    school,
    street,
    whole,
    wired,
)


def fictional():
    """10,000 people are 500 pupils of the age of collège."""
    return {
        "communes": [commune("99001", 10_000), commune("99002", 4_000)],
        "schools": [school(A, "99001"), school(B, "99002")],
        "sectors": [whole("99001", A), whole("99002", B)],
        # Under 8 Mbit/s 20 % and 50 %, without 4G 90 % and 40 %: both, 10 to 20 % and 0 to 40 %.
        "wired": [wired("99001", 100, 80), wired("99002", 100, 50)],
        "mobile": [mobile("99001", 90), mobile("99002", 40)],
    }


def test_two_gaps_meet_between_the_bounds_of_frechet_and_the_middle_is_said():
    found = pupils_without("99", **fictional())
    first, second = found.schools
    assert (first.code, first.name, first.commune) == (A, f"Collège {A}", "99001")
    assert (first.residents, first.enrolled, first.pupils) == (500, None, 500)
    assert (first.low, first.without, first.high) == pytest.approx((50, 75, 100))
    assert (second.low, second.without, second.high) == pytest.approx((0, 40, 80))
    assert (found.total.low, found.total.without, found.total.high) == pytest.approx((50, 115, 180))
    assert {line.code: line.without for line in found.communes} == pytest.approx(
        {"99001": 75, "99002": 40}
    )
    assert {line.method for line in (*found.schools, *found.communes)} == {"commune"}
    assert (found.method, found.unplaced) == ("commune", None)
    assert found.used == ("debit-filaire", "couverture-mobile-nombre")


def test_a_school_is_raked_to_what_it_counts_and_both_figures_stay():
    found = pupils_without(
        "99",
        **fictional(),
        headcounts=[{"uai": A, "pupils": 400}, {"uai": B, "pupils": 120, "boarders": 20}],
    )
    first, second = found.schools
    assert (first.residents, first.enrolled, first.pupils) == (500, 400, 400)
    assert (first.low, first.without, first.high) == pytest.approx((40, 60, 80))
    # Boarders sleep at school: 100 of its 120 pupils live in its sector.
    assert (second.residents, second.enrolled, second.pupils) == (200, 120, 100)
    assert second.without == pytest.approx(20)
    assert found.total.pupils == pytest.approx(500)
    assert lines(found.communes)["99001"].pupils == pytest.approx(400)


def test_nobody_knows_whose_streets_lack_and_the_bounds_say_so():
    land = fictional()
    land["sectors"] = [
        street("99001", A, "RUE HAUTE"), street("99001", A, "RUE BASSE"),
        street("99001", A, "RUE NEUVE"), street("99001", B, "RUE SEULE"), whole("99002", B),
    ]  # fmt: skip
    found = pupils_without("99", **land)
    first, second = found.schools
    assert (first.residents, second.residents) == (375, 325)
    # All the pupils without of 99001 may be of A, or of B, or none of one's.
    assert (first.low, first.without, first.high) == pytest.approx((0, 56.25, 100))
    assert second.low == 0
    assert second.without == pytest.approx(18.75 + 40)
    assert second.high == pytest.approx(100 + 80)
    assert found.total.without == pytest.approx(first.without + second.without)
    assert (found.total.low, found.total.high) == pytest.approx((50, 180))


def test_a_shared_commune_and_a_college_of_another_departement():
    land = fictional()
    land["schools"] = [school(A, "99001"), school(AWAY, "98001", department="98")]
    land["sectors"] = [
        {**whole("99001", A), "whole": False}, {**whole("99001", AWAY), "whole": False},
    ]  # fmt: skip
    found = pupils_without("99", **land, headcounts=[{"uai": AWAY, "pupils": 900}])
    by_code = lines(found.schools)
    assert by_code[A].residents == by_code[AWAY].residents == 250
    # Its other pupils live elsewhere: nothing here says what they lack.
    assert (by_code[AWAY].enrolled, by_code[AWAY].pupils) == (900, 250)
    assert found.unplaced.residents == 200
    assert sum(line.without for line in (*found.schools, found.unplaced)) == pytest.approx(
        found.total.without
    )
    said = "\n".join(found.reported)
    assert f"collèges d’un autre département, dont seule la part d’ici est comptée : {AWAY}" in said
    assert "communes sans secteur, d’aucune école : 99002" in said
    assert "sans rues" in said


def test_a_pupil_of_the_neighbouring_departement_is_not_one_of_ours():
    land = fictional()
    land["communes"].append(commune("98001", 2_000, department="98"))
    land["sectors"].append(whole("98001", A))
    found = pupils_without("99", **land, headcounts=[{"uai": A, "pupils": 480}])
    # 500 live here and 100 there: 400 of the 480 are ours.
    assert (found.schools[0].enrolled, found.schools[0].pupils) == (480, 400)
    assert "comptent aussi des élèves d’ailleurs : 0990001M (98001)" in "\n".join(found.reported)


def test_what_is_not_told_stays_between_its_bounds():
    land = fictional()
    land["wired"] = land["wired"][:1]
    land["mobile"] = land["mobile"][1:]
    found = pupils_without("99", **land)
    first, second = found.schools
    assert (first.low, first.without, first.high) == pytest.approx((0, None, 100))
    assert (second.low, second.without, second.high) == pytest.approx((0, None, 80))
    assert found.total.without is None
    said = "\n".join(found.reported)
    assert "sans débit filaire connu, entre leurs bornes : 99002" in said
    assert "sans couverture mobile connue, entre leurs bornes : 99001" in said


def test_operators_bound_what_no_operator_serves_and_each_has_its_line():
    land = fictional()
    land["wired"] = [wired("99001", 100, 0), wired("99002", 100, 100)]
    land["mobile"] = []
    land["operators"] = [
        operator("99001", 20801, 70), operator("99001", 20810, 20), operator("99002", 20801, 100),
        operator("99002", 20810, 99), operator("99001", 20810, 0, "3G"),
    ]  # fmt: skip
    found = pupils_without("99", **land)
    # 30 % and 80 % are out: 10 % to 30 % are out of both.
    assert (found.schools[0].low, found.schools[0].high) == pytest.approx((50, 150))
    assert found.schools[1].without == 0
    orange, sfr = found.operators
    assert (orange.code, orange.name, orange.without) == ("20801", "Orange", pytest.approx(150))
    assert sfr.without == pytest.approx(400 + 2)
    assert found.used == ("debit-filaire", "couverture-mobile-operateurs")


def test_former_codes_count_in_the_commune_of_today():
    land = fictional()
    land["communes"] = [commune("99001", 10_000, former=["99101"]), commune("99002", 4_000)]
    land["wired"] = [wired("99001", 60, 60), wired("99101", 40, 20), wired("99002", 100, 50)]
    land["mobile"] = [mobile("99001", 90), mobile("99101", 100), mobile("99002", 40)]
    found = pupils_without("99", **land)
    # 20 of 100 premises; nobody knows how many of its people live in either part: 90 to 100 %.
    assert (found.schools[0].low, found.schools[0].high) == pytest.approx((50, 100))


def test_bad_rows_are_told_and_change_nothing():
    land = fictional()
    sound = pupils_without("99", **land)
    land["wired"] += [wired("99001", 10, 20), wired("99001", None, 2), wired("99001", 0, 0)]
    land["mobile"] += [mobile("99001", -3), {**mobile("99001", 5), "pop_4": None}]
    land["operators"] = [
        {**operator("99001", 20801, 50), "pop_bc": None},
        operator("99001", "?", 1),
    ]
    heads = [{"uai": None, "pupils": 1}, {"uai": A, "pupils": "many"}, {"uai": A, "pupils": -1}]
    found = pupils_without("99", **land, headcounts=heads)
    assert (found.schools, found.communes) == (sound.schools, sound.communes)
    said = "\n".join(found.reported)
    assert "débits de 99001" in said
    assert "couverture mobile de 99001" in said
    assert f"effectifs illisibles, laissés : {A}, None" in said


def test_under_five_pupils_and_what_subtraction_gives_is_hidden():
    land = {
        "communes": [commune("99001", 10_000), commune("99002", 4_000), commune("99003", 80)],
        "schools": [school(A), school(B), school(C)],
        "sectors": [whole("99001", A), whole("99002", B), whole("99003", C)],
        # 100 % without a wire: those without are those without 4G. 50, 4 and 0 of 4 pupils.
        "wired": [wired(code, 10, 0) for code in ("99001", "99002", "99003")],
        "mobile": [mobile("99001", 10), mobile("99002", 2), mobile("99003", 0)],
    }
    found = pupils_without("99", **land)
    by_code = lines((*found.schools, *found.communes))
    for small in (B, "99002"):
        assert (by_code[small].hidden, by_code[small].without, by_code[small].high) == (
            True, None, None,
        )  # fmt: skip
    # The total less the others would give them: another one is hidden, or the total is.
    for shown in (found.schools, found.communes):
        assert found.total.hidden or sum(line.hidden for line in shown) >= 2
    assert (by_code[C].hidden, by_code[C].pupils, by_code[C].residents) == (True, None, None)


def test_thresholds_are_parameters_and_absurd_ones_are_refused():
    land = fictional()
    land["wired"] = [{**row, "at_30": 0} for row in land["wired"]]
    slow = pupils_without("99", **land, thresholds=Thresholds(wired_mbit=30))
    assert slow.schools[0].without == pytest.approx(450)
    level = Thresholds(mobile_level="TBC")
    assert pupils_without("99", **land, thresholds=level).schools[0].without is None
    for wrong in ({"wired_mbit": 10}, {"mobile_level": "XX"}, {"fixed": ("FO", "SAT")}):
        with pytest.raises(GeoError):
            Thresholds(**wrong)


def test_white_and_grey_zones():
    rows = [
        {**mobile("99001", 10), "pop_1": 5, "pop_2": 5, "pop_4": 80},
        mobile("99002", 50, level="CL"),
        {**mobile("99003", 0), "pop_0": None, "pop_4": 60},
        {**mobile("99004", 0), "pop_4": None},
    ]
    found = white_zones(rows)
    assert found.keys() == {"99001", "99003"}
    assert (found["99001"].white, found["99001"].grey) == pytest.approx((0.1, 0.1))
    assert found["99003"].white == pytest.approx(0.4)
    assert white_zones(rows, level="CL")["99002"].white == 0.5


percents = st.integers(0, 100)


@st.composite
def lands(draw):
    codes = [f"99{rank:03d}" for rank in range(1, draw(st.integers(2, 6)))]
    sectors = []
    for code in codes:
        schools = draw(st.lists(st.sampled_from([A, B, C]), unique=True, max_size=3))
        if len(schools) == 1:
            sectors.append(whole(code, schools[0]))
        else:
            sectors += [street(code, uai, f"RUE {uai}") for uai in schools]
    heads = draw(st.dictionaries(st.sampled_from([A, B, C]), st.integers(1, 900)))
    return {
        "communes": [commune(code, draw(st.integers(0, 9_000))) for code in codes],
        "schools": [school(A), school(B), school(C)],
        "sectors": sectors,
        "headcounts": [{"uai": uai, "pupils": pupils} for uai, pupils in heads.items()],
        "wired": [wired(code, 100, draw(percents)) for code in codes],
        "mobile": [mobile(code, draw(percents)) for code in codes if draw(percents) > 5],
    }


def told(found):
    return (found.total, *found.schools, *found.communes, *filter(None, [found.unplaced]))


@given(lands(), st.randoms())
def test_lines_add_up_within_their_bounds_whatever_the_order_of_rows(land, chance):
    found = pupils_without("99", **land)
    for line in told(found):
        if not line.hidden:
            assert 0 <= line.low <= line.high <= line.pupils * (1 + 1e-12)
            assert line.without is None or line.low <= line.without <= line.high
            assert line.without in (None, 0) or line.without > 4.999
    placed = [*found.schools, *filter(None, [found.unplaced])]
    for parts in (placed, found.communes):
        if not any(line.hidden for line in (found.total, *parts)):
            assert sum(line.pupils for line in parts) == pytest.approx(found.total.pupils)
            if found.total.without is not None:
                assert sum(line.without for line in parts) == pytest.approx(found.total.without)
    shuffled = {name: chance.sample(rows, len(rows)) for name, rows in land.items()}
    assert pupils_without("99", **shuffled) == found


@given(lands(), st.data())
def test_a_better_network_never_adds_pupils_without(land, data):
    better = {**land}
    better["wired"] = [
        {**row, "at_8": data.draw(st.integers(row["at_8"], 100))} for row in land["wired"]
    ]
    better["mobile"] = [
        mobile(row["commune"], data.draw(st.integers(0, row["pop_0"]))) for row in land["mobile"]
    ]
    before, after = pupils_without("99", **land), pupils_without("99", **better)
    for old, new in zip(told(before), told(after), strict=True):
        for name in ("low", "without", "high"):
            if None not in (getattr(old, name), getattr(new, name)):
                assert getattr(new, name) <= getattr(old, name) + 1e-9
