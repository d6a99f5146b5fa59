"""One row of a table -> what somebody says; or what is wrong with it, by column, in plain words."""

import datetime as dt
import html
import re
import uuid
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from maillage.exchange.columns import WORDS
from maillage.exchange.spoken import profile_named
from maillage.toolbox.analysis import fold
from maillage.toolbox.guard import lines_of, restored
from maillage.voices.actions import Said
from maillage.voices.enums import Profile, Source

LONGEST = {"titre": 200, "recit": 20_000, "lieu": 200, "identifiant": 200}
MOST_POINTS, POINT_LENGTH = 100, 1_000
DAY = len("2026-11-27")
FRENCH_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
TAG = re.compile(r"<[^>]{1,500}>")
BREAK = re.compile(r"<(?:br|/p|/li|/h\d|/div)\b[^>]{0,200}>", re.IGNORECASE)
# No database keeps them: a null, half of a sign.
UNWRITABLE = re.compile("[\0\ud800-\udfff]")
LANGUAGES = {code for code, _name in settings.LANGUAGES}

is_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Fault:
    line: int
    column: str
    reason: str


@dataclass(frozen=True)
class Row:
    line: int
    reference: uuid.UUID
    said: Said
    source: str
    told_at: dt.datetime | None


class Reader:
    """Reads rows against one consultation: its themes by number and title, places by their keys.

    `is_marked`: what looks like a formula may have left with a mark. `is_html`: texts hold tags,
    which elsewhere are words like the others.
    """

    def __init__(self, consultation, themes, place_of, *, is_marked, is_html):
        self.consultation = consultation
        self.is_marked, self.is_html = is_marked, is_html
        self.themes = {str(theme.number): theme.pk for theme in themes}
        self.titles = {fold(theme.title): theme.pk for theme in themes}
        self.place_of, self.places = place_of, {}
        # A file says the same few all along.
        self.profile_named = lru_cache(256)(profile_named)
        self.sources = {fold(str(each.label)): each for each in Source}
        self.sources |= {fold(each.value): each for each in Source}

    def read(self, line, cells):
        """(Row, []) or (None, faults)."""
        faults = []
        told = {name: self._words(text) for name, text in cells.items()}

        def ask(column, read):
            try:
                return read(told.get(column, "").strip())
            except ValueError as reason:
                faults.append(Fault(line, column, str(reason)))
                return None

        for column, most in LONGEST.items():
            if len(told.get(column, "")) > most:
                reason = _("Ce texte dépasse %(most)d signes.") % {"most": most}
                faults.append(Fault(line, column, reason))
        if not any(told.get(column, "").strip() for column in WORDS):
            column = next((name for name in WORDS if name in told), WORDS[0])
            faults.append(Fault(line, column, _("Cette ligne ne dit rien : ni récit, ni point.")))
        territory = ask("territoire", self._territory)
        words = told.get("lieu", "").strip()
        said = Said(
            profile=ask("profil", self._profile) or Profile.OTHER,
            theme_id=ask("thematique", self._theme),
            territory_id=territory,
            # The name of a place that is known says nothing more.
            place="" if territory else words,
            title=told.get("titre", "").replace("\n", " "),
            text=told.get("recit", ""),
            links=ask("liens", _links) or (),
            irritants=ask("irritants", _points) or (),
            strengths=ask("points_forts", _points) or (),
            language=ask("langue", _language) or "fr",
        )
        told_at = ask("date", _moment)
        source = ask("recueil", self._source) or Source.IMPORT
        if faults:
            return None, faults
        return Row(line, self._reference(told, said), said, source, told_at), []

    def _words(self, text):
        text = UNWRITABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip(" \n")
        if self.is_html:
            text = _plain(text)
        return restored(text.strip()) if self.is_marked else text

    def _reference(self, told, said):
        """Its own where it has one, else its words: the same row twice is one testimony."""
        given = told.get("identifiant", "").strip()
        try:
            return uuid.UUID(given)
        except ValueError:
            name = f"{self.consultation.slug}:{given or said.digest}"
            return uuid.uuid5(uuid.NAMESPACE_URL, f"maillage.exchange:{name}")

    def _profile(self, text):
        found = self.profile_named(text)
        if text and found is None:
            known = _named(Profile)
            raise ValueError(_("Profil inconnu. Écrivez l’un de : %(known)s.") % {"known": known})
        return found

    def _source(self, text):
        found = self.sources.get(fold(text))
        if text and found is None:
            known = _named(Source)
            raise ValueError(_("Recueil inconnu. Écrivez l’un de : %(known)s.") % {"known": known})
        return found

    def _theme(self, text):
        if not text:
            return None
        number = text.split(".")[0].strip()
        found = self.themes.get(number) or self.titles.get(fold(text))
        if found is None:
            known = ", ".join(self.themes) or "-"
            raise ValueError(
                _("Thématique inconnue. Écrivez son numéro : %(known)s.") % {"known": known}
            )
        return found

    def _territory(self, text):
        if not text:
            return None
        if text not in self.places:
            found = self.place_of(text) if "-" in text else self.place_of(f"commune-{text}")
            self.places[text] = found and found.territory.pk
        if self.places[text] is None:
            raise ValueError(
                _("Territoire inconnu ici. Écrivez sa clé (commune-44109), ou videz la case et "
                  "remplissez « lieu ».")
            )  # fmt: skip
        return self.places[text]


def _named(kinds):
    """As the reader calls them; the file may also hold the names that exports give."""
    return ", ".join(_("« %(name)s »") % {"name": each.label} for each in kinds)


def _plain(text):
    """HTML bodies, as Decidim sends them, become lines."""
    if "<" not in text or not TAG.search(text):
        return text
    lines = html.unescape(TAG.sub("", BREAK.sub("\n", text))).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def _points(text):
    points = lines_of(text)
    if len(points) > MOST_POINTS:
        raise ValueError(_("Plus de %(most)d points : gardez les plus importants.")
                         % {"most": MOST_POINTS})  # fmt: skip
    if any(len(point) > POINT_LENGTH for point in points):
        raise ValueError(_("Un point dépasse %(most)d signes.") % {"most": POINT_LENGTH})
    return points


def _links(text):
    links = lines_of(text)
    for link in links:
        try:
            is_address(link)
        except ValidationError:
            raise ValueError(
                _("« %(link)s » n’est pas une adresse en http:// ou https://.")
                % {"link": link[:80]}
            ) from None
    return links


def _language(text):
    code = text.replace("_", "-").lower()
    if code and code not in LANGUAGES and code.split("-")[0] not in LANGUAGES:
        known = ", ".join(sorted(LANGUAGES))
        raise ValueError(_("Langue inconnue. Écrivez l’un de : %(known)s.") % {"known": known})
    return code if code in LANGUAGES else code.split("-")[0]


def _moment(text):
    if not text:
        return None
    text = text.replace(" UTC", "+00:00")  # Decidim
    french = FRENCH_DAY.match(text)
    if french:
        text = f"{french[3]}-{int(french[2]):02d}-{int(french[1]):02d}"
    try:
        found = parse_date(text) if len(text) <= DAY else parse_datetime(text)
    except ValueError:
        found = None
    if found is None or not 2000 <= found.year <= 2100:
        raise ValueError(_("Date illisible. Écrivez-la ainsi : 2026-11-27 ou 27/11/2026."))
    if not isinstance(found, dt.datetime):
        found = dt.datetime.combine(found, dt.time(12))
    return found if found.tzinfo else found.replace(tzinfo=get_current_timezone())
