"""How many people each school counts, as public files give it: nothing by halves."""

import datetime
import re
from dataclasses import dataclass

from maillage.territory.enums import Part, People
from maillage.territory.errors import UnreadableRow
from maillage.territory.loading import BATCH
from maillage.territory.models import Headcount, HeadcountEdition, School
from maillage.territory.names import UAI, uai_letter
from maillage.territory.queries import latest_headcounts
from maillage.toolbox.analysis import fold

YEARS = range(1990, 2100)
MOST = 20_000
YEAR = ("rentree scolaire", "annee scolaire", "rentree", "year")
UAIS = ("uai", "code uai", "numero uai")


@dataclass(frozen=True)
class Format:
    """A file that we know by its columns: whom it counts, and where."""

    title: str
    part: Part
    uai: tuple
    counted: dict
    # Other columns that only it has, where several files count under the same names.
    known_by: str = ""


def _pupils(*names):
    return {People.PUPIL: names}


# The most telling columns first. Names are folded: files change their case and their signs.
FORMATS = (
    Format(
        "Effectifs des écoles (fr-en-ecoles-effectifs-nb_classes)",
        Part.FIRST,
        ("numero ecole",),
        _pupils("nombre total eleves", "nombre total d eleves"),
    ),
    Format(
        "Effectifs des collèges (fr-en-college-effectifs-niveau-sexe-lv)",
        Part.COLLEGE,
        ("numero college",),
        _pupils("nombre eleves total", "nombre d eleves total"),
    ),
    Format(
        "Effectifs des lycées professionnels (fr-en-lycee_pro-effectifs-niveau-sexe-lv)",
        Part.LYCEE_PRO,
        ("numero lycee",),
        _pupils("nombre d eleves", "nombre eleves"),
        r"\b(cap|pro|mc|bma)\b",
    ),
    Format(
        "Effectifs des lycées généraux et technologiques (fr-en-lycee_gt-effectifs-niveau-sexe-lv)",
        Part.LYCEE_GT,
        ("numero lycee",),
        _pupils("nombre d eleves", "nombre eleves"),
        r"\b(gt|g|generales?|techno\w*)\b",
    ),
    Format(
        "Annuaire de l’éducation (fr-en-annuaire-education)",
        Part.FIRST,
        ("identifiant de l etablissement",),
        _pupils("nombre d eleves"),
    ),
    Format(
        "Effectifs déclarés",
        Part.WHOLE,
        UAIS,
        {
            People.PUPIL: ("eleves", "nombre d eleves", "effectif", "pupils"),
            People.TEACHER: ("professeurs", "enseignants", "teachers"),
            People.STAFF: ("agents", "personnels", "staff"),
        },
    ),
)


def known(names):
    """Are these the columns, folded, of a file of headcounts?"""
    return any(_format_of(dict.fromkeys(names, ""), each) for each in FORMATS)


def _format_of(given, known):
    """Does a file of these columns count what that format counts?"""
    counted = any(name in given for names in known.counted.values() for name in names)
    tells = not known.known_by or any(re.search(known.known_by, name) for name in given)
    return counted and tells and any(name in given for name in known.uai)


@dataclass(frozen=True)
class Told:
    """Where the file says so, to answer with when it says otherwise further on."""

    line: int
    count: int


class Loading:
    def __init__(self, *, year, leave_unknown):
        self.year, self.leave_unknown = year, leave_unknown
        self.schools = dict(School.objects.values_list("uai", "pk"))
        self.told, self.format = {}, None
        self.counts = {"created": 0, "changed": 0, "elsewhere": 0, "uncounted": 0}

    def read(self, rows):
        """Line 1 of the file is its header."""
        for line, row in enumerate(rows, start=2):
            if self.format is None:
                self._recognise(row)
            self._take(line, row)
        if self.format is None:
            raise UnreadableRow(1, "le fichier n’a aucune ligne.")

    def _recognise(self, row):
        given = {fold(str(name)): name for name in row if name}
        for known in FORMATS:
            if _format_of(given, known):
                counted = {who: _first(given, names) for who, names in known.counted.items()}
                self.format, self.uai = known, _first(given, known.uai)
                self.counted = {who: name for who, name in counted.items() if name}
                self.year_column = _first(given, YEAR)
                break
        else:
            raise UnreadableRow(
                1,
                "ce n’est pas un fichier d’effectifs que nous connaissons : il faut une colonne "
                "numero_ecole, numero_college, numero_lycee ou uai, et celle du nombre d’élèves.",
            )
        if self.year_column is None and self.year is None:
            raise UnreadableRow(
                1, "le fichier ne dit pas l’année de la rentrée : donnez-la avec --year."
            )

    def _take(self, line, row):
        uai, year = self._uai(line, row), self._year(line, row)
        school = self.schools.get(uai)
        if school is None:
            if not self.leave_unknown:
                raise UnreadableRow(line, f"colonne {self.uai} : aucun établissement {uai}.")
            self.counts["elsewhere"] += 1
            return
        for who, column in self.counted.items():
            count = _count(line, column, row.get(column))
            if count is None:
                self.counts["uncounted"] += 1
                continue
            other = self.told.setdefault((school, year, who), Told(line, count))
            if other.count != count:
                raise UnreadableRow(
                    line,
                    f"colonne {column} : {count} pour {uai}, et {other.count} à la ligne "
                    f"{other.line}.",
                )

    def _uai(self, line, row):
        written = (row.get(self.uai) or "").strip().upper()
        # A spreadsheet that took it for a number has eaten its first zero.
        uai = written.zfill(8) if len(written) == 7 else written
        if not UAI.fullmatch(uai) or uai[-1] != uai_letter(uai):
            raise UnreadableRow(
                line, f"colonne {self.uai} : « {written} » n’est pas un code UAI bien recopié."
            )
        return uai

    def _year(self, line, row):
        if self.year_column is None:
            return self.year
        written = (row.get(self.year_column) or "").strip()
        found = re.match(r"(\d{4})\b", written)
        if found is None or int(found[1]) not in YEARS:
            reason = f"colonne {self.year_column} : « {written} » n’est pas une année de rentrée."
            raise UnreadableRow(line, reason)
        return int(found[1])

    def write(self, *, file_name, digest, licence):
        """One edition for each school year of the file; what it counts again is counted anew."""
        part, editions = self.format.part, {}
        for year in sorted({year for _school, year, _who in self.told}):
            editions[year] = HeadcountEdition.objects.create(
                source=self.format.title,
                part=part,
                year=year,
                # The ministry counts on the first of October.
                observed_on=datetime.date(year, 10, 1),
                licence=licence,
                file_name=file_name[:200],
                digest=digest,
            )
        known = {
            (row.school_id, row.year, row.people): row
            for row in Headcount.objects.filter(part=part, year__in=editions)
        }
        new, changed = [], []
        for (school, year, who), told in self.told.items():
            row = known.get((school, year, who))
            if row is None:
                row = Headcount(school_id=school, part=part, year=year, people=who)
                new.append(row)
            else:
                changed.append(row)
                self.counts["changed"] += row.count != told.count
            row.count, row.edition = told.count, editions[year]
        Headcount.objects.bulk_create(new, batch_size=BATCH)
        Headcount.objects.bulk_update(changed, ["count", "edition"], batch_size=BATCH)
        HeadcountEdition.objects.filter(headcounts=None).delete()
        self.counts["created"] = len(new)
        self._write_pupils()

    def _write_pupils(self):
        keys = {school for school, _year, _who in self.told}
        pupils = Headcount.objects.filter(people=People.PUPIL)
        found = []
        for school, _path, _who, parts in latest_headcounts(pupils):
            if school in keys:
                found.append(School(pk=school, pupils=sum(count for count, _edition in parts)))
        School.objects.bulk_update(found, ["pupils"], batch_size=BATCH)


def _first(given, names):
    return next((given[name] for name in names if name in given), None)


def _count(line, column, written):
    """None when the file does not say. «1 204», «742.0» and «742,0» are numbers of people."""
    text = re.sub(r"\s", "", written or "")
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,6})([.,]0*)?", text)
    if found is None or int(found[1]) > MOST:
        reason = f"colonne {column} : « {written.strip()} » n’est pas un nombre d’élèves."
        raise UnreadableRow(line, reason)
    return int(found[1])
