"""Départements counted from their files: the same from rows, from columns, here or on a cluster."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

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


ON_A_CLUSTER = """
import distributed
import sys
from pathlib import Path
from arpent.geo import pupils_without_in

if __name__ == "__main__":
    files = {code: sorted(Path(sys.argv[1], code).iterdir()) for code in ("44", "85")}
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as two:
        there = list(pupils_without_in(files, scheduler=two.scheduler_address))
    assert there == list(pupils_without_in(files))
    assert len(there) == 2 and there[0][1].schools
"""


def test_a_cluster_of_two_tells_what_one_machine_tells(files, tmp_path):
    pytest.importorskip("distributed", reason="the extra dask is not installed")
    script = tmp_path / "on_a_cluster.py"
    script.write_text(ON_A_CLUSTER, encoding="utf-8")
    folder = files["44"]["communes"].parents[1]
    # Processes of its own: here, no socket opens.
    done = subprocess.run(
        [sys.executable, str(script), str(folder)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=Path(__file__).parents[4],
    )
    assert done.returncode == 0, done.stderr


def test_a_tiny_nation_is_generated_counted_and_swept(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(drill_nation, "PROCESSES", 1)
    monkeypatch.setattr(drill_nation, "NATION", replace(drill_nation.NATION, communes=600))
    assert drill_nation.drill(0.001, 2, tmp_path)
    said = capsys.readouterr().out
    assert "2 départements" in said
    assert list(tmp_path.iterdir()) == []
