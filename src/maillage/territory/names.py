"""How people name a place: "Loire-Atlantique", "l’académie", "département du Val-de-Brume"."""

import re
from dataclasses import dataclass

from maillage.territory.enums import Kind
from maillage.toolbox.analysis import fold

FOLDED_LENGTH = 300

# Longest first, so that "région académique" is not read as a region named "académique".
KIND_WORDS = (
    (("region", "academique"), Kind.ACADEMIC_REGION),
    (("communaute", "de", "communes"), Kind.EPCI),
    (("communaute", "d", "agglomeration"), Kind.EPCI),
    (("communaute", "urbaine"), Kind.EPCI),
    (("intercommunalite",), Kind.EPCI),
    (("epci",), Kind.EPCI),
    (("academie",), Kind.ACADEMY),
    (("departement",), Kind.DEPARTMENT),
    (("commune",), Kind.COMMUNE),
    (("ville",), Kind.COMMUNE),
    (("quartier",), Kind.DISTRICT),
    (("nation",), Kind.NATION),
)
# The letter that ends a UAI code is the remainder of its digits: I, O and Q are left out.
UAI = re.compile(r"(\d{7})([A-Z])")
TYPED_UAI = re.compile(r"(?<![0-9A-Z])(\d{3})[ .-]?(\d{4})[ .-]?([A-Z])(?![0-9A-Z])")
UAI_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
ARTICLES = ("le", "la", "les", "l")
# "du Mans" is "de" + "Le Mans": what follows the link may have lost its article.
LINKS = (("de", "la"), ("de", "l"), ("de",), ("du",), ("des",), ("d",))


@dataclass(frozen=True)
class SpokenName:
    """What was said, folded: a kind, a name, or both."""

    whole: str
    kind: Kind | None
    bare: str

    @property
    def kind_alone(self):
        return self.kind is not None and not self.bare

    @property
    def without_article(self):
        first, _, rest = self.whole.partition(" ")
        return rest if first in ARTICLES else ""

    def spellings(self):
        """Every folded name under which the base may hold what was meant, given its kind."""
        titles = [" ".join(words) for words, kind in KIND_WORDS if kind == self.kind]
        links = ["", *(" ".join(link) for link in LINKS)]
        titled = {
            " ".join(filter(None, (title, link, self.bare))) for title in titles for link in links
        }
        articled = {f"{article} {self.bare}" for article in ARTICLES}
        return {self.whole, self.bare, *titled, *articled}


def is_uai(code):
    """Is it the code of a school, and not a mistyped one?"""
    return UAI.fullmatch(code) is not None and uai_letter(code) == code[-1]


def uai_letter(code):
    """The letter that the seven digits of a UAI code call for."""
    return UAI_LETTERS[int(code[:7]) % len(UAI_LETTERS)]


def uai_in(text):
    """The code of a school that people typed in capitals, spaced or not: "UAI 044 0001 M"."""
    found = (f"{digits[0]}{digits[1]}{digits[2]}" for digits in TYPED_UAI.findall(text))
    return next(filter(is_uai, found), None)


def folded_name(name):
    return fold(name)[:FOLDED_LENGTH]


def folded_school(name, territory):
    """A school is looked for by its name and its town's."""
    return fold(f"{name} {territory.name}")[:FOLDED_LENGTH]


def heard(text):
    words = fold(text).split()
    if words and words[0] in ARTICLES and _kind_at(words[1:])[0]:
        words = words[1:]  # "l’académie", "la commune de X"; but "Le Mans" keeps its article
    kind, length = _kind_at(words)
    return SpokenName(" ".join(words), kind, " ".join(_without_link(words[length:], kind)))


def _kind_at(words):
    for spoken, kind in KIND_WORDS:
        if tuple(words[: len(spoken)]) == spoken:
            return kind, len(spoken)
    return None, 0


def _without_link(words, kind):
    if kind is None:
        return words
    for link in LINKS:
        if tuple(words[: len(link)]) == link:
            return words[len(link) :]
    return words
