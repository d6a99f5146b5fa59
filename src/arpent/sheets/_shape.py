"""The sheet as plain JSON data, and back."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from arpent.sheets._bounds import MAX_ITEMS, MAX_NUMBER, MAX_ROWS
from arpent.sheets._errors import SheetError
from arpent.sheets._highlights import Row, item_fields
from arpent.sheets._model import (
    Account,
    DiagnosisRow,
    Item,
    PlanRow,
    ProjectionRow,
    Retex,
    Sheet,
    SheetWarning,
    Theme,
)
from arpent.sheets._text import clean, clean_paragraphs

FORMAT = "maillage-sheet/1"
_LINK = re.compile(r"(?:https?|ftp)://\S+\Z", re.IGNORECASE)
T = TypeVar("T")


def sheet_to_dict(sheet: Sheet) -> dict[str, Any]:
    """A sheet as plain data, ready for ``json.dumps``: the shape ``maillage sheet read`` prints.

    Parameters
    ----------
    sheet : Sheet

    Returns
    -------
    dict
        The keys ``format``, ``theme``, ``retex``, ``diagnosis``, ``projections``, ``plan`` and
        ``warnings``, in that order; lists where the sheet has tuples. Cost: one copy.

    Examples
    --------
    >>> sheet_to_dict(Sheet(Theme(3, "Travailler ensemble autrement")))["theme"]
    {'number': 3, 'title': 'Travailler ensemble autrement'}
    """
    return {
        "format": FORMAT,
        "theme": {"number": sheet.theme.number, "title": sheet.theme.title},
        "retex": [_retex_to_dict(retex) for retex in sheet.retex],
        "diagnosis": [_row_to_dict(row) for row in sheet.diagnosis],
        "projections": [_row_to_dict(row) for row in sheet.projections],
        "plan": [_row_to_dict(row) for row in sheet.plan],
        "warnings": [
            {"where": warning.where, "message": warning.message} for warning in sheet.warnings
        ],
    }


def _retex_to_dict(retex: Retex) -> dict[str, Any]:
    accounts = [
        {"title": account.title, "text": account.text, "links": list(account.links)}
        for account in retex.accounts
    ]
    return {"number": retex.number, "place": retex.place, "accounts": accounts}


def _row_to_dict(row: DiagnosisRow | ProjectionRow | PlanRow) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for name in row.__slots__:
        value = getattr(row, name)
        if name == "theme":
            result[name] = value
        elif name == "retex":
            result[name] = list(value)
        else:
            result[name] = [{"text": one.text, "highlighted": one.highlighted} for one in value]
    return result


def sheet_from_dict(source: dict[str, Any]) -> Sheet:
    """The sheet that plain data describe, brought to the same form as one read from a document.

    Blanks become single spaces, control characters leave, and what holds no word (an empty item,
    account or row) is dropped, so that writing the sheet and reading it back changes nothing.

    Parameters
    ----------
    source : dict
        The shape of :func:`sheet_to_dict`. ``warnings`` and the lists may be missing.

    Returns
    -------
    Sheet

    Raises
    ------
    SheetError
        On a wrong shape; the message says where. Cost: linear in the length of the texts.

    Examples
    --------
    >>> sheet_from_dict({"format": "maillage-sheet/1", "theme": {"number": 1, "title": " Accès "}})
    ... # doctest: +ELLIPSIS
    Sheet(theme=Theme(number=1, title='Accès'), retex=(), ...)
    """
    top = _Reader(source, "la fiche")
    if top.field("format", None) != FORMAT:
        raise SheetError(
            f"Ces données ne sont pas une fiche d'atelier : « format » doit valoir « {FORMAT} »."
        )
    top.only("format", "theme", "retex", "diagnosis", "projections", "plan", "warnings")
    theme = top.child("theme")
    sheet = Sheet(
        Theme(theme.number("number"), theme.text("title")),
        top.rows("retex", _retex),
        top.rows("diagnosis", _diagnosis),
        top.rows("projections", _projection),
        top.rows("plan", _plan),
        top.rows("warnings", _warning),
    )
    if _count_items(sheet) > MAX_ITEMS:
        raise SheetError(f"La fiche compte plus de {MAX_ITEMS} éléments ; scindez-la.")
    return sheet


def _count_items(sheet: Sheet) -> int:
    rows: list[Row] = [*sheet.diagnosis, *sheet.projections, *sheet.plan]
    return sum(len(getattr(row, name)) for row in rows for name in item_fields(row))


class _Reader:
    """One JSON object and where it stands, so that a refusal can say so."""

    def __init__(self, source: Any, where: str) -> None:
        if not isinstance(source, dict):
            raise SheetError(f"Forme inattendue : {where} doit être un objet.")
        self.source, self.where = source, where

    def at(self, name: str) -> str:
        return f"« {name} » dans {self.where}"

    def field(self, name: str, kind: type | None) -> Any:
        value = self.source.get(name)
        if kind and (not isinstance(value, kind) or isinstance(value, bool) is not (kind is bool)):
            kinds = {str: "un texte", list: "une liste", bool: "vrai ou faux", int: "un nombre"}
            raise SheetError(f"Forme inattendue : {self.at(name)} doit être {kinds[kind]}.")
        return value

    def only(self, *names: str) -> None:
        for name in self.source:
            if name not in names:
                raise SheetError(f"Champ inconnu : {self.at(clean(str(name))[:60])}.")

    def child(self, name: str) -> "_Reader":
        return _Reader(self.source.get(name), self.at(name))

    def text(self, name: str) -> str:
        return clean(str(self.field(name, str)))

    def number(self, name: str) -> int | None:
        if self.source.get(name) is None:
            return None
        return self._checked(self.field(name, int), name)

    def _checked(self, number: Any, name: str) -> int:
        if not isinstance(number, int) or isinstance(number, bool):
            raise SheetError(f"Forme inattendue : {self.at(name)} doit être un nombre entier.")
        if not 0 <= number <= MAX_NUMBER:
            raise SheetError(f"Nombre hors des bornes : {self.at(name)} (0 à {MAX_NUMBER}).")
        return number

    def list(self, name: str) -> list[Any]:
        if name not in self.source:
            return []
        values: list[Any] = self.field(name, list)
        if len(values) > MAX_ITEMS:
            raise SheetError(f"Trop d'éléments : {self.at(name)}.")
        return values

    def rows(self, name: str, read: Callable[["_Reader"], T | None]) -> tuple[T, ...]:
        values = self.list(name)
        if len(values) > MAX_ROWS:
            raise SheetError(f"Trop de lignes : {self.at(name)} (au plus {MAX_ROWS}).")
        readers = (
            _Reader(value, f"« {name} », ligne {rank}, de {self.where}")
            for rank, value in enumerate(values, start=1)
        )
        return tuple(one for reader in readers if (one := read(reader)) is not None)

    def numbers(self, name: str) -> tuple[int, ...]:
        return tuple(self._checked(value, name) for value in self.list(name))

    def links(self, name: str) -> tuple[str, ...]:
        links = []
        for value in self.list(name):
            link = clean(value) if isinstance(value, str) else ""
            if not _LINK.match(link):
                raise SheetError(
                    f"Lien non valable : {self.at(name)} ; un lien commence par https:// ou"
                    " http:// et ne contient pas d'espace."
                )
            links.append(link)
        return tuple(links)

    def items(self, name: str) -> tuple[Item, ...]:
        return self.rows(name, _item)


def _item(reader: _Reader) -> Item | None:
    reader.only("text", "highlighted")
    text = reader.text("text")
    marked = "highlighted" in reader.source and bool(reader.field("highlighted", bool))
    return Item(text, marked) if text else None


def _account(reader: _Reader) -> Account | None:
    reader.only("title", "text", "links")
    text = clean_paragraphs(reader.field("text", str))
    account = Account(reader.text("title"), text, reader.links("links"))
    return account if account != Account("", "") else None


def _retex(reader: _Reader) -> Retex:
    reader.only("number", "place", "accounts")
    return Retex(reader.number("number"), reader.text("place"), reader.rows("accounts", _account))


def _diagnosis(reader: _Reader) -> DiagnosisRow | None:
    reader.only("theme", "retex", "irritants", "strengths")
    row = DiagnosisRow(
        reader.text("theme"),
        reader.numbers("retex"),
        reader.items("irritants"),
        reader.items("strengths"),
    )
    return row if row != DiagnosisRow("") else None


def _projection(reader: _Reader) -> ProjectionRow | None:
    reader.only("theme", "irritants", "needs", "levers")
    row = ProjectionRow(
        reader.text("theme"), *(reader.items(name) for name in ("irritants", "needs", "levers"))
    )
    return row if row != ProjectionRow("") else None


def _plan(reader: _Reader) -> PlanRow | None:
    names = ("levers", "steps", "actors", "horizon", "indicators")
    reader.only("theme", *names)
    row = PlanRow(reader.text("theme"), *(reader.items(name) for name in names))
    return row if row != PlanRow("") else None


def _warning(reader: _Reader) -> SheetWarning:
    reader.only("where", "message")
    return SheetWarning(reader.text("where"), reader.text("message"))
