"""Coverage out of GeoPackages: cut small, exactly, one polygon at a time; or refused whole."""

import gzip
import math
import subprocess
import sys
import zipfile

import pytest
import shapely
from tests import public_packages as packages
from tests.public_files import GIVEN

from arpent.opendata import Filing, OpenDataError, Row, recognise, unwrapped
from arpent.opendata._pieces import MOST_POINTS, subdivided


def write(folder, content, name="2026_T1_couv_Metropole_OF_4G_data.gpkg"):
    path = folder / name
    path.write_bytes(content)
    return path


def read(path):
    reading = recognise(path)
    return reading, [found for found in reading if isinstance(found, Row)]


def star(points, at=(500_000, 6_600_000), radius=40_000):
    """A ring that goes in and out, as coverage round a mast does."""
    ring = [
        (
            at[0] + math.cos(turn) * radius * (0.7 + 0.3 * (rank % 2)),
            at[1] + math.sin(turn) * radius * (0.7 + 0.3 * (rank % 2)),
        )
        for rank in range(points)
        for turn in [2 * math.pi * rank / points]
    ]
    return [*ring, ring[0]]


def union(rows):
    return shapely.union_all(shapely.from_wkb([row.values["piece"] for row in rows]))


def test_each_level_of_an_operator_is_read_with_what_it_says(tmp_path):
    reading, rows = read(write(tmp_path, packages.package()))
    assert (reading.source.name, reading.series) == ("couverture-mobile", "20801 4G data")
    assert reading.edition == "2026-03-31"
    assert [row.values["level"] for row in rows] == ["TBC", "BC", "CL"]
    assert {(row.department, row.values["grid"], row.values["date"]) for row in rows} == {
        ("99", 2154, "2026-03-31")
    }
    assert union(rows).equals(shapely.box(355_000, 6_690_000, 356_000, 6_691_000))


def test_a_large_polygon_is_tiled_exactly_by_small_ones(tmp_path):
    hole = star(300, radius=15_000)
    shape = shapely.Polygon(star(3_000), [hole])
    blob = packages.blob(packages.multipolygon(packages.polygon(star(3_000), hole)))
    rows = read(write(tmp_path, packages.package(packages.rows(["BC"]), [blob])))[1]
    pieces = shapely.from_wkb([row.values["piece"] for row in rows])
    assert shapely.get_num_coordinates(pieces).max() <= MOST_POINTS
    assert shapely.is_valid(pieces).all()
    assert shapely.area(pieces).sum() == pytest.approx(shape.area, rel=1e-12)
    assert union(rows).symmetric_difference(shape).area < 1e-3


@pytest.mark.parametrize(
    "shape",
    [
        shapely.Point(0, 0).buffer(1e-3, 500),
        shapely.box(0, 0, 1e6, 1e-2).segmentize(100),
        shapely.Polygon(star(1_000), [star(300, radius=r) for r in (9_000,)]),
        shapely.box(0, 0, 800, 800).difference(
            shapely.MultiPoint([(x, y) for x in range(50, 800, 50) for y in range(50, 800, 50)])
            .buffer(20)
        ),
    ],
)  # fmt: skip
def test_halving_neither_loses_nor_invents_land(shape):
    pieces = list(subdivided(shape))
    assert sum(piece.area for piece in pieces) == pytest.approx(shape.area, rel=1e-9)
    assert shapely.union_all(pieces).symmetric_difference(shape).area <= 1e-6 * shape.area


def test_a_polygon_that_crosses_itself_is_repaired(tmp_path):
    bow = [(355_000, 6_690_000), (356_000, 6_691_000), (356_000, 6_690_000), (355_000, 6_691_000),
           (355_000, 6_690_000)]  # fmt: skip
    blob = packages.blob(packages.polygon(bow))
    rows = read(write(tmp_path, packages.package(packages.rows(["BC"]), [blob])))[1]
    assert union(rows).area == 500_000


@pytest.mark.parametrize("width", [640, 637, 10])
def test_a_long_one_that_crosses_itself_in_many_places_is_too(tmp_path, monkeypatch, width):
    monkeypatch.setattr("arpent.opendata._pieces.JUDGED", 500)
    # There and back, crossing in each middle: cuts fall between crossings, and on them.
    there = [(355_000 + width * n, 6_690_000 + 900 * (-1) ** n) for n in range(650)]
    back = [(x, 2 * 6_690_000 - y) for x, y in reversed(there)]
    ring = [*there, *back, there[0]]
    blob = packages.blob(packages.polygon(ring))
    rows = read(write(tmp_path, packages.package(packages.rows(["BC"]), [blob])))[1]
    repaired = shapely.make_valid(shapely.Polygon(ring))
    assert union(rows).symmetric_difference(repaired).area < 1e-6 * repaired.area


@pytest.mark.parametrize(
    ("epsg", "name", "grid"),
    [
        (2154, "renommé.gpkg", 2154),
        (None, "2026_T1_couv_Metropole_OF_4G_data.gpkg", 2154),
        (0, "couv_Metropole.gpkg", 2154),
    ],
)
def test_the_grid_is_what_the_file_says_else_its_name(tmp_path, epsg, name, grid):
    rows = read(write(tmp_path, packages.package(epsg=epsg), name))[1]
    assert {row.values["grid"] for row in rows} == {grid}


def test_degrees_are_put_in_metres_and_an_island_on_its_own_grid(tmp_path):
    ring = [(55.45, -20.9), (55.46, -20.9), (55.46, -20.89), (55.45, -20.89), (55.45, -20.9)]
    content = packages.package(
        packages.rows(["BC"], department="", operator=64700),
        [packages.blob(packages.polygon(ring), srs=4326)],
        epsg=4326,
        layer="2026_T1_couv_Reunion",
    )
    row = read(write(tmp_path, content, "a.gpkg"))[1][0]
    assert (row.department, row.values["grid"]) == ("974", 2975)
    # A hundredth of a degree at that latitude: 1,040 by 1,107 metres.
    assert union([row]).area == pytest.approx(1_040 * 1_107, rel=0.01)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (packages.package(epsg=None), "ni le fichier ni son nom"),
        (packages.package(epsg=2975), "sortent de la grille EPSG:2975"),
        (packages.package(epsg=99999), "EPSG:99999 est inconnue"),
        (packages.package([]), "aucune ligne"),
        (
            packages.package([*packages.rows(["BC"]), *packages.rows(["BC"], operator=20810)]),
            "mêle 20801 4G data et 20810 4G data",
        ),
        (packages.package(packages.rows(["BC", "TTBC"])), "ligne 2, colonne niveau"),
        (packages.package()[:6_000], "incomplet ou abîmé"),
        (
            packages.package(
                [packages.rows()[0][:2] + packages.rows()[0][3:]],
                columns=(*packages.COLUMNS[:2], *packages.COLUMNS[3:]),
            ),
            "il manque.*operateur_infra",
        ),
    ],
    ids=range(8),
)
def test_what_would_be_a_wrong_map_is_refused_with_the_reason(tmp_path, content, said):
    with pytest.raises(OpenDataError, match=said):
        read(write(tmp_path, content, "a.gpkg"))


def test_a_wrapped_package_is_inflated_once_for_several_readings(tmp_path):
    content = packages.package()
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("couv.gpkg", content)
    for path in (
        write(tmp_path, packages.packed(("couv.gpkg", content)), "a.gpkg.7z"),
        write(tmp_path, gzip.compress(content), "a.gpkg.gz"),
        tmp_path / "a.zip",
    ):
        assert len(read(path)[1]) == 3
        with unwrapped(path) as plain:
            assert plain.read_bytes() == content
        assert not plain.exists()


def test_what_a_killed_process_left_is_swept_by_the_next_one(tmp_path, monkeypatch):
    pytest.importorskip("fcntl")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    left = tmp_path / "temporary" / "arpent-left"
    left.mkdir(parents=True)
    (left / ".held").touch()
    (left / "couv.gpkg").touch()
    packed = write(tmp_path, packages.packed(("couv.gpkg", packages.package())), "a.gpkg.7z")
    with unwrapped(packed) as plain:
        assert not left.exists()
        # What is held stays, whoever comes after.
        with unwrapped(packed) as other:
            assert plain.exists() and other.exists() and plain != other
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (packages.packed(("a.gpkg", b"x"), ("b.gpkg", b"y")), "2 fichiers de données"),
        (packages.packed(("lisez.md", b"x")), "0 fichiers de données"),
        (packages.packed(("a.csv", b"x;y\n"), password="secret"), "mot de passe"),
        (packages.packed(("a.csv", b"x;y\n" * 50_000)), "démesuré"),
        (packages.packed(("a.csv", b"x;y\n" * 9))[:-9], "incomplète ou abîmée"),
    ],
    ids=["two", "none", "locked", "bomb", "cut"],
)
def test_an_archive_that_is_none_of_ours_is_refused(tmp_path, monkeypatch, content, said):
    monkeypatch.setattr("arpent.opendata._open.RATIO_FLOOR", 100_000)
    monkeypatch.setattr("arpent.opendata._open.MAX_RATIO", 1)
    with pytest.raises(OpenDataError, match=said):
        recognise(write(tmp_path, content, "a.7z"))


def test_a_piece_is_filed_wherever_it_comes_near_a_commune():
    communes = [
        ("44", [[[[-1.56, 47.21], [-1.55, 47.21], [-1.55, 47.22], [-1.56, 47.21]]]]),
        ("49", [[[[-0.56, 47.46], [-0.55, 47.46], [-0.55, 47.47], [-0.56, 47.46]]]]),
    ]
    filing = Filing(communes, 2154)
    nantes = shapely.Point(355_500, 6_689_500)
    assert filing.of(shapely.to_wkb(nantes.buffer(100))) == ["44"]
    assert filing.of(shapely.to_wkb(nantes.buffer(90_000))) == ["44", "49"]
    assert filing.of(shapely.to_wkb(shapely.Point(700_000, 6_600_000).buffer(100))) == []


@pytest.mark.skipif(GIVEN is None, reason="the public files are not beside this checkout")
def test_the_synthetic_samples_are_read_as_geos_reads_them():
    """Invented polygons, in the true schema of ARCEP."""
    import sqlite3

    for path in sorted((GIVEN / "mobile").glob("*.gpkg")):
        reading, rows = read(path)
        db = sqlite3.connect(path)
        (table,) = db.execute("SELECT table_name FROM gpkg_contents").fetchone()
        for level, geom in db.execute(f'SELECT niveau, geom FROM "{table}"'):  # noqa: S608
            ours = [row for row in rows if row.values["level"] == level]
            whole = shapely.from_wkb(geom[40:])
            assert union(ours).symmetric_difference(whole).area < 1e-6 * whole.area
        db.close()
        assert reading.edition == "2018-01-31"


MEASURE = """
import resource, sys
from arpent.opendata import recognise
first = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for path in sys.argv[1:]:
    rows = sum(1 for _ in recognise(path))
    print(rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_a_level_of_a_country_is_never_held_whole(tmp_path):
    """A geometry of 2 MB, then one of 16: the reader grows by less than a quarter of it."""
    polygons = [
        packages.polygon(star(198, (300_000 + 900 * rank, 6_600_000), 400)) for rank in range(640)
    ]
    paths = []
    for name, times in (("small", 1), ("large", 8)):
        blob = packages.blob(packages.multipolygon(*polygons * times))
        content = packages.package(packages.rows(["BC"]), [blob])
        paths.append(str(write(tmp_path, content, f"{name}_Metropole.gpkg")))
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *paths], capture_output=True, text=True, check=True
    )
    (few, before), (many, after) = (map(int, line.split()) for line in done.stdout.splitlines())
    assert many == 8 * few
    assert (after - before) * 1024 < 4_000_000
