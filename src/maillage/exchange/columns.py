"""The columns of a table of voices: ours, and the names under which others send the same thing."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maillage.toolbox.analysis import fold


@dataclass(frozen=True)
class Column:
    """`also`: folded names under which it comes from elsewhere."""

    name: str
    meaning: str
    also: tuple[str, ...] = ()


COLUMNS = (
    Column("identifiant", _("Le même d’un export à l’autre"), ("id", "reference", "uuid")),
    Column("date", _("Jour où il a été reçu"), ("created at", "date de creation", "published at")),
    Column("profil", _("Qui parle : un mot de la liste"), ("profile", "qui", "role")),
    Column(
        "thematique",
        _("Numéro de la thématique ; vide : aucune"),
        ("theme", "category id", "thematique numero", "numero de thematique"),
    ),
    Column(
        "territoire",
        _("Clé du territoire, au plus près du département"),
        ("territory", "code territoire", "code insee", "commune"),
    ),
    Column("lieu", _("Nom du territoire, ou mots pour le dire"), ("place", "scope name", "ville")),
    Column("titre", _("Titre, s’il y en a un"), ("title", "title fr")),
    Column("recit", _("Récit"), ("text", "body", "body fr", "texte", "description", "message")),
    Column(
        "points_forts",
        _("Ce qui a bien marché, une idée par ligne"),
        ("strengths", "points positifs", "ce qui a bien marche"),
    ),
    Column(
        "irritants",
        _("Ce qui n’a pas marché, une idée par ligne"),
        ("points negatifs", "problemes", "difficultes", "ce qui n a pas marche"),
    ),
    Column("liens", _("Adresses, une par ligne"), ("links", "url", "attachments")),
    Column("langue", _("Langue du témoignage"), ("language", "locale")),
    Column("recueil", _("Comment il a été recueilli"), ("source",)),
)
NAMES = tuple(column.name for column in COLUMNS)
# A row says something when one of these is filled.
WORDS = ("recit", "points_forts", "irritants")

# Decidim calls a proposal a text with a title, in each language it was written in.
DECIDIM = {"id", "participatory space id", "component id"}
DECIDIM_NAMES = {
    "id": "identifiant",
    "title": "titre",
    "body": "recit",
    "scope name": "lieu",
    "created at": "date",
    "published at": "date",
    "attachments url": "liens",
    "url": "liens",
}
LANGUAGES = ("fr", "en", "pt", "tr", "uk", "ar")


def recognised(header):
    """{index of a column: our name}, and the headers that mean nothing to us."""
    folded = [fold(name) for name in header]
    if is_from_decidim(header):
        return _decidim(header, folded)
    known = {fold(column.name): column.name for column in COLUMNS}
    known |= {other: column.name for column in COLUMNS for other in column.also}
    mapping, strange = {}, []
    for at, name in enumerate(folded):
        if name in known and known[name] not in mapping.values():
            mapping[at] = known[name]
        else:
            strange.append(_called(header, at))
    return mapping, strange


def is_from_decidim(header):
    return {fold(name) for name in header} >= DECIDIM


def _called(header, at):
    return header[at].strip() or gettext("colonne %(number)d, sans nom") % {"number": at + 1}


def _decidim(header, folded):
    """Its headers are paths: title/fr, category/name/fr, participatory_space/id."""
    mapping, strange = {}, []
    for at, name in enumerate(folded):
        words = name.split()
        language = words[-1] if words[-1:] and words[-1] in LANGUAGES else ""
        stem = " ".join(words[:-1]) if language else name
        ours = DECIDIM_NAMES.get(stem)
        if ours and ours not in mapping.values():
            mapping[at] = ours
        else:
            strange.append(_called(header, at))
    return mapping, strange
