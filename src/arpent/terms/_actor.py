"""Who: the parties named in a plan's "acteurs" cell, and whether they lead or take part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from arpent.terms._plain import plain

Role = Literal["lead", "involved"]

_LEAD_NOUN = (
    r"(?:co-?)?(?:porteu(?:r|rs|se|ses)|portage|pilotes?|pilotage|chef(?:fe)?s?\s+de\s+projet"
    r"|responsables?|referente?s?|coordination|coordonnat(?:eur|rice)s?|coordinat(?:eur|rice)s?)"
)
_INVOLVED_NOUN = (
    r"(?:partenaires?|partenariats?|associe(?:e?s)?|appuis?|contributeurs?|participants?"
    r"|acteurs?\s+(?:concernes?|mobilises?|associes?|impliques?)|personnes\s+(?:ressources?|associees))"
)
_DETAIL = (
    r"(?:\s+(?:de\s+l'action|du\s+projet|du\s+dispositif|principal\w*|associe\w*|possibles?))?"
)
_ROLE = re.compile(
    rf"\b(?:(?P<lead>{_LEAD_NOUN}{_DETAIL}\s*(?:\(s\))?\s*(?::|\s-\s)"
    r"|(?:(?:action|projet|dispositif)\s+)?(?:co-?)?(?:pilotee?s?|portee?s?|coordonnee?s?)\s+par\b"
    r"|sous\s+(?:la\s+responsabilite|le\s+pilotage|la\s+coordination|l'egide)\s+d(?:e\b|u\b|es\b|'))"
    rf"|(?P<involved>{_INVOLVED_NOUN}{_DETAIL}\s*(?:\(s\))?\s*(?::|\s-\s)"
    r"|en\s+(?:lien|partenariat|collaboration|cooperation|concertation|association)\s+avec\b"
    r"|avec\s+(?:l'appui|le\s+soutien|le\s+concours|l'aide|la\s+participation)\s+d(?:e\b|u\b|es\b|')))"
    r"\s*"
)
_TITLE = r"(?:(?:co-?)?pilotes?|porteu(?:r|se)s?|chef(?:fe)?s?\s+de\s+projet)\b"
_SUFFIX = re.compile(
    rf"\s*(?:\(\s*(?:(?P<lead>{_LEAD_NOUN})|(?P<involved>{_INVOLVED_NOUN})){_DETAIL}\s*\)"
    rf"|\s-\s*(?P<lead2>{_LEAD_NOUN})|,\s*(?P<lead3>{_TITLE}))\s*[.;]?\s*$"
)

_OPENERS, _CLOSERS = "([{«", ")]}»"
_BREAK = re.compile(r"[,;/\n\r▶•▪●]|\bet\b")
_ETC = re.compile(r"\betc\b\W*$", re.IGNORECASE)
_BEFORE_TITLE = re.compile(rf"\s*{_TITLE}")
_EDGE = " \u00a0\u202f\t\n\r.,;:/-–—•▶▪●…*"
_COMPLEMENT = re.compile(r"\s*(?:de|du|des)\b|\s*d'|\s*(?:a|au|aux|ou)\b")
_DETERMINER = re.compile(
    r"\s*(?:(?:le|la|les|un|une|mon|ma|mes|son|sa|ses|nos|notre|leurs?|ces|cet|cette|tous|toutes"
    r"|certaine?s|plusieurs|chaque)\b|l')"
)
_ARTICLE = re.compile(r"^(?:(?:le|la|les|un|une|des)\s+|l')")
_GENDER = re.compile(r"(?:e|es|ne|nes|ve|ves|se|ses|ere|eres|rice|rices|trice|trices|euse|euses)\b")
_ADJECTIVE = re.compile(
    r".+(?:ifs?|ives?|els?|elles?|als?|ales?|aux|iques?|aires?|eux|euses?|iens?|iennes?|ees?|ants?"
    r"|antes?|istes?|ains?|aines?|ables?|ibles?)$"
)


@dataclass(frozen=True, slots=True)
class Actor:
    """The parties that a text names: ``text`` is as given, each name a part of it."""

    text: str
    role: Role | None = None
    names: tuple[str, ...] = ()


def read_actor(text: str) -> Actor:
    """Who acts, according to a line of a plan, and as what?

    Parameters
    ----------
    text : str
        A line of an "acteurs mobilisés" cell, in French.

    Returns
    -------
    Actor
        ``role`` when the whole line has one; None when it says none or mixes several (then
        `read_actors` tells them apart). ``names`` as written, in order.

    Notes
    -----
    Names are cut at commas, semicolons, slashes, line breaks and "et", outside parentheses and
    quotation marks, only where both sides stand alone: docs/methods/terms.md gives the rule. When
    in doubt the line stays in one piece. Raises nothing. Cost: linear.

    Examples
    --------
    >>> read_actor("Partenaires : médiathèque (section jeunesse), CAF et Département")
    ... # doctest: +ELLIPSIS
    Actor(..., role='involved', names=('médiathèque (section jeunesse)', 'CAF', 'Département'))
    """
    parts = read_actors(text)
    roles = {part.role for part in parts}
    names = tuple(name for part in parts for name in part.names)
    return Actor(text, roles.pop() if len(roles) == 1 else None, names)


def read_actors(text: str) -> tuple[Actor, ...]:
    """Which parties lead and which take part, when one line says both?

    Parameters
    ----------
    text : str
        A line such as "Porteur : la commune ; partenaires : l'école, la CAF".

    Returns
    -------
    tuple of Actor
        One per run of names with one role, in order; the ``text`` of each is its part of the line.
        Empty when nobody is named.

    Notes
    -----
    Same rules, errors and cost as `read_actor`.

    Examples
    --------
    >>> [(part.role, part.names) for part in read_actors("Mairie (pilote), CAF et DANE")]
    [('lead', ('Mairie',)), (None, ('CAF', 'DANE'))]
    """
    matched = plain(text)
    result: list[Actor] = []
    for begin, end, role in _sections(matched):
        run: list[str] = []
        run_begin, run_role = begin, role
        for first, last in _spans(text, matched, begin, end):
            suffix = _SUFFIX.search(matched, first, last)
            own = _role_of_suffix(suffix) or role
            name = _name(text[first : suffix.start() if suffix else last])
            if not name:
                continue
            if own != run_role and run:
                result.append(Actor(text[run_begin:first].strip(_EDGE), run_role, tuple(run)))
                run, run_begin = [], first
            run_role = own
            run.append(name)
        if run:
            result.append(Actor(text[run_begin:end].strip(), run_role, tuple(run)))
    return tuple(result)


def _sections(matched: str) -> Iterator[tuple[int, int, Role | None]]:
    """Parts of the line between announcements of a role."""
    begin, role = 0, None
    for marker in _ROLE.finditer(matched):
        if _depth(matched[: marker.start()]):
            continue  # "(en lien avec la mairie)" comments one name, it does not open a list
        yield begin, marker.start(), role
        begin, role = marker.end(), _role(marker["lead"])
    yield begin, len(matched), role


def _role(lead: str | None) -> Role:
    return "involved" if lead is None else "lead"


def _role_of_suffix(suffix: re.Match[str] | None) -> Role | None:
    if suffix is None:
        return None
    return _role(suffix["lead"] or suffix["lead2"] or suffix["lead3"])


def _spans(text: str, matched: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    first, depth, counted = begin, 0, begin
    listed = False
    for mark in _BREAK.finditer(matched, begin, end):
        depth += _depth(matched[counted : mark.start()])
        counted = mark.start()
        before, after = matched[first : mark.start()], matched[mark.end() : end]
        if depth or not before.strip():
            continue
        acronym = re.match(r"\s*\w+", text[mark.end() : end])
        if _separates(mark.group(), before, after, listed=listed) or (
            mark.group() == "et"
            and acronym
            and len(acronym[0].strip()) > 1
            and acronym[0].isupper()
        ):
            yield first, mark.start()
            first = mark.end()
            listed = True
    yield first, end


def _depth(before: str) -> int:
    return sum(map(before.count, _OPENERS)) - sum(map(before.count, _CLOSERS))


def _separates(mark: str, before: str, after: str, *, listed: bool) -> bool:
    if mark == "et":
        return _et_separates(before, after, listed=listed)
    if mark == "/":
        # "enseignant/e" is one person, "1er/2nd degré" one level, "et/ou" one word.
        glued = before[-1:].isalnum() and after[:1].isalnum()
        gendered = glued and _GENDER.match(after) is not None
        numbered = after[:1].isdigit() or before.rstrip()[-1:].isdigit()
        return not (gendered or numbered or before.endswith("et") or after.startswith("ou"))
    if mark == ",":
        # "…de la mairie, de la CAF": the second complement has no head of its own.
        return not (_BEFORE_TITLE.match(after) or _COMPLEMENT.match(after))
    return True


def _et_separates(before: str, after: str, *, listed: bool) -> bool:
    """Tell "parents et enseignants", two parties, from "conseil d'école et des CE", one."""
    if _COMPLEMENT.match(after) or re.search(r"\bentre\b", before):
        return False
    if _DETERMINER.match(after):
        return True
    left = _ARTICLE.sub("", before.strip()).split()
    right = re.split(r"[,;/(]|\bet\b", after, maxsplit=1)[0].split()
    if not left or not right:
        return False
    if len(left) == 1:
        return True
    return listed and _ADJECTIVE.match(right[0]) is None


def _name(written: str) -> str:
    name = _ETC.sub("", written).strip(_EDGE)
    return name if any(map(str.isalnum, name)) else ""
