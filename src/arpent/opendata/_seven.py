"""The 7z archives in which ARCEP publishes coverage: one file of data, inflated in a folder."""

import lzma
import shutil
import struct
import zlib
from pathlib import Path
from typing import Any, BinaryIO

from arpent.opendata._errors import OpenDataError

SIGNATURE = b"7z\xbc\xaf\x27\x1c"
# A directory of one file takes a few hundred bytes; one of a million files is not for us.
_MAX_DIRECTORY = 1_000_000
# What a decoder raises when an archive lies to it, beside its own errors.
_LIES = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError,
    NotImplementedError, RecursionError, TypeError, ValueError, lzma.LZMAError, struct.error,
    zlib.error,
)  # fmt: skip
_BROKEN = "l’archive est incomplète ou abîmée : téléchargez-la de nouveau."


def inflated(path: Path, folder: Path, *, most: int, members: tuple[str, ...]) -> Path:
    """The only file of data of the archive, written in ``folder``; at most ``most`` bytes."""
    from py7zr import exceptions

    try:
        _refuse_directory(path)
        return _extracted(path, folder, most, members)
    except exceptions.PasswordRequired as error:
        raise OpenDataError(
            "l’archive est protégée par un mot de passe : décompressez-la."
        ) from error
    except (exceptions.ArchiveError, exceptions.AbsolutePathError, *_LIES) as error:
        raise OpenDataError(_BROKEN) from error


def _refuse_directory(path: Path) -> None:
    """The directory lies where the first bytes say, and they may say anything."""
    with path.open("rb") as file:
        head = file.read(32)
    offset, length = struct.unpack_from("<QQ", head, 12)
    if length > _MAX_DIRECTORY or 32 + offset + length > path.stat().st_size:
        raise OpenDataError(_BROKEN)


def _extracted(path: Path, folder: Path, most: int, members: tuple[str, ...]) -> Path:
    import py7zr

    with py7zr.SevenZipFile(path, "r", max_extract_size=most) as archive:
        if archive.needs_password():
            raise OpenDataError("l’archive est protégée par un mot de passe : décompressez-la.")
        listed = [one for one in archive.list() if not one.is_directory]
        found = [one for one in listed if one.filename.lower().endswith(members)]
        if len(found) != 1:
            raise OpenDataError(
                f"l’archive contient {len(found)} fichiers de données, il en faut un seul : "
                "décompressez-la et donnez ceux que vous voulez."
            )
        if sum(one.uncompressed for one in listed) > most:
            raise OpenDataError("le fichier, décompressé, est démesuré : il n’est pas lu.")
        if found[0].uncompressed > shutil.disk_usage(folder).free:
            raise OpenDataError(
                "la place manque pour décompresser l’archive : libérez-en, ou donnez un autre "
                "dossier temporaire (TMPDIR)."
            )
        target = folder / Path(found[0].filename).name
        # Closed here: an archive that breaks leaves its writer as it was.
        with target.open("wb") as file:
            writers = _writers(file, found[0].filename, most)
            archive.extract(targets=[found[0].filename], factory=writers)
    if not target.exists() or target.stat().st_size != found[0].uncompressed:
        raise OpenDataError(_BROKEN)
    return target


def _writers(file: BinaryIO, name: str, most: int) -> Any:
    """py7zr asks for a writer by the name of a member: only ours, and never beyond its bound."""
    from py7zr.io import NullIO, Py7zIO, WriterFactory

    class Bounded(Py7zIO):
        _written = 0

        def write(self, content: bytes | bytearray) -> int:
            self._written += len(content)
            if self._written > most:
                raise OpenDataError("le fichier, décompressé, est démesuré : il n’est pas lu.")
            return file.write(content)

        def read(self, size: int | None = None) -> bytes:
            return b""

        def seek(self, offset: int, whence: int = 0) -> int:
            return self._written

        def flush(self) -> None:
            file.flush()

        def size(self) -> int:
            return self._written

    class Writers(WriterFactory):
        def create(self, filename: str) -> Any:
            return Bounded() if filename == name else NullIO()  # type: ignore[no-untyped-call]

    return Writers()
