"""Roads of a département, for minutes instead of kilometres: a folder, or the same in a zip.

Kept whole and compressed, as one part of a dataset: a search goes through all of it.
"""

import hashlib
import json
import shutil
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from maillage.territory.analysis import TravelError, load_network
from maillage.territory.enums import TravelMode
from maillage.territory.errors import UnusableFile
from maillage.territory.loading_datasets import Told
from maillage.territory.models import Dataset, DatasetPart

SOURCE, TITLE = "reseau-routier", "Réseau routier"
ABOUT = "reseau.json"
MODES = {"à pied": TravelMode.FOOT, "à vélo": TravelMode.BICYCLE, "en voiture": TravelMode.CAR}
# In the file, and in ours: what a figure that rests on it must name.
SAID = {"publisher": "editeur", "licence": "licence"}
MOST_BYTES = 2_000_000_000
PIECE = 1_000_000
# Degrees are never metres of a grid of ours.
DEGREES = 180
BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError)


def is_network(path):
    if path.is_dir():
        return (path / ABOUT).is_file()
    try:
        return zipfile.is_zipfile(path) and ABOUT in _members(path)
    except BROKEN:
        # Whoever reads the other files says what is wrong with it.
        return False


def load(path, *, edition, replace):
    """In place of the same way of travelling there, unless that is of a later edition."""
    with _laid_out(path) as folder:
        about = _about(folder)
        try:
            network = load_network(folder)
        except TravelError as problem:
            raise UnusableFile(str(problem)) from None
        digest = _digest(folder)
    if not len(network.xy) or abs(network.xy).max() <= DEGREES:
        raise UnusableFile(
            "nodes : les positions sont attendues en mètres, dans la projection du département "
            "(Lambert 93 en métropole)."
        )
    edition = edition or str(about.get("edition", ""))[:20]
    told = Told(SOURCE, TITLE, edition, series=str(about["mode"]), rows=len(network.tenths))
    if Dataset.objects.filter(source=SOURCE, digest=digest).exists():
        told.known = True
        return told
    held = Dataset.objects.filter(
        source=SOURCE, series=told.series, parts__department=about["departement"]
    )
    later = held.filter(edition__gt=edition).first() if edition and not replace else None
    if later is not None:
        told.left[about["departement"]] = f"l’édition {later.edition}, plus récente, est déjà là"
        return told
    held.delete()
    told.dataset = Dataset.objects.create(
        source=SOURCE,
        series=told.series,
        title=TITLE,
        edition=edition,
        digest=digest,
        file_name=path.name[:200],
        rows=told.rows,
        **{ours: str(about[theirs]) for ours, theirs in SAID.items()},
    )
    DatasetPart.objects.create(
        dataset=told.dataset,
        department=about["departement"],
        rank=1,
        rows=told.rows,
        content=network.packed(),
    )
    told.departments = [about["departement"]]
    return told


def _members(path):
    """{name without its folders: the member}: an archive often holds one folder."""
    with zipfile.ZipFile(path) as archive:
        return {Path(info.filename).name: info for info in archive.infolist() if not info.is_dir()}


@contextmanager
def _laid_out(path):
    if path.is_dir():
        yield path
        return
    members = _members(path)
    wanted = {name: info for name, info in members.items() if _is_ours(name)}
    if sum(info.file_size for info in wanted.values()) > MOST_BYTES:
        raise UnusableFile("le réseau, décompressé, est démesuré : il n’est pas lu.")
    with TemporaryDirectory(prefix="maillage-") as folder, zipfile.ZipFile(path) as archive:
        try:
            for name, info in wanted.items():
                with archive.open(info) as packed, (Path(folder) / name).open("wb") as plain:
                    shutil.copyfileobj(packed, plain)
        except BROKEN as problem:
            raise UnusableFile(f"l’archive est abîmée ou protégée ({problem}).") from None
        yield Path(folder)


def _is_ours(name):
    return name == ABOUT or Path(name).stem in {"nodes", "arcs"}


def _about(folder):
    """What the network says of itself, each part of it that a figure must name."""
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        about = None
    if not isinstance(about, dict):
        raise UnusableFile(f"{ABOUT} : un objet JSON est attendu.")
    for name in ("departement", "mode", *SAID.values()):
        if not str(about.get(name) or "").strip():
            raise UnusableFile(f"{ABOUT} : il manque « {name} ».")
    if about["mode"] not in MODES:
        raise UnusableFile(f"{ABOUT}, « mode » : l’un de {', '.join(MODES)}.")
    code = str(about["departement"]).upper().zfill(2)
    if len(code) > 3:
        raise UnusableFile(f"{ABOUT}, « departement » : un code, par exemple 44.")
    licence, publisher = str(about["licence"])[:100], str(about["editeur"])[:200]
    mode = MODES[about["mode"]]
    return {**about, "departement": code, "mode": mode, "licence": licence, "editeur": publisher}


def _digest(folder):
    found = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if _is_ours(path.name):
            with path.open("rb") as file:
                while piece := file.read(PIECE):
                    found.update(piece)
    return found.hexdigest()
