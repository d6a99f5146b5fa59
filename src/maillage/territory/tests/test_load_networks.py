"""Roads of a département are kept as other files are, whatever wraps them."""

import json
import shutil

import pytest
from django.core.management import CommandError, call_command

from maillage.territory.actions import load_dataset
from maillage.territory.enums import TravelMode
from maillage.territory.errors import UnusableFile
from maillage.territory.models import Dataset
from maillage.territory.queries import roads_of, travel_modes

pytestmark = pytest.mark.django_db

ABOUT = {
    "departement": "99", "mode": "à pied", "editeur": "OpenStreetMap", "licence": "ODbL 1.0",
    "edition": "2026-10",
}  # fmt: skip


def roads(folder, nodes="A;400000;6700000\nB;401000;6700000\n", seconds=60, **about):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "nodes.csv").write_text(f"id;x;y\n{nodes}", encoding="utf-8")
    (folder / "arcs.csv").write_text(
        f"from;to;seconds\nA;B;{seconds}\nB;A;90,5\n", encoding="utf-8"
    )
    told = {name: said for name, said in {**ABOUT, **about}.items() if said}
    (folder / "reseau.json").write_text(json.dumps(told), encoding="utf-8")
    return folder


def load(path, **options):
    return load_dataset(path=path, acting_user=None, **options)


def test_a_zip_or_a_folder_among_others_is_recognised_and_keeps_where_it_comes_from(
    tmp_path, capsys
):
    folder = roads(tmp_path / "données" / "marche")
    zipped = shutil.make_archive(str(tmp_path / "reseau"), "zip", folder.parent)

    call_command("territory", "load", zipped)
    call_command("territory", "load", str(tmp_path / "données"))

    first, second = capsys.readouterr().out.splitlines()
    assert first == "reseau.zip : Réseau routier foot 2026-10, 2 lignes ; départements 99."
    assert second == "marche : Réseau routier foot 2026-10, déjà là."
    kept = Dataset.objects.get()
    assert (kept.publisher, kept.licence, len(kept.digest)) == ("OpenStreetMap", "ODbL 1.0", 64)
    assert travel_modes(["99", "98"]) == {"99": [TravelMode.FOOT]}
    assert roads_of("99", "foot").source["edition"] == "2026-10"
    assert roads_of("99", "car") is None


def test_another_edition_takes_the_place_of_that_mode_and_an_older_one_does_not(tmp_path):
    load(roads(tmp_path / "foot"))
    load(roads(tmp_path / "car", mode="en voiture"))
    left = load(roads(tmp_path / "old", seconds=61, edition="2025-01"))
    assert left.left == {"99": "l’édition 2026-10, plus récente, est déjà là"}
    load(roads(tmp_path / "new", seconds=62, edition="2026-11"))

    assert {(one.series, one.edition) for one in Dataset.objects.all()} == {
        ("foot", "2026-11"), ("car", "2026-10"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"mode": "à la nage"}, "« mode » : l’un de à pied, à vélo, en voiture"),
        ({"licence": ""}, "il manque « licence »"),
        ({"departement": "Nord"}, "un code, par exemple 44"),
        ({"nodes": "A;-1,5;47\nB;-1,6;47\n"}, "en mètres"),
        ({"nodes": "A;400000;6700000\n"}, "arcs, ligne 3, « from » : le nœud B"),
        ({"seconds": "vite"}, "arcs, ligne 2, « seconds » : vite n’est pas un nombre"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(tmp_path, wrong, told):
    with pytest.raises(UnusableFile, match=told):
        load(roads(tmp_path / "wrong", **wrong))
    assert not Dataset.objects.exists()


def test_a_broken_zip_is_refused_without_a_trace(tmp_path, capsys):
    path = shutil.make_archive(str(tmp_path / "reseau"), "zip", roads(tmp_path / "roads"))
    content = (tmp_path / "reseau.zip").read_bytes()
    central = content.index(b"PK\x01\x02")
    # Compressed bytes of the first member; its entry, then the offset, in the central directory.
    for start, zeros in ((60, 10), (100, 5), (central, 4), (len(content) - 6, 4)):
        broken = bytearray(content)
        broken[start : start + zeros] = b"\0" * zeros
        (tmp_path / "reseau.zip").write_bytes(broken)

        with pytest.raises(CommandError):
            call_command("territory", "load", path)

        assert "reseau.zip : " in capsys.readouterr().err
    assert not Dataset.objects.exists()
