"""Départements counted from their files: the same from rows and from columns."""

from dataclasses import replace

import pytest

from arpent.geo import GeoError, pupils_without, pupils_without_in
from arpent.opendata import Row, recognise, table_rows

pytest.importorskip("pyarrow")
pytest.importorskip("shapely")

from bench import drill_nation
from bench.ground_files import Size, write

SMALL = Size().of(0.002)
CODES = "44", "85"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ground")
    return {code: write(folder / code, code, SMALL, seed) for seed, code in enumerate(CODES)}


def rows(path):
    return [row.values for row in recognise(path) if isinstance(row, Row)]


def paths(files):
    return {code: list(own.values()) for code, own in files.items()}


def test_files_tell_what_their_rows_tell(files):
    own = files["44"]
    by_rows = pupils_without(
        "44",
        communes=rows(own["communes"]),
        schools=rows(own["annuaire-education"]),
        sectors=rows(own["carte-scolaire-colleges"]),
        headcounts=[
            {"uai": row["numero_college"], "pupils": int(row["nombre_eleves_total"])}
            for row in table_rows(own["effectifs"])
        ],
        wired=rows(own["debit-filaire"]),
        mobile=rows(own["couverture-mobile-nombre"]),
        operators=rows(own["couverture-mobile-operateurs"]),
        addresses=rows(own["adresses"]),
        buildings=rows(own["immeubles"]),
        eligibility=rows(own["eligibilite"]),
    )
    assert by_rows.total.enrolled is None
    assert {line.method for line in by_rows.schools} == {"address"}
    assert dict(pupils_without_in({"44": list(own.values())})) == {"44": by_rows}


def test_files_of_the_country_are_shared_between_its_departements(files, tmp_path):
    joined = tmp_path / "commune_debit_filaire.csv"
    head, *first = files["44"]["debit-filaire"].read_text().splitlines(keepends=True)
    rest = files["85"]["debit-filaire"].read_text().splitlines(keepends=True)[1:]
    joined.write_text("".join([head, *first, *rest]))
    apart = {
        code: [path for source, path in own.items() if source != "debit-filaire"]
        for code, own in files.items()
    }
    assert dict(pupils_without_in(apart, country=[joined])) == dict(pupils_without_in(paths(files)))


def test_what_lacks_and_what_is_given_twice_is_refused_by_name(files):
    own = dict(files["44"])
    twice = [*own.values(), own["adresses"]]
    with pytest.raises(GeoError, match="adresses est donné deux fois"):
        list(pupils_without_in({"44": twice}))
    del own["debit-filaire"], own["communes"]
    with pytest.raises(GeoError, match="44 : il manque les fichiers de communes, wired"):
        list(pupils_without_in({"44": list(own.values())}))
    with pytest.raises(GeoError, match="se donne par département"):
        list(pupils_without_in({}, country=[own["adresses"]]))


def test_a_tiny_nation_is_generated_counted_and_swept(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(drill_nation, "PROCESSES", 1)
    monkeypatch.setattr(drill_nation, "NATION", replace(drill_nation.NATION, communes=600))
    assert drill_nation.drill(0.001, 2, tmp_path)
    said = capsys.readouterr().out
    assert "2 départements" in said
    assert list(tmp_path.iterdir()) == []
