"""Public files kept as they were read: compressed parts of a base, by département.

One row of the base a row of theirs would be 28 million rows for buildings alone; files beside the
base would not be undone with a transaction, nor go with its backups.
"""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from maillage.territory.analysis import OpenDataError, Row, recognise
from maillage.territory.errors import UnusableFile
from maillage.territory.loading_parts import Pieces, packed, unpacked
from maillage.territory.models import Dataset, DatasetFlaw, DatasetPart

SCHOOLS, COVERAGE = "annuaire-education", "couverture-mobile"
PART = 5_000
# What may wait in memory, over all départements, before the fullest is written.
WAITING = 50_000
# The same of pieces of coverage, which weigh three kilobytes each.
PIECES, PIECES_WAITING = 1_000, 10_000
MOST_FLAWS = 1_000
# A new edition holds about as much as the last one: a file of half as much is an extract.
EXTRACT = 2


@dataclass
class Told:
    """What a file turned out to be. `dataset` is None where what we held stays."""

    source: str
    title: str
    edition: str
    series: str = ""
    dataset: Dataset | None = None
    rows: int = 0
    rejected: int = 0
    repeated: int = 0
    unwanted: int = 0
    departments: list = field(default_factory=list)
    # Départements of which what was held stays, and why.
    left: dict = field(default_factory=dict)
    flaws: list = field(default_factory=list)
    known: bool = False
    fed: list = field(default_factory=list)

    def held(self):
        for part in self.dataset.parts.all():
            for row in unpacked(self.source, part.content):
                yield {**row, "department": row.get("department") or part.department}


def load(path, *, edition, replace):
    path = Path(path)
    try:
        reading = recognise(path)
        return _Loading(reading, path, edition, replace).run()
    except OpenDataError as problem:
        raise UnusableFile(str(problem)) from None


def rows_of(source, department):
    """Rows that are held of that source in that département, as the library names their values."""
    rows = list(rows_through(source, department))
    return rows or (_counted(department) if source == "communes" else rows)


def _counted(department):
    """Insee publishes codes and populations apart: together they tell the communes."""
    people = {row["code"]: row["population"] for row in rows_through("populations", department)}
    return [
        {**row, "population": people.get(row["code"]), "former": None, "epci": None}
        for row in rows_through("codes-communes", department)
        if people
    ]


def holds(source, department):
    return DatasetPart.objects.filter(dataset__source=source, department=department).exists()


def rows_through(source, department):
    """The same one by one, for whoever goes through them once: eligibility has millions."""
    parts = DatasetPart.objects.filter(dataset__source=source, department=department)
    ordered = parts.order_by("dataset", "rank").values_list("content", flat=True)
    for content in ordered.iterator(chunk_size=20):
        yield from unpacked(source, content)


def brands(department):
    """{code of an operator: the name that its customers see}, of those whose coverage is held."""
    parts = DatasetPart.objects.filter(dataset__source=COVERAGE, department=department, rank=1)
    firsts = (next(unpacked(COVERAGE, part.content)) for part in parts)
    return {str(row["operator"]): row["brand"] for row in firsts}


def flaws_told(sources, department):
    """What was set aside of files that say something of it: how many, and the first of each."""
    found = DatasetFlaw.objects.filter(
        dataset__source__in=list(sources),
        dataset__in=DatasetPart.objects.filter(department=department).values("dataset"),
    )
    by_dataset = {}
    for flaw in found.select_related("dataset").order_by("dataset", "pk"):
        by_dataset.setdefault(flaw.dataset, []).append(flaw)
    for dataset, flaws in by_dataset.items():
        first = flaws[0]
        where = f"ligne {first.line}" + (f", colonne {first.column}" if first.column else "")
        yield f"{dataset}, {len(flaws)} défauts au chargement, dont {where} : {first.reason}"


class _Loading:
    def __init__(self, reading, path, edition, replace):
        self.reading, self.path, self.replace = reading, path, replace
        self.asked, self.source = edition, reading.source
        self.waiting, self.count, self.ranks, self.rows = {}, 0, {}, {}
        drawn = self.source.form == "pieces"
        self.part, self.most = (PIECES, PIECES_WAITING) if drawn else (PART, WAITING)
        self.pieces = Pieces() if drawn else None

    def run(self):
        told = Told(self.source.name, self.source.title, self.asked or self.reading.edition)
        digest = _digest(self.path)
        if Dataset.objects.filter(source=self.source.name, digest=digest).exists():
            told.known = True
            return told
        self.dataset = Dataset.objects.create(
            source=self.source.name,
            title=self.source.title,
            publisher=self.source.publisher,
            licence=self.source.licence,
            file_name=self.path.name.encode("utf-8", "replace").decode()[:200],
            digest=digest,
        )
        told.flaws = self._read()
        self.dataset.series = told.series = self.reading.series
        self.dataset.save(update_fields=["series"])
        told.edition = self.asked or self.reading.edition
        self._take_place(told)
        for name in ("rows", "rejected", "repeated", "unwanted"):
            setattr(told, name, getattr(self.reading, name))
        if self.pieces:
            # Of a file of the country, what is near the communes that we hold.
            told.rows = sum(self.rows.values())
        if self.rows.keys() <= told.left.keys():
            self.dataset.delete()
            return told
        told.dataset, told.departments = self.dataset, sorted(self.rows.keys() - told.left.keys())
        Dataset.objects.filter(pk=self.dataset.pk).update(
            rows=told.rows,
            rejected=told.rejected,
            edition=told.edition[:20],
        )
        return told

    def _read(self):
        flaws = []
        for found in self.reading:
            if isinstance(found, Row):
                self._keep(found)
            elif len(flaws) < MOST_FLAWS:
                flaws.append(found)
        for department in list(self.waiting):
            self._write(department)
        if not self.rows:
            raise OpenDataError(
                "rien de ce fichier n’est près des communes dont nous avons le contour."
            )
        DatasetFlaw.objects.bulk_create(
            DatasetFlaw(
                dataset=self.dataset,
                line=flaw.line,
                column=flaw.column[:200],
                reason=flaw.reason[:400],
                is_row_kept=flaw.kept,
            )
            for flaw in flaws
        )
        return flaws

    def _keep(self, row):
        departments = self.pieces.departments(row) if self.pieces else [row.department]
        for department in departments:
            self._wait(department, list(row.values.values()))

    def _wait(self, department, values):
        waiting = self.waiting.setdefault(department, [])
        waiting.append(values)
        self.count += 1
        if len(waiting) >= self.part:
            self._write(department)
        elif self.count >= self.most:
            self._write(max(self.waiting, key=lambda code: len(self.waiting[code])))

    def _write(self, department):
        rows = self.waiting.pop(department)
        self.count -= len(rows)
        rank = self.ranks[department] = self.ranks.get(department, 0) + 1
        self.rows[department] = self.rows.get(department, 0) + len(rows)
        DatasetPart.objects.create(
            dataset=self.dataset,
            department=department,
            rank=rank,
            rows=len(rows),
            content=packed(self.source.name, rows),
        )

    def _take_place(self, told):
        """Département by département: the file is often of one, and what is held of several."""
        others = DatasetPart.objects.filter(
            dataset__source=self.source.name, dataset__series=self.dataset.series
        ).exclude(dataset=self.dataset)
        held = {}
        for department, edition, rows in others.values_list(
            "department", "dataset__edition", "rows"
        ):
            before, most = held.get(department, ("", 0))
            held[department] = max(before, edition), most + rows
        for department, rows in self.rows.items():
            edition, most = held.get(department, ("", 0))
            if self.replace:
                continue
            if most > rows * EXTRACT:
                told.left[department] = f"{rows} lignes seulement, {most} sont déjà là"
            elif told.edition and edition[:4] > told.edition[:4]:
                told.left[department] = f"l’édition {edition}, plus récente, est déjà là"
        taken = [department for department in self.rows if department not in told.left]
        others.filter(department__in=taken).delete()
        self.dataset.parts.filter(department__in=list(told.left)).delete()
        Dataset.objects.filter(source=self.source.name, parts=None).exclude(
            pk=self.dataset.pk
        ).delete()


def _digest(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
