"""The bytes of a file, whatever wraps them, and never more of them than was bargained for."""

import gzip
import io
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from arpent.opendata import _seven
from arpent.opendata._errors import OpenDataError

fcntl: Any
try:
    import fcntl
except ModuleNotFoundError:  # where files are held by whoever opens them, and cannot be marked
    fcntl = None

MAX_BYTES = 20_000_000_000  # the largest national file, eligibility by building, is under 10 GB
MAX_RATIO = 200  # tables compress 5 to 20 times; a bomb, a thousand times
RATIO_FLOOR = 64_000_000  # under this size a high ratio is harmless
SQLITE = b"SQLite format 3\0"
_MEMBERS = (".csv", ".tsv", ".txt", ".json", ".geojson", ".gpkg")
_PREFIX, _MARK = "arpent-", ".held"
_REFUSED = (
    (b"Rar!", "une archive rar : décompressez-la d’abord"),
    (b"%PDF", "un PDF, pas des données"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
    (b"\xd0\xcf\x11\xe0", "un ancien classeur : enregistrez-le en CSV"),
    (b"PAR1", "un fichier Parquet : demandez l’export CSV"),
)
_BROKEN = "le fichier est incomplet ou abîmé : téléchargez-le de nouveau."


class _Bounded(io.RawIOBase):
    """What is inflated is counted as it comes: a directory may lie."""

    def __init__(self, inner: BinaryIO, packed: int) -> None:
        self._inner, self._read = inner, 0
        self._most = min(MAX_BYTES, max(RATIO_FLOOR, packed * MAX_RATIO))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        content = self._inner.read(len(view))
        self._read += len(content)
        if self._read > self._most:
            raise OpenDataError("le fichier, décompressé, est démesuré : il n’est pas lu.")
        view[: len(content)] = content
        return len(content)


@contextmanager
def unwrapped(path: Path | str) -> Iterator[Path]:
    """``path``, or what it packs where that must lie on a disk to be read (7z, a GeoPackage).

    Inflated once, into a temporary folder, for all the readings that the caller makes of it.
    """
    with ExitStack() as kept:
        try:
            plain = _plain(Path(path), kept)
        except OSError as error:
            raise OpenDataError(f"le fichier ne s’ouvre pas ({error.strerror}).") from error
        yield plain


def _plain(path: Path, kept: ExitStack) -> Path:
    with path.open("rb") as file:
        head = file.read(16)
    if head.startswith(_seven.SIGNATURE):
        return _seven.inflated(path, _folder(kept), most=_most(path), members=_MEMBERS)
    if head.startswith(SQLITE):
        return path
    with opened(path) as stream:
        if not stream.peek(16).startswith(SQLITE):  # type: ignore[attr-defined]
            return path
        found = _folder(kept) / (path.stem if path.suffix.lower() in (".gz", ".zip") else path.name)
        with found.open("wb") as out:
            shutil.copyfileobj(stream, out, 1 << 20)
        return found


def _folder(kept: ExitStack) -> Path:
    """A temporary folder, marked as ours for as long as this process lives."""
    _sweep(Path(tempfile.gettempdir()))
    folder = Path(kept.enter_context(tempfile.TemporaryDirectory(prefix=_PREFIX)))
    if fcntl is not None:
        # It is held before it is called a mark: nobody sweeps what is just born.
        mark = kept.enter_context((folder / "born").open("wb"))
        fcntl.flock(mark, fcntl.LOCK_EX)
        (folder / "born").rename(folder / _MARK)
    return folder


def _sweep(place: Path) -> None:
    """Whoever was killed outright left gigabytes behind: nobody holds their mark any more."""
    for mark in place.glob(f"{_PREFIX}*/{_MARK}") if fcntl is not None else ():
        with suppress(OSError), mark.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(mark.parent, ignore_errors=True)


def _most(path: Path) -> int:
    return min(MAX_BYTES, max(RATIO_FLOOR, path.stat().st_size * MAX_RATIO))


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The content of ``path``, out of its gzip or of its zip."""
    size = path.stat().st_size
    try:
        with path.open("rb") as file:
            head = file.read(16)
            file.seek(0)
            for signature, what in _REFUSED:
                if head.startswith(signature):
                    raise OpenDataError(f"c’est {what}.")
            if head.startswith(b"\x1f\x8b"):
                with gzip.open(file) as inner:
                    yield io.BufferedReader(_Bounded(inner, size), 1 << 16)  # type: ignore[arg-type]
            elif head.startswith(b"PK"):
                with zipfile.ZipFile(file) as archive, archive.open(_member(archive)) as inner:
                    yield io.BufferedReader(_Bounded(inner, size), 1 << 16)  # type: ignore[arg-type]
            else:
                yield file
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
        raise OpenDataError(_BROKEN) from error
    except (NotImplementedError, RuntimeError, KeyError) as error:
        # zipfile: an unknown compression, a password, a member that its own directory lacks.
        raise OpenDataError(
            "l’archive est protégée ou d’un format inconnu : décompressez-la."
        ) from error


def _member(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if any(info.filename == "[Content_Types].xml" for info in infos):
        raise OpenDataError("c’est un classeur : enregistrez-le en CSV.")
    found = [info for info in infos if info.filename.lower().endswith(_MEMBERS)]
    if len(found) != 1:
        raise OpenDataError(
            f"l’archive contient {len(found)} fichiers de données, il en faut un seul : "
            "décompressez-la et donnez ceux que vous voulez."
        )
    return found[0]
