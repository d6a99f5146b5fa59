"""Schools and postcodes in numbers, as public files give them: nothing by halves."""

import re
from dataclasses import dataclass

from maillage.territory.enums import Kind, SchoolKind
from maillage.territory.errors import UnreadableRow
from maillage.territory.loading import BATCH
from maillage.territory.models import Postcode, School, Territory
from maillage.territory.names import UAI, folded_school, uai_letter
from maillage.toolbox.analysis import fold

# The columns under the names of the public files, then ours. Case, accents and signs vary in them.
SCHOOL_COLUMNS = {
    "uai": ("identifiant de l etablissement", "numero uai", "code uai", "uai"),
    "name": ("nom etablissement", "appellation officielle", "name"),
    "kind": ("type etablissement", "kind"),
    "commune": ("code commune", "code commune insee", "commune"),
    "sector": ("statut public prive", "secteur public prive", "sector"),
    "state": ("etat", "etat etablissement", "state"),
}
POSTCODE_COLUMNS = {
    "postcode": ("code postal", "postcode"),
    "commune": ("code commune", "code commune insee", "code insee", "commune"),
}
NEEDED_OF_SCHOOLS = {
    ours: theirs for ours, theirs in SCHOOL_COLUMNS.items() if ours not in ("sector", "state")
}
# Three towns are cut in districts that school files number apart.
ARRONDISSEMENTS = (("75056", "751"), ("69123", "6938"), ("13055", "132"))
CLOSED = {"ferme", "closed"}
FIELDS = ("name", "kind", "territory_id", "is_private", "is_open", "folded")


@dataclass(frozen=True)
class SchoolRow:
    line: int
    uai: str
    name: str
    kind: str
    commune: str
    sector: str
    state: str


@dataclass(frozen=True)
class PostcodeRow:
    line: int
    postcode: str
    commune: str


class Communes:
    """By INSEE code. What lies elsewhere is refused, or left when the file is wider than us."""

    def __init__(self, *, leave_unknown):
        found = Territory.objects.filter(kind=Kind.COMMUNE)
        self.by_code = {territory.code: territory for territory in found}
        self.leave_unknown = leave_unknown

    def of(self, row):
        known = self.by_code.get(row.commune)
        for city, beginning in ARRONDISSEMENTS:
            if known is None and row.commune.startswith(beginning):
                known = self.by_code.get(city)
        if known is None and not self.leave_unknown:
            raise UnreadableRow(row.line, f"aucune commune n’a le code {row.commune or '(vide)'}.")
        return known


def load_schools(rows, *, leave_unknown):
    counts = {"created": 0, "changed": 0, "elsewhere": 0}
    communes = Communes(leave_unknown=leave_unknown)
    told = {}
    for row in read_rows(rows, SchoolRow, SCHOOL_COLUMNS):
        school = _school(row, communes)
        if school is None:
            counts["elsewhere"] += 1
            continue
        # A few are told twice, in an order that changes: the same one is kept every time.
        other = told.setdefault(school.uai, school)
        if _rank(school) < _rank(other):
            told[school.uai] = school
    known = {school.uai: school for school in School.objects.all()}
    new = [school for uai, school in told.items() if uai not in known]
    School.objects.bulk_create(new, batch_size=BATCH)
    changed = [
        known[uai] for uai, school in told.items() if uai in known and _take(known[uai], school)
    ]
    School.objects.bulk_update(changed, FIELDS, batch_size=BATCH)
    return counts | {"created": len(new), "changed": len(changed)}


def load_postcodes(rows, *, leave_unknown):
    counts = {"created": 0, "elsewhere": 0}
    communes = Communes(leave_unknown=leave_unknown)
    told = {}
    for row in read_rows(rows, PostcodeRow, POSTCODE_COLUMNS):
        if not re.fullmatch(r"\d{5}", row.postcode):
            reason = f"le code postal {row.postcode or '(vide)'} n’a pas cinq chiffres."
            raise UnreadableRow(row.line, reason)
        commune = communes.of(row)
        if commune is None:
            counts["elsewhere"] += 1
        else:
            told[row.postcode, commune.pk] = None
    known = set(Postcode.objects.values_list("code", "territory_id"))
    new = [Postcode(code=code, territory_id=key) for code, key in told if (code, key) not in known]
    Postcode.objects.bulk_create(new, batch_size=BATCH)
    return counts | {"created": len(new)}


def refold_schools(territories):
    """A school is looked for with its town's name: when that changes, so does what is searched."""
    renamed = {territory.pk: territory for territory in territories}
    schools = list(School.objects.filter(territory__in=renamed))
    for school in schools:
        school.folded = folded_school(school.name, renamed[school.territory_id])
    School.objects.bulk_update(schools, ["folded"], batch_size=BATCH)


def read_rows(rows, kind, columns):
    """Line 1 of the file is its header."""
    names = None
    for line, row in enumerate(rows, start=2):
        if names is None:
            names = _names(row, columns)
        yield kind(
            line=line, **{ours: (row.get(theirs) or "").strip() for ours, theirs in names.items()}
        )


def _names(row, columns):
    given = {fold(str(name)): name for name in row}
    found = {
        ours: next((given[name] for name in names if name in given), None)
        for ours, names in columns.items()
    }
    needed = set(columns) - {"sector", "state"}
    missing = sorted(columns[ours][0].replace(" ", "_") for ours in needed if found[ours] is None)
    if missing:
        raise UnreadableRow(1, f"il manque la colonne {', '.join(missing)}.")
    return found


def _school(row, communes):
    uai = row.uai.upper()
    if not UAI.fullmatch(uai):
        reason = f"« {row.uai} » n’est pas un code UAI, de sept chiffres et une lettre."
        raise UnreadableRow(row.line, reason)
    if uai[-1] != uai_letter(uai):
        called = uai_letter(uai)
        raise UnreadableRow(
            row.line,
            f"le code UAI {uai} est mal recopié : ses chiffres appellent la lettre {called}.",
        )
    limit = School._meta.get_field("name").max_length
    if not row.name:
        raise UnreadableRow(row.line, "l’établissement n’a pas de nom.")
    if len(row.name) > limit:
        raise UnreadableRow(row.line, f"le nom de l’établissement dépasse {limit} caractères.")
    commune = communes.of(row)
    return commune and School(
        uai=uai,
        name=row.name,
        kind=_kind(row.kind),
        territory=commune,
        is_private=fold(row.sector).startswith("priv"),
        is_open=fold(row.state) not in CLOSED,
        folded=folded_school(row.name, commune),
    )


def _kind(said):
    words = fold(said)
    if words in SchoolKind.values:
        return SchoolKind(words)
    if words.startswith("ecole"):
        return SchoolKind.SCHOOL
    known = {"college": SchoolKind.COLLEGE, "lycee": SchoolKind.LYCEE, "erea": SchoolKind.LYCEE}
    return known.get(words.partition(" ")[0], SchoolKind.OTHER)


def _rank(school):
    return not school.is_open, str(school.kind), school.name, school.territory_id


def _take(known, told):
    """Make `known` what the file tells; was there anything to change?"""
    changed = any(getattr(known, name) != getattr(told, name) for name in FIELDS)
    for name in FIELDS:
        setattr(known, name, getattr(told, name))
    return changed
