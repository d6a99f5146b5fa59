"""What a file given to `maillage territory load` is: nobody has to say it."""

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from maillage.territory import (
    loading_contacts,
    loading_headcounts,
    loading_networks,
    loading_schools,
)
from maillage.territory.analysis import OpenDataError, recognise, table_rows, titles, unwrapped
from maillage.territory.errors import UnusableFile
from maillage.toolbox.analysis import fold

TERRITORIES, SCHOOLS, POSTCODES, HEADCOUNTS, CONTACTS, DATASET = (
    "territories",
    "schools",
    "postcodes",
    "headcounts",
    "contacts",
    "dataset",
)
# Beside data, in the folders that hold them: their descriptions and their pictures.
PASSED_BY = {".md", ".txt", ".pdf", ".html", ".png", ".jpg"}


@dataclass(frozen=True)
class Recognised:
    path: Path
    kind: str

    def rows(self):
        """As a table, by its own titles: for the loaders that know them."""
        try:
            yield from table_rows(self.path)
        except OpenDataError as problem:
            raise UnusableFile(str(problem)) from None


@contextmanager
def laid_out(path):
    """The file, out of an archive that is read on a disk: once, for all who read it after."""
    if loading_networks.is_network(path):
        yield path
        return
    kept = ExitStack()
    try:
        plain = kept.enter_context(unwrapped(path))
    except OpenDataError as problem:
        raise UnusableFile(str(problem)) from None
    with kept:
        yield plain


def recognised(path, *, counted=False):
    """`counted`: the year was given of a file that does not say it, hence headcounts are meant."""
    if loading_networks.is_network(path):
        return Recognised(path, DATASET)
    try:
        names = {fold(name) for name in titles(path)}
    except OpenDataError as problem:
        raise UnusableFile(str(problem)) from None
    if {"code", "name", "kind"} <= names:
        return Recognised(path, TERRITORIES)
    if loading_contacts.known(names):
        return Recognised(path, CONTACTS)
    if counted and loading_headcounts.known(names):
        return Recognised(path, HEADCOUNTS)
    try:
        recognise(path)
    except OpenDataError as problem:
        for kind, known in (
            (SCHOOLS, _has_all(names, loading_schools.NEEDED_OF_SCHOOLS)),
            (HEADCOUNTS, loading_headcounts.known(names)),
            (POSTCODES, _has_all(names, loading_schools.POSTCODE_COLUMNS)),
        ):
            if known:
                return Recognised(path, kind)
        raise UnusableFile(str(problem)) from None
    return Recognised(path, DATASET)


def _has_all(names, columns):
    return all(any(name in names for name in spellings) for spellings in columns.values())


def files_of(paths):
    """(file, was it named): a folder gives all it holds, whose strangers are passed by."""
    for path in paths:
        if not path.is_dir() or loading_networks.is_network(path):
            yield path, True
            continue
        for found in sorted(path.rglob("*")):
            if found.is_dir() and loading_networks.is_network(found):
                yield found, False
            if loading_networks.is_network(found.parent):
                continue
            hidden = any(part.startswith(".") for part in found.relative_to(path).parts)
            if found.is_file() and not hidden and found.suffix.lower() not in PASSED_BY:
                yield found, False
