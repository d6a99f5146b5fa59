"""``maillage sheet read FILE [--json]`` and ``maillage sheet write FILE -o OUT``."""

import argparse
import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from arpent.sheets._bounds import MAX_FILE_BYTES
from arpent.sheets._errors import SheetError
from arpent.sheets._highlights import Row, item_fields
from arpent.sheets._model import Sheet
from arpent.sheets._read import read_sheet
from arpent.sheets._shape import sheet_to_dict

_EXTENSIONS = {
    ".docx": "docx",
    ".htm": "html",
    ".html": "html",
    ".json": "json",
    ".markdown": "md",
    ".md": "md",
    ".odt": "odt",
    ".pdf": "pdf",
    ".txt": "pasted",
}


def main(argv: list[str]) -> int:
    """Run ``sheet read`` or ``sheet write``; 0 when done, 2 with one line of reason."""
    for stream in (sys.stdout, sys.stderr):
        # A sheet is French text: it is written in UTF-8 whatever the terminal says.
        with contextlib.suppress(AttributeError, ValueError, OSError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        options = _parser().parse_args(argv)
        sheet = read_sheet(_source(options.file), name=options.file)
        if options.action == "read":
            text = json.dumps(sheet_to_dict(sheet), ensure_ascii=False, indent=2)
            _print(text if options.json else _summary(sheet))
        else:
            _write(sheet, Path(options.output))
    except SheetError as error:
        _say(f"maillage sheet : {error}")
        return 2
    except SystemExit as stop:  # argparse: --help, or a wrong command line
        return 0 if stop.code in (0, None) else 2
    except BrokenPipeError:
        # The reader left (a pipe into head): nothing more to say, and no complaint at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return 0


class _Parser(argparse.ArgumentParser):
    """argparse, in French and on one line."""

    def error(self, message: str) -> NoReturn:
        usage = " ".join(self.format_usage().split()).replace("usage:", "usage :")
        _say(f"maillage sheet : commande incomplète ou inconnue ; {usage}")
        raise SystemExit(2)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="maillage sheet",
        usage="maillage sheet read FICHIER [--json] | write FICHIER -o SORTIE",
        description="Lire une fiche d'atelier, ou l'écrire dans un autre format.",
        add_help=True,
    )
    actions = parser.add_subparsers(dest="action", required=True, parser_class=_Parser)
    read = actions.add_parser(
        "read",
        prog="maillage sheet read",
        usage="maillage sheet read FICHIER [--json]",
        help="lire une fiche (docx, odt, html, md, json, forme collée)",
    )
    read.add_argument("file", metavar="FICHIER", help="la fiche ; « - » pour l'entrée standard")
    read.add_argument("--json", action="store_true", help="toute la fiche, en JSON")
    write = actions.add_parser(
        "write",
        prog="maillage sheet write",
        usage="maillage sheet write FICHIER -o SORTIE",
        help="écrire une fiche dans un autre format",
    )
    write.add_argument("file", metavar="FICHIER", help="la fiche ; « - » pour l'entrée standard")
    write.add_argument(
        "-o",
        "--output",
        metavar="SORTIE",
        required=True,
        help="le fichier à écrire ; son extension choisit le format (.txt : forme collée)",
    )
    return parser


def _source(name: str) -> bytes:
    try:
        if name == "-":
            return sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
        with open(name, "rb") as source:
            return source.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise SheetError(f"Le fichier « {name} » n'existe pas ; vérifiez son nom.") from error
    except IsADirectoryError as error:
        raise SheetError(f"« {name} » est un dossier ; donnez le fichier de la fiche.") from error
    except (OSError, ValueError) as error:
        raise SheetError(
            f"Le fichier « {name} » ne peut pas être lu ; vérifiez que vous y avez accès."
        ) from error


def _write(sheet: Sheet, target: Path) -> None:
    kind = _EXTENSIONS.get(target.suffix.lower())
    if kind is None:
        known = " ".join(sorted(_EXTENSIONS))
        raise SheetError(
            f"L'extension de « {target.name} » n'est pas connue ; choisissez parmi {known}."
        )
    from arpent.sheets._write import write_sheet

    content = write_sheet(sheet, kind)
    try:
        _replace(target, content)
    except (OSError, ValueError) as error:
        raise SheetError(
            f"Le fichier « {target} » ne peut pas être écrit ; vérifiez que le dossier existe, que"
            " vous y avez accès et qu'il y reste de la place."
        ) from error
    _print(f"{target} : fiche écrite.")
    for warning in sheet.warnings:
        _say(f"À vérifier : {warning.where} : {warning.message}")


def _replace(target: Path, content: bytes) -> None:
    # Beside the target, then renamed: a reader never sees half a file.
    if target.is_dir():
        raise IsADirectoryError(str(target))
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".maillage-", suffix=target.suffix)
    try:
        with os.fdopen(handle, "wb") as output:
            output.write(content)
            output.flush()
            os.fsync(output.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)  # as any file the user writes, not as a temporary one
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _summary(sheet: Sheet) -> str:
    theme = sheet.theme
    number = "sans numéro" if theme.number is None else f"n° {theme.number}"
    lines = [f"Thématique {number} : {theme.title or 'sans titre'}", ""]
    lines.append(f"Retours d'expérience : {len(sheet.retex)}")
    for retex in sheet.retex:
        links = sum(len(account.links) for account in retex.accounts)
        name = "RETEX" if retex.number is None else f"RETEX {retex.number}"
        place = f" ({retex.place})" if retex.place else ""
        lines.append(f"  {name}{place} : témoignages {len(retex.accounts)}, liens {links}")
    lines += _table("Diagnostic", sheet.diagnosis, irritants="irritants", strengths="points forts")
    lines += _table(
        "Projections", sheet.projections, irritants="irritants", needs="besoins", levers="leviers"
    )
    lines += _table(
        "Plan d'action",
        sheet.plan,
        levers="leviers",
        steps="actions",
        actors="acteurs",
        horizon="temporalité",
        indicators="indicateurs",
    )
    lines.append(f"Éléments soulignés : {_highlighted(sheet)}")
    if sheet.warnings:
        lines += ["", f"À vérifier : {len(sheet.warnings)}"]
        lines += [f"  {warning.where} : {warning.message}" for warning in sheet.warnings]
    return "\n".join(lines)


def _table(title: str, rows: Sequence[object], **columns: str) -> list[str]:
    lines = [f"{title}, lignes : {len(rows)}"]
    for rank, row in enumerate(rows, start=1):
        counts = ", ".join(f"{label} {len(getattr(row, name))}" for name, label in columns.items())
        lines.append(f"  ligne {rank} : {counts}")
    return lines


def _highlighted(sheet: Sheet) -> int:
    rows: list[Row] = [*sheet.diagnosis, *sheet.projections, *sheet.plan]
    return sum(
        item.highlighted for row in rows for name in item_fields(row) for item in getattr(row, name)
    )


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _say(text: str) -> None:
    sys.stderr.write(" ".join(text.split()) + "\n")
