"""Who is named, and the age of children."""

import re
from collections.abc import Iterator, Sequence

from arpent.text._personal_words import (
    AFTER_TITLE,
    FAMOUS,
    FIRST_NAMES,
    NO_NAMES,
    PARTICLES,
    PUBLIC,
    WORDS_TOO,
)
from arpent.text._plain import Plain

_UPPER = "A-ZА-ЯЄІҐ"
_WORD = r"\w{1,30}(?:['-]\w{1,30}){0,3}"
_CAPITAL = rf"[{_UPPER}]{_WORD}"
_PARTICLE = (
    r"(?:(?:[Dd]e la|[Dd]e|[Dd]u|[Dd]es|[Ll]e|[Ll]a|[Vv]an|[Vv]on|[Bb]en|[Ee]l|[Aa]l|[Aa]it|[Dd]a"
    r"|[Dd]os|[Dd]i) |[dlDL]')"
)
_NAME = re.compile(rf"{_PARTICLE}?{_CAPITAL}(?: {_PARTICLE}?{_CAPITAL}){{0,2}}")

_HIS = r"(?:ma|mon|mes|notre|nos|sa|son|ses|leurs?|votre|vos|ta|ton)"
_CHILD = (
    r"(?:filles?|fils|enfants?|garcons?|gamine?s?|ados?|ainee?|cadette?|benjamine?|bebe|jumeaux?"
    r"|jumelles?|petit-fils|petite-fille|petits-enfants|neveux?|nieces?|eleves?)"
)
_KIN = (
    rf"(?:{_CHILD}|cousine?s?|freres?|soeurs?|mari|femme|epoux|epouse|conjointe?|compagnon|compagne"
    r"|mere|pere|maman|papa|grand-mere|grand-pere|mamie|papi|tante|oncle|voisine?s?|amie?s?"
    r"|copains?|copines?|camarades?|collegues?|tuteur|tutrice|belle-mere|beau-pere)"
)
_ROLE = (
    r"(?:professeure?|prof|maitresse|maitre|enseignante?|institut\w{2,5}|instit|directeur|directrice"
    r"|principale?|proviseure?|cpe|aesh|avs|atsem|infirmiere?|docteure?|medecin|psychologue"
    r"|orthophoniste|assistante? sociale?|educateur|educatrice|surveillante?|documentaliste"
    r"|conseillere?|maire|secretaire|gestionnaire|technicien(?:ne)?|eleve|petite?|jeune|doctorante?)"
)
# Where one of these ends, a name begins. In two steps, because a pattern that minds capitals in
# one half only is three times slower.
_CALLED = tuple(
    (re.compile(pattern), reason)
    for pattern, reason in (
        (
            r"(?<![\w'-])(?:(?:mm?|m[rs]|mrs|mme|mlle|dr|pr|sra?)\. ?|(?:mm?|m[rs]|mrs|mmes?|mlles?"
            r"|monsieur|madame|mademoiselle|dr|docteure?|pr|dona|пан[иі]?) )",
            "title",
        ),
        (
            rf"\b(?:{_HIS}(?: (?:grande?|petite?|jeune|seconde?|premiere?|deuxieme|propre))? {_KIN}"
            r"|(?:my|his|her|our) (?:son|daughter|child|kid|boy|girl|husband|wife"
            r"|brother|sister|friend)"
            r"|(?:meu|minha|nosso|nossa)s? (?:filh[oa]|marido|mulher|irmao|irma|amig[oa])s?"
            r"|oglum|kizim|cocugum|esim|kardesim|мо[яюїєі]\w{0,2} (?:доньк|дочк|дитин|дружин"
            r"|сестр)\w{1,3}"
            r"|м[оі][ийєг]\w{0,3} (?:син|чоловік|брат)\w{0,3}),? ",
            "kin",
        ),
        (
            rf"\b(?:(?:l[ae]|les|notre|mon|ma|une?|du|au|cet|cette|son|sa|leur) |l'|d'){_ROLE}"
            r"(?: (?:de|d'|des|du|en) ?[a-z]{2,20}(?: [a-z]{2,20})?)?,? (?!d[eu' ]|des )",
            "role",
        ),
        (r"\b(?:la famille|les epoux|les familles) ", "family"),
        (
            r"\b(?:je m'appelle|je me nomme|il s'appelle|elle s'appelle|qui s'appelle|se prenomme"
            r"|prenommee?|m(?:on|a) (?:pre)?nom(?: de famille)? est|(?:pre)?nom ?:|my name is"
            r"|i am called|adim|chamo-me|me chamo|o meu nome e|мене звати|мене зовуть) ?:? ?",
            "called",
        ),
        (
            r"\b(?:cordialement|bien a vous|salutations|regards|cumprimentos|saygilarimla)"
            r"[ ,.!]{0,3}\n{0,3} ?",
            "signature",
        ),
    )
)
_OWN_WORDS = re.compile(r"(?:اسمي|اسمه|اسمها|ابني|ابنتي|السيدة|السيد) (?P<name>\w{2,20})")
_LOWER = re.compile(
    rf"\b(?:(?:mr|mme|mlle)\.? (?P<title>[a-z]{_WORD})|(?:je m'appelle|moi c'est"
    rf"|moi c|slt c|{_HIS} {_KIN},?) (?P<name>[a-z]{_WORD})"
    rf"|(?:madame|monsieur|prof|maitresse|docteur) (?P<known>[a-z]{_WORD}))"
)
_OF = re.compile(
    r"\b(?:parents|maman|papa|mere|pere|frere|soeur|tuteur|tutrice|cas|ordinateur|tablette|telephone|pc"
    r"|dossier|chambre|compte|copie|prenom|anniversaire|cartable|histoire|copains|copines|amis|amies)"
    rf" (?:de |d')(?:la petite |petit )?(?P<name>{_WORD})"
)
# Looked at from each word: a pair may begin inside another.
_PAIR = re.compile(
    rf"(?<![\w'-])(?=(?P<first>{_CAPITAL}) (?P<last>{_PARTICLE}?{_CAPITAL}(?: {_CAPITAL})?))"
)
_ALONE = re.compile(rf"(?<![\w'-])(?P<name>[{_UPPER}]{_WORD})(?![\w-])(?! [{_UPPER}])")
_BEFORE_PUBLIC = re.compile(
    rf"\b(?:{PUBLIC})(?: [a-z]{{2,20}}){{0,2}}?(?: (?:de|du|d')| d')?[ -]?[\"«]? ?$"
)
_CAPITAL_BEFORE = re.compile(rf"[{_UPPER}][\w'-]{{1,30}}[ -]$")
_NEAR = 60

_NUMBER = (
    r"(?:[1-9]|1\d|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
    r"|dix-sept|dix-huit)"
)
_AGED = re.compile(
    rf"\b(?:{_HIS} (?:\w{{2,12}} )?{_CHILD}|(?:une?|cet|cette|l[ae]|l'|d'une?|notre) ?"
    r"(?:\w{2,12} )?(?:enfant|fille|garcon|eleve|gamine?|ado|petite?|bebe|collegien"
    r"|collegienne|lyceen|lyceenne)|j'ai|il a|elle a|my (?:son|daughter|child|boy|girl)|i am|i'm"
    r"|tenho|he is|she is|oglum|kizim|(?:meu|minha) filh[oa])\b"
    rf"(?P<between>[^.;!?\n\d]{{0,30}}?)\b(?P<age>{_NUMBER}"
    rf"(?:(?:,? (?:et|and|e|ou) |, ){_NUMBER}){{0,4}} ?(?:ans|anos"
    r"|years? old|yasinda)\b(?: et demi)?)"
)
_SPAN_OF_TIME = re.compile(
    r"\b(?:depuis|pendant|dans|sur|durant|il y a|fait|avant|apres|for|sans|since)\b"
)
_NAMED_AGED = re.compile(
    rf"(?<![\w'-])(?P<name>[A-Z]{_WORD})(?:,? ?\(?| a | de | est ag\w{{1,2}} de )"
    rf"(?P<age>{_NUMBER} ?ans)\b"
)
_BORN = re.compile(
    r"\b(?:nee?s? (?:le |en |au mois de |le jour du )|date de naissance ?:? ?(?:est )?(?:le )?)"
    r"(?P<age>\d{1,2}(?:er)?[ /.-](?:\d{1,2}|[a-z]{3,10})[ /.-](?:19|20)?\d\d|(?:19|20)\d\d)\b"
)


def names(typed: Plain, reached: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """`reached`: where the text says how to reach somebody; two capitals beside it are a name."""
    for pattern, reason in _CALLED:
        for found in pattern.finditer(typed.low):
            name = _NAME.match(typed.cased, found.end())
            if name and _may_be_borne(name[0]):
                yield name.start(), name.end(), reason
    for found in _OWN_WORDS.finditer(typed.cased):
        if found[0].startswith("اسم") or found["name"] in FIRST_NAMES:
            yield found.start("name"), found.end("name"), "called"
    yield from _typed_low(typed)
    for found in _OF.finditer(typed.low):
        if _is_first_name(typed.cased[found.start("name") : found.end("name")]):
            yield found.start("name"), found.end("name"), "of somebody"
    yield from _pairs(typed, reached)
    for found in _ALONE.finditer(typed.cased):
        if _is_first_name(found["name"]) and _is_alone(typed, found.start(), found["name"]):
            yield found.start("name"), found.end("name"), "first name"


def _typed_low(typed: Plain) -> Iterator[tuple[int, int, str]]:
    """On a telephone, capitals are often left out."""
    for found in _LOWER.finditer(typed.low):
        which = found.lastgroup or "name"
        word = found[which]
        first = word.split("'")[0]
        if which == "title":
            is_name = first not in AFTER_TITLE and first not in NO_NAMES
        else:
            is_name = word in FIRST_NAMES and word not in WORDS_TOO
        if is_name and typed.cased[found.start(which)].islower():
            yield found.start(which), found.end(which), "typed low"


def _pairs(typed: Plain, reached: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    near = iter(sorted(reached))
    contact = next(near, None)
    for found in _PAIR.finditer(typed.cased):
        first, last = found["first"], found["last"]
        start, end = found.start("first"), found.end("last")
        while contact is not None and contact[1] + _NEAR < start:
            contact = next(near, None)
        is_near = contact is not None and contact[0] - _NEAR <= end
        words = f"{first} {last}".lower()
        if " ".join(words.split()[:2]) in FAMOUS or words in FAMOUS:
            continue
        if not (_may_be_borne(first) and _may_be_borne(last)):
            continue
        known = _is_first_name(first) or (first.isupper() and _is_first_name(last))
        if (known or is_near) and not _is_public(typed, start):
            yield start, end, "first and last name"


def _is_public(typed: Plain, start: int) -> bool:
    before = typed.low[max(0, start - 60) : start]
    if _BEFORE_PUBLIC.search(before):
        return True
    return _CAPITAL_BEFORE.search(typed.cased, max(0, start - 33), start) is not None


def _is_alone(typed: Plain, start: int, name: str) -> bool:
    """Not the end of a longer name, nor an everyday word that begins a sentence."""
    begins = start == 0 or typed.cased[max(0, start - 5) : start].rstrip(' -"«\n')[-1:] in {
        "",
        ".",
        "!",
        "?",
        ":",
    }
    return not (begins and name.lower() in WORDS_TOO) and not _is_public(typed, start)


def _is_first_name(name: str) -> bool:
    low = name.lower()
    if name.islower():
        return low in FIRST_NAMES and low not in WORDS_TOO
    return low in FIRST_NAMES or (
        "-" in low and all(part in FIRST_NAMES for part in low.split("-"))
    )


def _may_be_borne(name: str) -> bool:
    words = name.lower().replace("'", " ").split()
    if " ".join(words) in FAMOUS or words[-1] in NO_NAMES:
        return False
    if words[0] in NO_NAMES and len(words) > 1 and words[0] not in PARTICLES:
        return False
    return not name.isupper() or len(name) > 3


def ages(typed: Plain) -> Iterator[tuple[int, int, str]]:
    for found in _AGED.finditer(typed.low):
        if not _SPAN_OF_TIME.search(found["between"]):
            yield found.start("age"), found.end("age"), "child"
    for found in _NAMED_AGED.finditer(typed.cased):
        if _is_first_name(found["name"]):
            yield found.start("age"), found.end("age"), "child"
    for found in _BORN.finditer(typed.low):
        yield found.start("age"), found.end("age"), "birth"
