"""Street names as files write them, and the numbers that go to each school."""

import csv
import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.geo._streets import levenshtein, plain, streets_of
from arpent.geo.tests.ground import A, B, street

REAL = Path(__file__).parents[5] / "shared/data/territory-44/education"


def streets(*rules):
    told = {}
    return streets_of(rules, told), told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AV DU GAL DE GAULLE", "Avenue du Général de Gaulle"),
        ("ALLEE SAINT EXUPERY", "All. St-Exupéry"),
        ("BD DES BELGES", "Boulevard des Belges"),
        ("LIEU DIT LA BIZOLAIS", "La Bizolais"),
        ("L AUMONERIE", "L’Aumônerie"),
        ("RUE DU 8 MAI 1945", "Rue du huit mai 1945"),
        ("CHE DU PT MOULIN", "chemin du Petit-Moulin"),
        ("PL NOTRE DAME", "Place ND"),
    ],
)
def test_a_name_is_one_however_it_is_written(one, other):
    assert plain(one) == plain(other)


def test_a_slip_of_the_pen_is_forgiven_and_a_neighbour_is_not_taken_for_another():
    found, _ = streets(
        street("1", A, "RUE DE LA BIZOLAIS"), street("1", B, "IMPASSE DE LA BIZOLAIS"),
        street("1", A, "RUE DU 8 MAI 1945"), street("1", B, "RUE DES PINS"),
        street("1", A, "LA CHENAIE"),
    )  # fmt: skip
    assert found.find("Rue de la Bizollais").schools == (A,)
    assert found.find("Impasse de la Bisolais").schools == (B,)
    # Another kind of street, another date, another tree.
    for name in ("Place de la Bizolais", "Rue du 4 mai 1945", "Rue des Pies", "Rue Neuve", "", "?"):
        assert found.find(name) is None
    # Hamlets are written with a kind of street, or without.
    assert found.find("Chemin de la Chênaie").schools == (A,)


def test_two_streets_as_much_alike_of_two_schools_are_neither():
    found, _ = streets(street("1", A, "RUE DES ROSIERS"), street("1", B, "RUE DES ROSIERT"))
    assert found.find("RUE DES ROSIERE") is None


def test_numbers_go_by_side_and_by_range():
    found, told = streets(
        street("1", A, "RUE HAUTE", 1, 49, "I"), street("1", B, "RUE HAUTE", 2, 9999, "P"),
        street("1", B, "RUE HAUTE", 51, 9999, "I"),
    )  # fmt: skip
    here = found.find("rue haute")
    sent = {number: here.of(number) for number in (1, 2, 49, 51, 12_000, None)}
    assert sent == {1: (A,), 2: (B,), 49: (A,), 51: (B,), 12_000: (B,), None: ()}
    assert told == {}


def test_a_narrow_rule_is_an_exception_to_a_wide_one_and_equals_are_told():
    found, told = streets(
        street("1", A, "RUE HAUTE"), street("1", B, "RUE HAUTE", 7, 7), street("1", A, "RUE BASSE"),
        street("1", B, "RUE BASSE"), street("1", A, "RUE BASSE"),
    )  # fmt: skip
    assert [found.find("RUE HAUTE").of(number) for number in (5, 7)] == [(A,), (B,)]
    assert found.find("RUE BASSE").of(5) == (A, B)
    assert told == {"overlapping": ["rue basse"]}


def test_what_is_corrupted_is_taken_as_wide_as_it_may_be_and_told():
    found, told = streets(
        street("1", A, "RUE UN", None, 10), street("1", A, "RUE DEUX", 1, 10, None),
        street("1", A, "RUE TROIS", 30, 20),
    )  # fmt: skip
    assert found.find("RUE UN").of(10) == found.find("RUE DEUX").of(7) == (A,)
    assert found.find("RUE TROIS").of(25) == (A,)
    assert found.find("RUE TROIS").of(31) == ()
    assert told == {"numbers": ["RUE UN"], "parity": ["RUE DEUX"], "reversed": ["RUE TROIS"]}


def table(one, other):
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row = row, [at]
        for place, each in enumerate(other, 1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != each)))
    return row[-1]


@given(st.text("ab c", max_size=90), st.text("ab c", max_size=30))
def test_letters_to_change_are_those_of_the_table(one, other):
    assert levenshtein(one, other) == table(one, other)


def test_the_most_alike_is_the_one_that_comparing_to_all_gives():
    chance = random.Random(44)
    syllables = ("ba", "de", "rou", "lan", "mi", "ker", "o", "ss")

    def word():
        return "".join(chance.choice(syllables) for _ in range(chance.randint(1, 5)))

    names = sorted({f"RUE {word()} {word()}" for _ in range(110)})
    found, _ = streets(*(street("1", chance.choice([A, B]), name) for name in names))
    met = Counter()
    for name in names:
        at = chance.randrange(4, len(name))
        asked = plain(name[:at] + chance.choice("xyzab") + name[at + chance.randint(0, 2) :])
        scores = {
            other: 1 - table(asked.core, other.core) / (4 + max(len(asked.core), len(other.core)))
            for other in found.by_name
            if table(asked.core, other.core) < 0.25 * max(len(asked.core), len(other.core))
        }
        best = max(scores.values(), default=0)
        ties = [other for other, score in scores.items() if score == best]
        expected = None
        if best > 0.8 and len({found.by_name[other].schools for other in ties}) == 1:
            expected = found.by_name[ties[0]].schools
        if asked not in found.by_name:
            near = found.find(f"{asked.kind} {asked.core}")
            assert (near and near.schools) == expected
            met[near is not None] += 1
    assert met[True] > 15
    assert met[False] > 2


def test_the_real_streets_of_loire_atlantique_find_themselves_and_each_other_s_slips():
    path = REAL / "carte-scolaire-colleges-publics_44_rebuilt.csv"
    if not path.exists():
        pytest.skip("les données publiques partagées ne sont pas à côté du dépôt")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if row["type_et_libelle"]]
    nantes = [
        street("44109", row["code_rne"], row["type_et_libelle"], int(float(row["n_de_voie_debut"])),
               int(float(row["n_de_voie_fin"])), row["parite"])
        for row in rows if row["code_insee"] == "44109"
    ]  # fmt: skip
    found, _ = streets(*nantes)
    names = sorted({row["street"] for row in nantes})
    # No two streets of Nantes become one.
    assert len(names) == len(found.by_name) > 2_900
    assert all(found.find(name.title()) is found.by_name[plain(name)] for name in names)
    chance, ends = random.Random(44), Counter()
    for name in chance.sample(names, 300):
        words = name.split()
        if len(words[-1]) < 6:
            continue
        at = chance.randrange(len(words[-1]))
        words[-1] = words[-1][:at] + words[-1][at + 1 :]
        there = found.find(" ".join(words))
        ends["none" if there is None else there is found.by_name[plain(name)]] += 1
    assert ends[False] <= 1
    assert ends[True] >= 0.95 * ends.total()
