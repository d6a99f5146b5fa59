"""JSON: a list of objects, or one object a line.

An object may say what those before it did not: the file is read once for the names of its fields,
then for its rows. Bounded twice: each text and each number before the parser has it, each object
while it is made.
"""

import json
import re

import ijson
from django.utils.translation import gettext as _

from maillage.exchange.bounds import MEGABYTE, PIECE, Lines, Table, bounded
from maillage.exchange.errors import Unreadable
from maillage.toolbox.guard import as_lines

OF_AN_ITEM = 2
FLATTENED = 4
# Bytes of one sign, at most, and of one sign that is escaped.
WIDEST = 6
ESCAPED = re.compile(rb"\\.", re.DOTALL)
NUMBER = re.compile(rb"[-+.0-9eE]{500}")


def read(records, limits):
    """The table of what `records()` gives: (number, object), as often as it is asked for."""
    header, void = {}, 0
    for number, record in records():
        if not isinstance(record, dict):
            raise Unreadable(
                _("N° %(number)d : ce n’est pas un témoignage, avec le nom de chaque champ.")
                % {"number": number}
            )
        void = 0 if record else void + 1
        if void > limits.void:
            raise _spoilt(number)
        header |= dict.fromkeys(name for name, _value in _flat(record, limits))
        if len(header) > limits.columns:
            raise Unreadable(
                _("N° %(number)d : plus de %(most)d champs différents.")
                % {"number": number, "most": limits.columns}
            )
    if not header:
        raise Unreadable(_("Ce fichier JSON ne tient pas une liste de témoignages."))

    def rows():
        for number, record in records():
            told = dict(_flat(record, limits))
            yield number, [_cell(told.get(name)) for name in header]

    return Table(list(header), bounded(rows(), limits), is_sheet=False)


def of_a_list(text, limits):
    """The objects of a list, one at a time. Depth is counted: a parser that is not would drown."""
    depth, number, size, builder = 0, 0, 0, None
    try:
        for event, value in ijson.basic_parse(_Guarded(text, limits), use_float=True):
            depth += event.startswith("start")
            if depth > limits.depth:
                raise _too_deep(number + 1)
            if depth >= OF_AN_ITEM:
                builder = builder or ijson.ObjectBuilder()
                builder.event(event, value)
                # A value without words takes room too.
                size += len(value) if isinstance(value, str) else 8
                if size > limits.record:
                    raise _too_long(number + 1, limits)
            elif depth == 1 and not event.startswith(("start", "end")):
                number += 1
                yield number, value
            depth -= event.startswith("end")
            if builder is not None and depth < OF_AN_ITEM:
                number += 1
                yield number, builder.value
                builder, size = None, 0
    except (ijson.JSONError, ValueError):
        raise _spoilt(number + 1) from None


def one_a_line(text, limits):
    lines, spoken = Lines(text, limits), 0
    for line in lines:
        lines.held = 0
        if lines.number > limits.void + spoken:
            raise _spoilt(lines.number)
        if line.strip():
            spoken = lines.number
            try:
                record = json.loads(line)
            except RecursionError:
                raise _too_deep(lines.number) from None
            except ValueError:
                raise _spoilt(lines.number) from None
            if line.count("[") + line.count("{") > limits.depth and _is_deep(record, limits.depth):
                raise _too_deep(lines.number)
            yield lines.number, record


def _is_deep(value, most):
    level = [value]
    for _step in range(most):
        held = (
            v.values() if isinstance(v, dict) else v for v in level if isinstance(v, dict | list)
        )
        level = [each for values in held for each in values]
    return bool(level)


class _Guarded:
    """The bytes that the parser reads, after a look: it would hold a text without end."""

    def __init__(self, text, limits):
        self.text, self.most = text, limits.cell * WIDEST
        self.told, self.run, self.in_text, self.kept = 0, 0, False, ""

    def read(self, size=-1):
        if size == 0:  # the parser asks so whether it is given bytes
            return b""
        try:
            piece = self.kept + self.text.read(PIECE)
        except UnicodeError:
            raise Unreadable(_("Ce fichier JSON n’est pas écrit en UTF-8.")) from None
        # A backslash and what it escapes are looked at together.
        cut = (len(piece) - len(piece.rstrip("\\"))) % 2
        self.kept = piece[len(piece) - cut :] if len(piece) > cut else ""
        piece = piece[: len(piece) - len(self.kept)].encode("utf-8", "replace")
        self.told += len(piece)
        self._look(ESCAPED.sub(b"..", piece))
        return piece

    def _look(self, piece):
        for at, run in enumerate(piece.split(b'"')):
            if at:
                self.in_text, self.run = not self.in_text, 0
            self.run += len(run)
            if self.run > self.most or (not self.in_text and NUMBER.search(run)):
                raise Unreadable(
                    _("Un texte ou un nombre de ce fichier JSON est sans fin, à %(size)s Mo.")
                    % {"size": self.told // MEGABYTE}
                )


def _flat(record, limits, prefix="", depth=0):
    for name, value in record.items():
        if isinstance(value, dict) and depth < FLATTENED:
            yield from _flat(value, limits, f"{prefix}{name}/", depth + 1)
        else:
            yield f"{prefix}{name}"[: limits.cell], value


def _cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        return as_lines(_cell(each) for each in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _spoilt(number):
    return Unreadable(
        _("Ce fichier JSON est abîmé ou incomplet, à partir du n° %(number)d.") % {"number": number}
    )


def _too_deep(number):
    return Unreadable(
        _("Ce fichier JSON s’emboîte sans fin, à partir du n° %(number)d.") % {"number": number}
    )


def _too_long(number, limits):
    return Unreadable(
        _("N° %(number)d : plus de %(most)d signes pour un seul témoignage.")
        % {"number": number, "most": limits.record}
    )
