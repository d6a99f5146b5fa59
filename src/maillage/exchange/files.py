"""Tables as the field sends them, read row by row: CSV of any dialect, XLSX, JSON, JSON Lines.

What a file is, it says by its first bytes, never by its name. What cannot be read says why, and
where, in one line.
"""

import gzip
import io
import zipfile
from contextlib import ExitStack, contextmanager

from django.utils.translation import gettext as _

from maillage.exchange import delimited, objects, workbooks
from maillage.exchange.bounds import LIMITS, MEGABYTE, PIECE, Unpacked
from maillage.exchange.errors import Unreadable

ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"


@contextmanager
def open_table(path, limits=LIMITS):
    """The first sheet of a workbook, or the rows of a file; Unreadable when it is neither."""
    with ExitStack() as held:
        table = _table(path, held, limits)
        while table.header and not table.header[-1].strip():
            table.header.pop()
        if len(table.header) > limits.columns:
            raise Unreadable(
                _("%(count)d colonnes, c’est plus que les %(most)d possibles.")
                % {"count": len(table.header), "most": limits.columns}
            )
        yield table


def _table(path, held, limits):
    size = path.stat().st_size
    if size == 0:
        raise Unreadable(_("Le fichier est vide."))
    if size > limits.packed:
        raise too_large(limits)
    with path.open("rb") as file:
        head = file.read(len(ZIP))
    if head.startswith(ZIP):
        return _archive(path, held, limits)
    opened = gzip.open if head.startswith(GZIP) else io.FileIO

    def stream():
        found = held.enter_context(opened(path, "rb"))
        return io.BufferedReader(Unpacked(found, size, limits), PIECE)

    return _text(stream, limits)


def too_large(limits):
    return Unreadable(
        _("Le fichier dépasse %(size)d Mo : envoyez-le en plusieurs fois.")
        % {"size": limits.packed // MEGABYTE}
    )


def _archive(path, held, limits):
    try:
        archive = held.enter_context(zipfile.ZipFile(path))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise Unreadable(_("Ce fichier est abîmé : il ne s’ouvre pas.")) from None
    files = archive.infolist()
    if "[Content_Types].xml" in archive.namelist():
        return workbooks.read(archive, held, limits)
    if len(files) != 1 or files[0].is_dir():
        raise Unreadable(
            _("Cette archive ne tient pas un seul tableau : envoyez le fichier lui-même.")
        )

    def stream():
        try:
            found = held.enter_context(archive.open(files[0]))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
            raise Unreadable(_("Ce fichier est abîmé : il ne s’ouvre pas.")) from None
        return io.BufferedReader(Unpacked(found, files[0].compress_size, limits), PIECE)

    return _text(stream, limits)


def _text(stream, limits):
    """`stream()` opens it at its beginning, as often as it has to be read."""
    head = stream().peek(PIECE)[:PIECE]
    encoding = _encoding(head)
    if b"\0" in head and encoding != "utf-16":
        raise Unreadable(_("Ce n’est pas un tableau de texte : il tient des caractères nuls."))

    def text():
        return io.TextIOWrapper(stream(), encoding, "strict", newline="")

    start = head.decode(encoding, "replace").lstrip("\ufeff \r\n\t")
    if start[:1] == "[":
        return objects.read(lambda: objects.of_a_list(text(), limits), limits)
    if start[:1] == "{":
        return objects.read(lambda: objects.one_a_line(text(), limits), limits)
    return delimited.read(text(), start, limits)


def _encoding(head):
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A character may be cut at the end of the sample.
        if error.end < len(head) - 4:
            return "cp1252"
    return "utf-8-sig"
