"""The code of geography gives our tree the communes that it lacks, each under its département."""

from maillage.territory.departments import names
from maillage.territory.enums import Kind
from maillage.territory.models import Territory

SOURCE = "communes"


def lacking(held):
    """Rows of `load_territories` for what the file tells and we do not have.

    What we have stays where somebody put it: a commune in its intercommunality, a département
    under its academy, under the name that people here give it.
    """
    communes = {
        row["code"]: row for row in held if row["kind"] == Kind.COMMUNE and row["department"]
    }
    _leave_known(Kind.COMMUNE, communes)
    departments = {row["department"] for row in communes.values()}
    known = Territory.objects.filter(kind=Kind.DEPARTMENT, code__in=departments)
    rows = [
        {"code": code, "name": names().get(code, f"Département {code}"), "kind": Kind.DEPARTMENT}
        for code in sorted(departments - set(known.values_list("code", flat=True)))
    ]
    rows += [
        {
            "code": code,
            "name": row["name"],
            "kind": Kind.COMMUNE,
            "parent_code": row["department"],
            "parent_kind": Kind.DEPARTMENT,
        }
        for code, row in sorted(communes.items())
    ]
    return rows


def _leave_known(kind, told):
    for code in Territory.objects.filter(kind=kind).values_list("code", flat=True):
        told.pop(code, None)
