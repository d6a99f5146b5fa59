"""The columns of a table of voices: ours, and the names under which others send the same thing."""

from dataclasses import dataclass, field

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
LONGEST_NAME = 200
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


@dataclass
class Mapping:
    """Which column of a file is which of ours. `names`: {its index: our name}; several may tell one
    thing, each in its language. `undecided`: nobody said what they are; `left`: not to be read;
    `unnamed`: nothing should stand there.
    """

    header: list
    is_decidim: bool
    names: dict = field(default_factory=dict)
    languages: dict = field(default_factory=dict)
    undecided: list = field(default_factory=list)
    left: list = field(default_factory=list)
    unnamed: list = field(default_factory=list)

    @property
    def says_something(self):
        return bool(set(self.names.values()) & set(WORDS))

    def called(self, at):
        unnamed = gettext("colonne %(number)d, sans nom") % {"number": at + 1}
        return self.header[at].strip()[:LONGEST_NAME] or unnamed

    def outside(self, cells):
        """What stands under no header, if anything does."""
        width = len(self.header)
        beyond = cells[width:] + [cells[at] for at in self.unnamed if at < len(cells)]
        return next((cell for cell in beyond if cell.strip()), "")

    def told(self, cells):
        """{our name: what the row says}: of several, the first that says something."""
        told = {}
        for at, name in self.names.items():
            text = cells[at] if at < len(cells) else ""
            if not told.get(name, "").strip():
                told[name] = text
                if name == "recit" and text.strip() and at in self.languages:
                    told.setdefault("langue", self.languages[at])
        return told


def recognised(header, chosen=None):
    """The mapping of a header. `chosen`: {index, as text: our name, or "" to leave it}, by hand."""
    folded = [fold(name) for name in header]
    mapping = Mapping(header, _is_from_decidim(folded))
    read = _decidim if mapping.is_decidim else _plain
    read(folded, mapping)
    for at, name in sorted((int(at), name) for at, name in (chosen or {}).items()):
        if at < len(header):
            _choose(mapping, at, name)
    return mapping


def _plain(folded, mapping):
    known = {fold(column.name): column.name for column in COLUMNS}
    known |= {other: column.name for column in COLUMNS for other in column.also}
    for at, name in enumerate(folded):
        if name in known and known[name] not in mapping.names.values():
            mapping.names[at] = known[name]
        else:
            (mapping.undecided if mapping.header[at].strip() else mapping.unnamed).append(at)


def _is_from_decidim(folded):
    """By what it says of where a proposal stands, or by the language of its title and text."""
    names = set(folded)
    both = any({f"title {each}", f"body {each}"} <= names for each in LANGUAGES)
    return names >= DECIDIM or both


def _decidim(folded, mapping):
    """Its headers are paths: title/fr, category/name/fr, participatory_space/id. What it says of
    itself, votes and meetings, is left without asking."""
    for at, name in enumerate(folded):
        words = name.split()
        language = words[-1] if words[-1:] and words[-1] in LANGUAGES else ""
        ours = DECIDIM_NAMES.get(" ".join(words[:-1]) if language else name)
        if ours and (language or ours not in mapping.names.values()):
            mapping.names[at] = ours
            if language:
                mapping.languages[at] = language
        else:
            mapping.left.append(at)


def _choose(mapping, at, name):
    for others in (mapping.undecided, mapping.left, mapping.unnamed):
        if at in others:
            others.remove(at)
    mapping.names.pop(at, None)
    if name in NAMES:
        mapping.names[at] = name
    else:
        mapping.left.append(at)
