"""Make the stored rows of a stage those of a sheet: what is still there keeps its identity.

Each stage calls this from its own action, inside its transaction, and completes what it wrote.
"""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from maillage.audit.actions import record
from maillage.toolbox.analysis import fold
from maillage.voices import access
from maillage.voices.matching import pair
from maillage.voices.queries import theme_named
from maillage.voices.tables import put, stored_rows


@dataclass
class Written:
    """What a writing did: the changes in words, and the objects that the stage must complete."""

    rows: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    added: list = field(default_factory=list)
    reworded: list = field(default_factory=list)


@transaction.atomic
def write_rows(*, table, workshop, rows, acting_user):
    """`rows` as a sheet holds them."""
    if not access.can_edit(acting_user, workshop):
        raise PermissionDenied
    writing = _Writing(table, workshop, rows)
    writing.settle_rows()
    writing.settle_items()
    writing.save()
    if changes := writing.written.changes:
        event = table.events.ROWS_WRITTEN
        told = _without_names(table, changes)
        record(event, acting_user=acting_user, target=workshop, changes=told)
    return writing.written


def _without_names(table, changes):
    """For the trail, from which nothing is taken out: no words where some may name a person."""
    may_name = {str(column.label) for column in table.columns if column.model.may_name}
    # A row that moved is told by all its words.
    may_name |= {"ligne"} if may_name else set()
    return [
        change | {"old": "", "new": ""} if str(change["label"]) in may_name else change
        for change in changes
    ]


class _Writing:
    def __init__(self, table, workshop, rows):
        self.table, self.workshop, self.incoming = table, workshop, rows
        self.stored = stored_rows(table, workshop)
        self.written = Written()
        self.new_rows, self.dirty_rows, self.gone_rows = [], [], []
        self.new_items, self.dirty_items, self.gone_items = [], [], []

    def settle_rows(self):
        themes = list(self.workshop.theme.consultation.themes.all())
        matched, gone = _match_rows(self.table, self.stored, self.incoming)
        for at, entry in enumerate(self.incoming):
            row = matched.get(at)
            if row is None:
                row = self.table.row(workshop=self.workshop)
                row.cells = {column.key: [] for column in self.table.columns}
                self.new_rows.append(row)
            values = {
                "position": at,
                "theme_text": entry["theme"],
                "theme": theme_named(entry["theme"], themes, self.workshop.theme),
                "folded": fold(" ".join(_texts(self.table, entry))),
                **{name: entry[key] for key, name in self.table.extra.items()},
            }
            if row.pk and self._row_changed(row, values, at):
                self.dirty_rows.append(row)
            for name, value in values.items():
                setattr(row, name, value)
            self.written.rows.append(row)
        self.gone_rows = gone
        for row in gone:
            self._say(
                row.position, "row_removed", gettext_noop("ligne"), " ; ".join(_row_texts(row)), ""
            )

    def _row_changed(self, row, values, at):
        if row.theme_text != values["theme_text"]:
            label = gettext_noop("thématique concernée")
            self._say(at, "reworded", label, row.theme_text, values["theme_text"])
        for key, name in self.table.extra.items():
            if getattr(row, name) != values[name]:
                self._say(at, "reworded", key, str(getattr(row, name)), str(values[name]))
        if row.position != at:
            self._say(at, "moved", gettext_noop("ligne"), "", " ; ".join(_row_texts(row))[:200])
        return any(getattr(row, name) != value for name, value in values.items())

    def settle_items(self):
        for at, (row, entry) in enumerate(zip(self.written.rows, self.incoming, strict=True)):
            for column in self.table.columns:
                self._settle_cell(at, row, column, row.cells[column.key], entry[column.key])

    def _settle_cell(self, at, row, column, stored, told):
        pairs, added, removed = pair(
            [item.text for item in stored], [item["text"] for item in told]
        )
        kept = [i for i, _ in pairs]
        if kept != sorted(kept):
            self._say(at, "moved", column.label, "", "")
        for i, j in pairs:
            self._keep(at, row, column, stored[i], told[j], j)
        for j in added:
            item = put(column.model(), column, row, told[j]["text"], told[j]["highlighted"], j)
            self.new_items.append(item)
            self._say(at, "added", column.label, "", item.text)
        for i in removed:
            self.gone_items.append(stored[i])
            self._say(at, "removed", column.label, stored[i].text, "")

    def _keep(self, at, row, column, item, told, position):
        text, highlighted = told["text"], told["highlighted"]
        if item.text != text:
            self._say(at, "reworded", column.label, item.text, text)
            self.written.reworded.append(item)
        if item.highlighted != highlighted:
            self._say(at, "highlighted", column.label, "", text)
        if (item.text, item.highlighted) != (text, highlighted):
            # A correction being typed on the page must not silently undo the sheet.
            item.version += 1
        before = (item.text, item.highlighted, item.position, _repeats(item, column))
        put(item, column, row, text, highlighted, position)
        if before != (text, highlighted, position, _repeats(item, column)):
            self.dirty_items.append(item)

    def _say(self, at, what, label, old, new):
        where = f"{self.table.section}, ligne {at + 1}"
        self.written.changes.append(
            {"where": where, "what": what, "label": label, "old": old, "new": new}
        )

    def save(self):
        now = timezone.now()
        self.table.row.objects.bulk_create(self.new_rows)
        fields = ["position", "theme_text", "theme", "folded", *self.table.extra.values()]
        self.table.row.objects.bulk_update(self.dirty_rows, fields)
        gone = [row.pk for row in self.gone_rows]
        self.table.row.objects.filter(pk__in=gone).update(removed_at=now)
        for model in self.table.models:
            self._save_items(model, gone, now)
        self.written.added = self.new_items

    def _save_items(self, model, gone_rows, now):
        new = [item for item in self.new_items if isinstance(item, model)]
        for item in new:
            item.row_id = item.row.pk
        model.objects.bulk_create(new)
        dirty = [item for item in self.dirty_items if isinstance(item, model)]
        names = [f.name for f in model._meta.concrete_fields if f.name not in {"id", "removed_at"}]
        model.objects.bulk_update(dirty, names)
        removed = [item.pk for item in self.gone_items if isinstance(item, model)]
        model.objects.filter(pk__in=removed).update(removed_at=now)
        model.objects.filter(row__in=gone_rows, removed_at=None).update(removed_at=now)


def _repeats(item, column):
    """The keys alone: reading what they point to would cost a query an item."""
    return [getattr(item, item._meta.get_field(name).attname) for name in column.repeated]


def _texts(table, entry):
    return [item["text"] for column in table.columns for item in entry[column.key]]


def _row_texts(row):
    return [item.text for items in row.cells.values() for item in items]


def _match_rows(table, stored, incoming):
    """{index of the incoming row: stored row}, and the stored rows that nothing continues.

    Rows that share the most words first: a row moved, or with one item mended, is still that row.
    """
    shared = []
    texts = [set(_texts(table, entry)) for entry in incoming]
    for i, row in enumerate(stored):
        words = set(_row_texts(row))
        shared += [
            (-len(words & told), abs(i - j), i, j) for j, told in enumerate(texts) if words & told
        ]
    matched, taken = {}, set()
    for _, _, i, j in sorted(shared):
        if i not in taken and j not in matched:
            taken.add(i)
            matched[j] = stored[i]
    left_old = [i for i in range(len(stored)) if i not in taken]
    left_new = [j for j in range(len(incoming)) if j not in matched]
    pairs, _, removed = pair(
        [" ".join(_row_texts(stored[i])) for i in left_old],
        [" ".join(_texts(table, incoming[j])) for j in left_new],
    )
    for a, b in pairs:
        matched[left_new[b]] = stored[left_old[a]]
    return matched, [stored[left_old[a]] for a in removed]
