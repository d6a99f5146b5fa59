"""The texts of a file: a list in JSON, or a column of a table."""

import json
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maillage.diagnosis.errors import NoTexts
from maillage.exchange.errors import Unreadable
from maillage.exchange.queries import table_of
from maillage.toolbox.analysis import fold

# What files call what people said, and its subject. Ours says it in several columns.
OURS = ("recit", "irritants", "points_forts")
SAID = (
    "texte", "text", "textes", "recit", "contribution", "contributions", "temoignage", "message",
    "verbatim", "verbatims", "reponse", "reponses", "commentaire", "commentaires", "contenu",
    "body", "body fr", "description", "proposition", "avis", "irritant", "point", "propos",
    "formulation", "titre", "title", "title fr",
)  # fmt: skip
SUBJECT = ("thematique", "theme", "themes", "categorie", "category", "category name fr", "rubrique")
SHOWN = 60
# Words that the name of a column may have.
A_NAME = 4


@dataclass
class Texts:
    """`lines[i]`: where text i stands in its file, as its reader counts. `themes[i]`: said there.

    `silent`: rows that hold no word. `columns`: where the texts are.
    """

    texts: list
    lines: list
    themes: list
    silent: int
    columns: tuple

    @property
    def examples(self):
        return [(text, theme) for text, theme in zip(self.texts, self.themes, strict=True) if theme]


def texts_of(path, columns=()):
    """Raises NoTexts, which says what to do; Unreadable, which says where it stops."""
    if _is_a_list_of_strings(path):
        return _listed(path)
    with table_of(path) as table:
        header = [name.strip() for name in table.header]
        places = _places(header, columns)
        subject = next((at for at, name in enumerate(header) if fold(name) in SUBJECT), None)
        found = Texts([], [], [], 0, tuple(header[at] for at in places))
        for line, cells in _rows(table, header, columns):
            words = "\n".join(
                cells[at].strip() for at in places if at < len(cells) and cells[at].strip()
            )
            if not any(map(str.isalnum, words)):
                found.silent += 1
                continue
            theme = cells[subject].strip() if subject is not None and subject < len(cells) else ""
            found.texts.append(words)
            found.lines.append(line)
            found.themes.append(theme)
    return _some(found)


def _rows(table, header, columns):
    """One column whose name is a sentence has no name: it is the first of the texts."""
    if len(header) == 1 and not columns and len(header[0].split()) > A_NAME:
        yield 1, header
    yield from table.rows


def _is_a_list_of_strings(path):
    with path.open("rb") as file:
        head = file.read(1_000).removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"[") and head[1:].lstrip()[:1] in (b'"', b"]")


def _listed(path):
    try:
        said = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise Unreadable(_("Ce fichier JSON est mal formé : %(why)s.") % {"why": error}) from None
    if not all(isinstance(each, str) for each in said):
        raise Unreadable(_("Cette liste JSON ne tient pas que des textes."))
    kept = [(at, each) for at, each in enumerate(said, 1) if any(map(str.isalnum, each))]
    return _some(
        Texts(
            texts=[each for _at, each in kept],
            lines=[at for at, _each in kept],
            themes=[""] * len(kept),
            silent=len(said) - len(kept),
            columns=(),
        )
    )


def _places(header, columns):
    """Which columns hold what people said: those that were named, else the one that is known."""
    if columns:
        unknown = [name for name in columns if name not in header]
        if unknown:
            raise NoTexts(
                _("Aucune colonne ne s’appelle « %(name)s ». Celles du fichier : %(known)s.")
                % {"name": unknown[0], "known": _told(header)}
            )
        return [header.index(name) for name in columns]
    folded = [fold(name) for name in header]
    ours = [at for at, name in enumerate(header) if name in OURS]
    if len(ours) > 1:
        return ours
    for name in SAID:
        if name in folded:
            return [folded.index(name)]
    if len(header) == 1:
        return [0]
    raise NoTexts(
        _("Quelle colonne tient les textes ? Dites-le par --column. Celles du fichier : %(known)s.")
        % {"known": _told(header)}
    )


def _told(header):
    return ", ".join(_("« %(name)s »") % {"name": name[:SHOWN]} for name in header if name)


def _some(found):
    if not found.texts:
        raise NoTexts(_("Aucun texte dans ce fichier : rien que des lignes vides."))
    return found
