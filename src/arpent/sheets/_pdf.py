"""The sheet as a tagged PDF, drawn by typst from data: no word of the sheet is ever source."""

import json
import re
from pathlib import Path
from typing import Any

from arpent.sheets._accounts import UNTITLED
from arpent.sheets._compose import SHARES, retex_line, theme_line
from arpent.sheets._errors import SheetError
from arpent.sheets._highlights import Row
from arpent.sheets._model import Account, Sheet
from arpent.sheets._text import JOINER
from arpent.sheets._words import COLUMNS, INSTRUCTIONS, PARTS, RETEX_TITLE, TABLE_TITLES

_MAX_TRIES = 40
_UNDRAWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_FIRST_LARGE_BLOCK = 0x2E80
_KEPT = frozenset('[]U+0123456789ABCDEF"\\{}:, ')
_SOURCE = Path(__file__).parent / "data" / "sheet.typ"


def write_pdf(sheet: Sheet) -> bytes:
    """The same headings, tables and words as the HTML page, for print."""
    return compiled(_SOURCE, _content(sheet))


def compiled(template: Path, told: dict[str, Any]) -> bytes:
    """A template of ours, drawn with what it is told."""
    import typst  # 10 MB of engine: only when a PDF is asked for

    content = json.dumps(told, ensure_ascii=False)
    source = template.read_bytes()
    for _ in range(_MAX_TRIES):
        try:
            return bytes(
                typst.compile(
                    source,
                    sys_inputs={"content": content},
                    pdf_standards=["ua-1"],
                    timestamp=0,
                )
            )
        except typst.TypstError as error:
            content, replaced = _without(content, str(error))
            if not replaced:
                break
    raise SheetError(
        "Le PDF n'a pas pu être fabriqué ; choisissez un autre format et prévenez la personne"
        " qui administre la plateforme."
    )


def _without(content: str, reason: str) -> tuple[str, bool]:
    """The content without the characters no font here can draw: their codes stand for them."""
    match = _UNDRAWN.search(reason)
    if not match:
        return content, False
    wanted = set(match.group(1))
    # Ideograms and emoji come in hundreds: what is true of one is taken for its neighbours.
    blocks = {ord(char) >> 8 for char in wanted if ord(char) >= _FIRST_LARGE_BLOCK}
    gone = {
        char
        for char in set(content)
        if char not in _KEPT and (char in wanted or ord(char) >> 8 in blocks)
    }
    for char in gone:
        content = content.replace(char, f"[U+{ord(char):04X}]")
    return content, bool(gone)


def _content(sheet: Sheet) -> dict[str, Any]:
    parts = [_part(2, PARTS["retex"], "retex"), _part(3, RETEX_TITLE)]
    if not sheet.retex:
        parts[-1]["note"] = INSTRUCTIONS["retex_intro"][0]
    for retex in sheet.retex:
        accounts = [_account(account) for account in retex.accounts]
        parts.append(_part(4, retex_line(retex).replace(JOINER, ""), accounts=accounts))
    parts.append(_part(3, TABLE_TITLES["diagnosis"], rows=("diagnosis", sheet.diagnosis)))
    parts.append(_part(2, PARTS["projections"], "projections"))
    parts.append(_part(3, TABLE_TITLES["projections"], rows=("projections", sheet.projections)))
    parts.append(_part(2, PARTS["plan"], "plan"))
    parts.append(_part(3, TABLE_TITLES["plan"], rows=("plan", sheet.plan)))
    return {"title": theme_line(sheet).replace(JOINER, ""), "parts": parts}


def _part(
    level: int,
    title: str,
    instructions: str = "",
    *,
    accounts: list[dict[str, Any]] | None = None,
    rows: tuple[str, tuple[Row, ...]] | None = None,
) -> dict[str, Any]:
    return {
        "level": level,
        "title": title,
        "instructions": _instructions(instructions) if instructions else [],
        "note": "",
        "accounts": accounts or [],
        "table": _table(*rows) if rows else None,
    }


def _instructions(part: str) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = []
    for line in INSTRUCTIONS[part]:
        if isinstance(line, str):
            lines.append({"text": line, "under": []})
        else:
            lines[-1]["under"] = list(line)
    return lines


def _account(account: Account) -> dict[str, Any]:
    paragraphs = account.text.split("\n\n") if account.text else []
    return {"title": account.title or UNTITLED, "text": paragraphs, "links": list(account.links)}


def _table(section: str, rows: tuple[Row, ...]) -> dict[str, Any]:
    return {
        "columns": list(COLUMNS[section].values()),
        "shares": list(SHARES[section]),
        "rows": [
            [{"value": _cell(getattr(row, name))} for name in COLUMNS[section]] for row in rows
        ]
        or [[{"value": ""} for _ in COLUMNS[section]]],
    }


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if all(isinstance(one, int) for one in value):
        return ", ".join(map(str, value))
    return [{"text": item.text, "highlighted": item.highlighted} for item in value]
