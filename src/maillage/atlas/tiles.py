"""Tiles of a département, on the disk beside the base: a file under the digest of its content, and
what the page needs to know of it.

A file is never changed: a page that was opened before goes on reading the one that it named.
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from tempfile import NamedTemporaryFile
from time import time

from django.conf import settings

# A page opened yesterday may still ask for the tiles of yesterday.
KEPT_SECONDS = 24 * 3600
SUFFIX = ".pmtiles"


@dataclass(frozen=True)
class Drawn:
    """`name`: of its file. `listed`: {layer: [{key, name, at…}]}, what the page lists."""

    name: str
    bounds: tuple
    layers: dict
    listed: dict


def folder():
    return settings.DATA / "tiles"


def drawn_of(department):
    """The tiles in force; None where nothing was drawn."""
    try:
        told = json.loads(_told(department).read_text(encoding="utf-8"))
        return Drawn(**told)
    except FileNotFoundError:
        return None


def are_since(department, moment):
    try:
        return _told(department).stat().st_mtime >= moment.timestamp()
    except FileNotFoundError:
        return False


def file_named(name):
    """A file of tiles; None where there is none of that name."""
    path = folder() / f"{name}{SUFFIX}"
    return path if path.is_file() else None


def keep(department, tiles, listed):
    """The new file first, then what names it: whoever reads meanwhile reads the old ones."""
    folder().mkdir(parents=True, exist_ok=True)
    name = f"{department}-{hashlib.sha256(tiles.content).hexdigest()[:20]}"
    drawn = Drawn(name, tiles.bounds, dict(tiles.layers), listed)
    _replace(folder() / f"{name}{SUFFIX}", tiles.content)
    told = json.dumps(asdict(drawn), ensure_ascii=False, separators=(",", ":"))
    _replace(_told(department), told.encode())
    _forget_old(department, name)
    return drawn


def _told(department):
    return folder() / f"{department}.json"


def _replace(path, content):
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.stem}-", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise


def _forget_old(department, name):
    # And what a process that was killed was writing.
    for path in (*folder().glob(f"{department}-*{SUFFIX}"), *folder().glob(f".{department}-*")):
        if path.stem != name and path.stat().st_mtime < time() - KEPT_SECONDS:
            path.unlink(missing_ok=True)
