"""The real sectors, schools and communes of Loire-Atlantique; networks and headcounts invented."""

import random
from pathlib import Path

import pytest

from arpent.geo import pupils_without
from arpent.geo.tests.ground import lines, mobile, wired
from arpent.opendata import Row, recognise

REAL = Path(__file__).parents[5] / "shared/data/territory-44"
FILES = {
    "communes": "admin/communes-cog2026-pays-de-la-loire.json",
    "schools": "education/annuaire-education_44_subset.csv",
    "sectors": "education/carte-scolaire-colleges-publics_44_rebuilt.csv",
}


def real(name):
    path = REAL / FILES[name]
    if not path.exists():
        pytest.skip("les données publiques partagées ne sont pas à côté du dépôt")
    return [
        row.values
        for row in recognise(path)
        if isinstance(row, Row) and row.department in ("44", "")
    ]


def test_eighty_two_sectors_of_loire_atlantique_add_up_and_say_what_is_odd():
    land, chance = {name: real(name) for name in FILES}, random.Random(44)
    codes = [row["code"] for row in land["communes"] if row["kind"] == "commune"]
    found = pupils_without(
        "44",
        **land,
        headcounts=[
            {"uai": row["uai"], "pupils": chance.randint(300, 800)} for row in land["schools"]
        ],
        # A fifth without a wire and half without a network, so that nothing is small.
        wired=[wired(code, 100, chance.randint(70, 90)) for code in codes],
        mobile=[mobile(code, chance.randint(40, 60)) for code in codes],
    )
    assert (len(found.communes), len(found.schools)) == (207, 82)
    assert found.unplaced is None
    # One inhabitant in twenty is of that age.
    assert found.total.residents == pytest.approx(1_487_570 * 0.05)
    shown = [line for line in found.schools if not line.hidden]
    assert len(shown) > 60
    for line in (*shown, found.total):
        assert 0 <= line.low <= line.without <= line.high <= line.pupils
    for parts in (found.schools, found.communes):
        assert sum(line.pupils or 0 for line in parts) == pytest.approx(found.total.pupils, abs=5)
    # Redon is in Ille-et-Vilaine: only those of here are counted.
    redon = lines(found.schools)["0350969N"]
    assert (redon.enrolled, redon.name) == (None, "0350969N")
    said = "\n".join(found.reported)
    for told in (
        "44160 (aujourd’hui 44003)",
        "communes d’ailleurs, laissés : 56030, 56058, 56155",
        "dont seule la part d’ici est comptée : 0350969N",
        "comptent aussi des élèves d’ailleurs : 0440015C (56030, 56058, 56155)",
    ):
        assert told in said
