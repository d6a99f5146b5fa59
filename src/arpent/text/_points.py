"""One testimony, the irritants and the strengths that it holds: where each stands, and why."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from arpent.text._language import language_of
from arpent.text._plain import Plain

IRRITANT, STRENGTH = "irritant", "strength"
POINT_KINDS = (IRRITANT, STRENGTH)


@dataclass(frozen=True, slots=True)
class Point:
    """``text[start:end]`` says an irritant or a strength: a suggestion, that a person confirms.

    ``kind`` is one of ``POINT_KINDS``; ``reason`` is French: "souhait : il faudrait".
    """

    start: int
    end: int
    kind: str
    reason: str


def split_points(text: str) -> list[Point]:
    """Which irritants and which strengths does this testimony hold?

    Parameters
    ----------
    text : str
        What a person typed, in French. In a language that :func:`language_of` tells to be another,
        nothing is proposed: whoever reads it splits it.

    Returns
    -------
    list of Point
        In the order of the text, never overlapping; without the bullet, the "mais" or the full stop
        around them. What says neither (who speaks, a fact, thanks) is in none. A wish is an
        irritant: it says what is missing.

    Notes
    -----
    Lists, sentences, contrasts ("mais", "par contre"), then clauses when each one says something;
    the kind comes from words of praise and complaint, negation turned round, wishes, and headings
    ("Points forts :"). Raises nothing. Measured precision, recall and limits:
    docs/methods/split-points.md. Cost: linear. Source: the rules are ours.

    Examples
    --------
    >>> text = "Le prêt de tablettes a bien marché, mais le wifi coupe sans arrêt."
    >>> [(text[one.start : one.end], one.kind) for one in split_points(text)]
    [('Le prêt de tablettes a bien marché', 'strength'), ('le wifi coupe sans arrêt', 'irritant')]
    """
    if language_of(text) not in {"fr", None}:
        return []
    plain = Plain(text)
    found = []
    heading = ""
    for start, end in _lines(plain.low):
        told = _heading(plain.low[start:end])
        if told is not None:
            heading, offset = told
            start += offset
        for low, high in _sentences(plain.low, start, end):
            for first, last, kind, family, (one, other) in _points(plain.low, low, high, heading):
                words = text[slice(*plain.place(one, other))].strip() if other > one else ""
                reason = f"{family} : {words}" if words else family
                found.append(Point(*plain.place(first, last), kind, reason))
    return found


# Where things are cut

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*(?:[-*•·‣▪–]+|\(?\d{1,2}\s?[.)°]|\(?[a-h]\))\s+")
_STOP = re.compile(
    r"(?<!\bm)(?<!\bex)(?<!\bcf)[.!?…]+(?=\s|$)|;|(?<=[a-z])(?<!souhait)(?<!souhait ) ?: (?!\d)"
)
_CONTRAST = re.compile(
    r"(?<![,\s])[,\s]+(?:mais|par contre|en revanche|cependant|toutefois|neanmoins"
    r"|pourtant|alors que"
    r"|tandis que|sauf que|malheureusement|helas|heureusement|dommage que|dommage qu'"
    r"|dommage|seul bemol|seule? regret|seul probleme)(?![a-z])"
)
_CLAUSE = (
    r"(?:pas|plus|aucune?|trop|manque|jamais|personne|rien|impossible|le|la|les|l'|un|une|des"
    r"|on|je|j'|nous|mes|nos|ma|mon|peu|bonne?|tres)"
)
_EVEN = r"(?:ils|elles|les (?:parents|familles|enseignants|eleves)|nous|on)"
_COMMA = re.compile(
    rf",\s+(?:donc\s+|et\s+)?(?={_CLAUSE}(?:\s|(?<=')))|(?<!\s)\s+et\s+(?={_EVEN}\s)"
)
_EXPLAINED = re.compile(r"\W*(?:grace a|avec|pour|depuis|dans|chez|quand|lorsque|si|comme)")
# Said before the point, and no part of it.
_OPENING = re.compile(
    r"[\s,:;.!?»«\"]*(?:(?:bonjour|bonsoir|madame|monsieur|mais|par contre"
    r"|en revanche|cependant|toutefois"
    r"|neanmoins|pourtant|alors que|tandis que|sauf que|malheureusement|helas"
    r"|heureusement|seulement"
    r"|donc|et|ensuite|d'abord|de plus|par ailleurs|dans l'ensemble|globalement|enfin"
    r"|seul bemol|petit bemol|petit regret|seul regret|seul probleme)(?=[\s,:]"
    r"|$)[\s,:]*)+|[\s,:;.!?»«\"]+"
)
_CLOSING = ' \t,.;:!…»"'


def _lines(low: str) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(low):
        start = line.start()
        bullet = _BULLET.match(low, start, line.end())
        yield (bullet.end() if bullet else start), line.end()


def _sentences(low: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for stop in _STOP.finditer(low, start, end):
        # A question keeps its mark: it is what makes it a complaint.
        yield at, stop.end() if "?" in stop[0] else stop.start()
        at = stop.end()
    yield at, end


_HEADINGS = (
    (
        STRENGTH,
        re.compile(
            r"\s*(?:(?:les )?(?:points? (?:forts?|positifs?)|forces?|atouts?|reussites?)"
            r"|ce qui (?:va|marche|fonctionne|a)(?: bien| marche)?|positif|les plus)\s*:"
        ),
    ),
    (
        IRRITANT,
        re.compile(
            r"\s*(?:(?:les )?(?:points? (?:faibles?|negatifs?|noirs?)|irritants?|faiblesses?"
            r"|difficultes?|problemes?|freins?|limites)|ce qui (?:ne |n')(?:va|marche"
            r"|fonctionne|a) pas"
            r"(?: marche)?|negatif|les moins|a ameliorer)\s*:"
        ),
    ),
)


def _heading(line: str) -> tuple[str, int] | None:
    for kind, pattern in _HEADINGS:
        found = pattern.match(line)
        if found:
            return kind, found.end()
    return None


# What says which

_WISH = re.compile(
    r"\b(?:il (?:nous |me |leur )?(?:faudrait|manque|reste a)|il (?:aurait"
    r"|eut) fallu|aurai(?:t|ent) du|devrai(?:t|ent)"
    r"|(?:on|nous|je|j') ?(?:aurai(?:s|t)|aurions|voudrai[st]|voudrions|aimerai[st]"
    r"|aimerions|souhait\w+)"
    r"|souhaits?\b|vivement|il serait (?:bien|bon|utile|temps)|a quand|attend(?:s"
    r"|ons|ent)? (?:toujours|encore))"
)
_PRAISE = re.compile(
    r"\b(?:bien|mieux|bonnes?|bons?|tres (?:utiles?|pratiques?|bonne?)|utiles?"
    r"|pratiques?|claire?s?|simples?|rapides?|facilement|faciles?"
    r"|excellente?s?|formidables?|geniale?s?|genial|super|parfaite?s?|belles?"
    r"|reussites?|reussie?s?|bravo"
    r"|merci (?:a|au|aux|pour)|grace a\w*|ador\w+|appreci\w+|aim(?:e|ent"
    r"|ons) (?:beaucoup|bien)|j'aime|plai(?:t|sent)"
    r"|satisfaite?s?|contente?s?|ravie?s?|chaleureu\w+|disponibles?|patiente?s?"
    r"|a l'ecoute|reactivite|reactifs?"
    r"|souplesse|entraide|solidarite|lumineu\w+|equipee?s?|change la vie|enfin"
    r"|aid(?:e|ent) (?:beaucoup|bien)|nous aide"
    r"|l'aide\b|l'accompagne|supporte mieux|vite|progres\w*|gain de temps"
    r"|gagne du temps|capte l'attention"
    r"|pren(?:d|ait|aient|nent) le temps|legere?s?|legers?|agreables?|motiv\w+"
    r"|efficaces?|fluides?|sans (?:coupure|probleme|difficulte|souci)s?"
    r"|prets? de|initiative|attentifs?|attentives?|cinq minutes|fonctionne|marche\b|fonctionnent)"
)
_COMPLAINT = re.compile(
    r"\b(?:trop|manqu\w+|panne\w*|casse\w*|hors service|lente?s?|lenteur\w*|vieux"
    r"|vieilles?|vetustes?|vetuste"
    r"|coupe\w*|plant\w+|bugs?|bugu\w+|probleme\w*|difficil\w*|difficulte\w*"
    r"|complique\w*|compliquees?|impossible\w*"
    r"|dangere\w+|ridicules?|faibles?|rares?|complets?|completes?|peur|marre"
    r"|assez de|perdu\w*|perdre|perd(?:s|ons|ent)?\b"
    r"|oublie\w*|moqueri\w+|harcel\w+|inquiet\w*|illisibles?|cher|chere|cheres|chers"
    r"|fermee?s?|zones? blanches?"
    r"|tard\b|loin|sale\w*|collants?|collantes?|bruyant\w*|fatigu\w+|stress\w*"
    r"|surcharg\w+|debord\w+|saut(?:e|ent)"
    r"|gresill\w*|clignot\w*|traine\w*|rayee?s?|tombe\w*|disput\w+|guerre|mal (?:au"
    r"|a la|concu|adapt)\w*|renonc\w+|copient|recopier"
    r"|zut|honte\w*|scandal\w+|nulle?s?|inutil\w+|inaccessibl\w+|insuffisan\w+"
    r"|absence|defaut|penurie|inadapt\w+"
    r"|dommage|regret\w*|bemol|helas|malheureusement|une seule? fois|qu'une fois"
    r"|un seul|qu'un seul|qu'en ligne"
    r"|fait attendre|font attendre|ferment les yeux|sans (?:arret|reponse|chargeur"
    r"|autorisation|aide|acces)|se perdent"
    r"|trop haut\w*|dix minutes|demi-heure|arrivent la nuit|arrive la nuit"
    r"|tous les soirs|changent tout le temps|promise?"
    r"|met(?:tent)? (?:une|deux|trois|dix)\b|courts?|chercher? du reseau"
    r"|scolaires? en panne|ramener mon)"
)
_DENIAL = re.compile(
    r"(?:\bn'|\bne )[^.;:!?]{0,40}?\b(?:pas|plus|jamais|rien|aucune?|personne|guere)\b"
    r"|\b(?:personne|rien|aucune?)\b[^.;:!?]{0,30}?(?:\bn'|\bne )"
    r"|^(?:[^a-z]*)(?:pas|plus|aucune?|rien|personne|jamais|zero)\b"
    r"|\bsans (?:ordinateur|internet|connexion)|n'(?:ont|a|ai|avons|y a) (?:pas|plus|aucune?)"
    r"|(?:\bne |n')[^.;:!?]{0,40}\bqu(?:e\b|')"
)
# A complaint denied is praise: "aucun problème", "pas compliqué", "plus besoin de".
_RELIEF = re.compile(
    r"\b(?:aucune?|pas(?: de| d'| un| une)?|plus(?: de| d'| aucun)?|sans|jamais(?: de| d')?)\s+"
    r"(?:si |tres |vraiment |trop |du tout )?(?:probleme|difficulte|souci|bug|panne"
    r"|besoin de|complique|difficile|cher|coupure)"
)
_QUESTION = re.compile(r"^\W*(?:pourquoi|comment se fait|a quand|quand aurons|est-ce normal)")


def _kind(low: str) -> tuple[str, str, tuple[int, int]] | None:
    """The kind of a stretch, what family of words says it, and where they stand in it."""
    relief = _RELIEF.search(low)
    if relief:
        return STRENGTH, "difficulté écartée", relief.span()
    wish = _WISH.search(low)
    if wish:
        return IRRITANT, "souhait", wish.span()
    if "?" in low:
        asked = _QUESTION.search(low)
        return (IRRITANT, "question", asked.span()) if asked else None
    denial, complaint, praise = _DENIAL.search(low), _COMPLAINT.search(low), _PRAISE.search(low)
    if denial:
        return IRRITANT, "négation", denial.span()
    # Both: praise that opens is meant, elsewhere it is courtesy.
    if praise and (not complaint or praise.start() < min(_OPENS, complaint.start())):
        return STRENGTH, "mot favorable", praise.span()
    return (IRRITANT, "plainte", complaint.span()) if complaint else None


_OPENS = 3  # letters before it, at most
_OTHER = {IRRITANT: STRENGTH, STRENGTH: IRRITANT}


_LISTED = {STRENGTH: "sous « points forts »", IRRITANT: "sous « irritants »"}
_Found = tuple[int, int, str, str, tuple[int, int]]


def _points(low: str, start: int, end: int, heading: str) -> Iterator[_Found]:
    """What one sentence says: its sides of a contrast, then its clauses."""
    bounds = [start, *(cut.start() for cut in _CONTRAST.finditer(low, start, end)), end]
    before = ""
    for first, last in itertools.pairwise(bounds):
        for at, stop in _clauses(low, first, last):
            found = _kind(low[at:stop])
            if heading:
                kind, family, words = heading, _LISTED[heading], (0, 0)
            elif found is not None:
                kind, family, words = found
            elif before and first != start:
                kind, family, words = _OTHER[before], "contraste", (0, 0)
            else:
                continue
            before = kind
            low_end, high_end = _trimmed(low, at, stop)
            if high_end - low_end > _SHORTEST:
                yield low_end, high_end, kind, family, (at + words[0], at + words[1])


_SHORTEST = 2  # letters: less is a slip


def _clauses(low: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut at commas and "et" where each piece says something of its own; else one whole."""
    cuts = [(one.start(), one.end()) for one in _COMMA.finditer(low, start, end)]
    if not cuts:
        return [(start, end)]
    pieces, at = [], start
    for stop, go in [*cuts, (end, end)]:
        piece = low[at:stop]
        pieces.append((at, stop, _kind(piece)))
        at = go
    joined: list[tuple[int, int, bool]] = []
    for first, last, kind in pieces:
        says = kind is not None and len(low[first:last].split()) > 1
        says = says and not _EXPLAINED.match(low, first, last)
        if joined and not (says and joined[-1][2]):
            joined[-1] = (joined[-1][0], last, joined[-1][2] or says)
        else:
            joined.append((first, last, says))
    return [(first, last) for first, last, _ in joined]


def _trimmed(low: str, start: int, end: int) -> tuple[int, int]:
    opening = _OPENING.match(low, start, end)
    if opening:
        start = opening.end()
    while end > start and low[end - 1] in _CLOSING:
        end -= 1
    return start, end
