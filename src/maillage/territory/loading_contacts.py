"""A file of contacts: one function of one place a row; all of it, or nothing."""

import datetime as dt

from django.utils import timezone

from maillage.territory.contacts import fault_of
from maillage.territory.enums import Kind
from maillage.territory.errors import UnreadableRow
from maillage.territory.models import Contact, School, Territory
from maillage.territory.names import uai_in
from maillage.toolbox.analysis import fold

COLUMNS = {
    "place": ("code", "lieu"),
    "function": ("fonction", "role"),
    "organisation": ("organisation", "organisme"),
    "name": ("nom",),
    "email": ("courriel", "email", "adresse electronique"),
    "phone": ("telephone", "tel"),
    "updated_on": ("mis a jour le", "mise a jour", "maj"),
}
NEEDED = ("place", "function", "organisation")
LENGTHS = {
    field.name: field.max_length
    for field in Contact._meta.fields
    if field.name in {"function", "organisation", "name", "email", "phone"}
}


def known(names):
    """Is that a file of contacts, by its titles?"""
    return all(any(name in names for name in COLUMNS[ours]) for ours in NEEDED) and any(
        name in names for name in (*COLUMNS["email"], *COLUMNS["phone"])
    )


def load(rows):
    """All the rows, or none: a contact told again takes what the file says of it."""
    counts, names = {"created": 0, "changed": 0}, None
    for line, row in enumerate(rows, start=2):
        names = names or _names(row)
        told = {ours: (row.get(theirs) or "").strip() for ours, theirs in names.items()}
        _check(line, told)
        place = _place(line, told.pop("place"))
        told["updated_on"] = _day(line, told.get("updated_on", ""))
        what = {name: told.pop(name) for name in ("function", "organisation")}
        _contact, is_new = Contact.objects.update_or_create(**place, **what, defaults=told)
        counts["created" if is_new else "changed"] += 1
    return counts


def _names(row):
    given = {fold(str(name)): name for name in row}
    found = {
        ours: next((given[name] for name in names if name in given), None)
        for ours, names in COLUMNS.items()
    }
    missing = [COLUMNS[ours][0] for ours in NEEDED if found[ours] is None]
    if missing:
        raise UnreadableRow(1, f"il manque la colonne {', '.join(missing)}.")
    return {ours: theirs for ours, theirs in found.items() if theirs is not None}


def _check(line, told):
    for name in NEEDED:
        if not told[name]:
            raise UnreadableRow(line, f"la colonne {COLUMNS[name][0]} est vide.")
    for name, limit in LENGTHS.items():
        if len(told.get(name, "")) > limit:
            raise UnreadableRow(line, f"la colonne {COLUMNS[name][0]} dépasse {limit} caractères.")
    reason = fault_of(told)
    if reason:
        raise UnreadableRow(line, reason)


def _place(line, code):
    uai = uai_in(code.upper())
    school = School.objects.filter(uai=uai).first() if uai else None
    if school is not None:
        return {"school": school, "territory": None}
    kinds = (Kind.COMMUNE, Kind.DEPARTMENT, Kind.EPCI, Kind.ACADEMY)
    found = list(Territory.objects.filter(code=code.upper(), kind__in=kinds)[:2])
    if len(found) != 1:
        raise UnreadableRow(line, f"aucun lieu, ou plusieurs, n’a le code {code}.")
    return {"school": None, "territory": found[0]}


def _day(line, told):
    if not told:
        return timezone.localdate()
    for shape in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return dt.datetime.strptime(told, shape).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
    raise UnreadableRow(line, f"« {told} » n’est pas une date.")
