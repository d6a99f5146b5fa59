"""How one person is: a diagnosis, a disability, a treatment, the help they are given.

The subject of a consultation on school is also inclusion: "des polices pour les élèves dyslexiques"
is about a public and says nothing of anybody. A word of health counts where one person is meant.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from arpent.text._plain import Plain

_CONDITION = re.compile(
    r"(?<!\w)(?:autis(?:me|te|tes|m|tic|ta|tas|mo)|tsa|asperger|trisomi\w{1,4}|tdah?|thada|phda|adhd|dehb"
    r"|hyperacti\w{1,4}|dys(?:lexi|praxi|calculi|orthographi|phasi|graphi)\w{1,5}|dys|dislexi\w{1,3}"
    r"|disleksi\w{0,4}|epilep\w{1,6}|diabet\w{1,5}|diyabet\w{0,4}|asthm\w{1,7}|cancer\w{0,5}"
    r"|leucemi\w{1,4}"
    r"|depressi\w{1,4}|burn-?out|phobie scolaire|phobique|anorexi\w{1,3}|boulimi\w{1,3}"
    r"|schizophren\w{1,4}|bipolaire|sclerose|myopathi?e?|mucoviscidose|sourde?s?(?! oreille)"
    r"|surdite"
    r"|malentendant\w{0,3}|aveugles?|malvoyante?s?|cecite|daltonien\w{0,3}|deaf|blind"
    r"|deficien\w{2,4} (?:visuel|auditi|intellectuel|mental|moteur|motric)\w{0,5}"
    r"|deficiencia|deficiente"
    r"|handicap(?!ant|\w{0,3} p(?:our|ar)\b)\w{0,5}|polyhandicap\w{0,3}"
    r"|(?:para|tetra|hemi)plegi\w{1,4}"
    r"|engelli\w{0,3}|disab\w{2,6}|wheelchair|(?:fauteuil )?roulant|implant cochleaire"
    r"|appareil auditif"
    r"|migraines?|allergi\w{1,5}|hospitalis\w{1,4}|seropositi\w{1,3}|vih|enceinte|fausse couche"
    r"|alcooli\w{3,5}|toxicoman\w{1,2}|suicid\w{0,5}|tentative de suicide|scarifi\w{1,5}"
    r"|troubles? (?:de|du|des|d'|anxieux|mentaux|psy\w{1,8}|envahissant|cogniti\w{1,3}"
    r"|autisti\w{1,4}|specifique|bipolaire)|maladie (?:chronique|rare|grave"
    r"|mentale|genetique|de \w{3,15})|gravement malade|invalid(?:e|ite)|chimio\w{0,9}"
    r"|sous traitement|traitement medical|ritaline"
    r"|insuline|methylphenidate|medicaments?|antidepresseurs?|amput\w{1,4}|begai\w{1,4})(?!\w)"
    r"|(?<!\w)(?:аутизм|аутист|дислексі|інвалідн|епілепсі|глух|сліп|рдуг|діабет)\w{0,5}"
    r"|توحد|اعاقة|معاق|عسر القراءة|الصرع|السكري|التوحد"
)
_CARE = re.compile(
    r"(?<!\w)(?:aesh|avs|mdph|ulis|sessad|cmpp|itep|rqth|aeeh|cdaph|gevasco|psychologues?|psychiatre"
    r"|pedopsychiatre|psychotherap\w{1,4}|psy|psychomotric\w{1,6}|orthophoni\w{1,4}|ergotherap\w{1,5}"
    r"|neurologue|neuropsy\w{0,8}|therapie|therapist|hopital de jour|suivi medical"
    r"|certificat medical)(?!\w)"
)
# In small letters these are ordinary words, or parts of them.
_CARE_IN_CAPITALS = re.compile(r"(?<!\w)(?:PPS|PAP|PAI|IME|CMP|ALD|AAH)(?!\w)")

_ONE = (
    r"(?:fils|fille|enfant|garcon|gamine?|ado|ainee?|cadette?|benjamine?|bebe|petit-fils|petite-fille"
    r"|neveu|niece|cousine?|frere|soeur|eleve|camarade|petite?)"
)
_ADULT = (
    r"(?:mari|femme|epoux|epouse|conjointe?|compagnon|compagne|mere|pere|maman|papa|grand-mere"
    r"|grand-pere|mamie|papi|tante|oncle|voisine?|amie?|copain|copine|collegue)"
)
_ONES_CHILD = re.compile(
    rf"\b(?:mon|ma|notre|son|sa|leur|votre|ton|ta|cet|cette|mes|du)(?: \w{{2,12}})? {_ONE}\b"
    r"|\bmes (?:\w{2,8} )?(?:enfants|filles|garcons|fils|jumeaux|jumelles)\b"
    r"|\b(?:my|his|her|our) (?:son|daughter|child|kid|boy|girl|brother|sister|pupil|student)\b"
    r"|\b(?:meu|minha|nosso|nossa) (?:filh[oa]|irmao|irma|alun[oa])\b"
    r"|\b(?:oglum|kizim|cocugum)\w{0,4}"
    r"|\bмо[яюїєі]\w{0,2} (?:доньк|дочк|дитин)\w{1,3}|\bм[оі][ийєг]\w{0,3} син\w{0,3}"
    r"|ابني|ابنتي|طفلي|طفلتي"
)
_ONES_KIN = re.compile(rf"\b(?:mon|ma|notre|son|sa|leur|votre|ton|ta)(?: \w{{2,12}})? {_ADULT}\b")
_ILL = re.compile(rf"\b(?:mon|ma|notre|son|sa) {_ADULT} (?:est|etait|tombe) (?:tres )?(malade)\b")
_FARTHEST = 160

_LEADS = (
    r"(?:tres|aussi|moi-meme|une?|des|de|d'|en|du|la|le|l'|situation|parent|eleve|enfant|garcon|fille"
    r"|ancien|ancienne|fait|faite?s|eu|ete|deja|encore|toujours|avec|mon|son|sa|ma|a|an?|the)"
)
_SAID_OF_ONE = re.compile(
    r"(?:\b(?:je suis|j'etais|j'ai|je vis|il vit|elle vit|il est|elle est|il etait|elle etait|il a"
    r"|elle a|je souffre|souffre|atteinte? d[e']|i am|i'm|i have|he is|she is|he has|she has)"
    rf"(?:[ ']{_LEADS}){{0,6}}[ ']?"
    r"|\b(?:mon|ma|son|sa|ses|mes|ton|ta)(?: (?:propre|\w{2,8}))? )$"
)
_SOME_ONE = re.compile(
    r"\b(?:une?|cet|cette|l'|le|la|d'une?) ?(?:petite? |jeune )?(?:eleve|enfant|garcon|fille"
    r"|collegien|collegienne|lyceen|lyceenne|etudiante?|collegue|maman|papa)"
    r"(?: (?:qui est|est|a|avec|tres|atteinte? de|une?|des|du))? ?$"
)
_GIVEN_TO_ONE = re.compile(
    r"(?:\b(?:j'ai|il a|elle a|suivie?s? par|voit|consulte|accompagnee? par|scolarisee? en"
    r"|orientee? en)"
    r"(?:[ ']?(?:eu|une?|des|l'|la|le|son|sa|d'))*[ ']?"
    r"|\b(?:mon|ma|son|sa) (?:dossier |notification |suivi )?"
    r"|\b(?:la|une|notre|cette) notification (?:de la |de |d'une |d')?)$"
)
_STRETCH = 60


def health(typed: Plain, named: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """`named`: where somebody is named. A word of health in the same sentence is about them."""
    conditions = list(_CONDITION.finditer(typed.low))
    cares = [*_CARE.finditer(typed.low), *_CARE_IN_CAPITALS.finditer(typed.cased)]
    if "malade" in typed.low:
        for found in _ILL.finditer(typed.low):
            yield found.start(1), found.end(1), "condition"
    if not conditions and not cares:
        return
    children = _Places(typed, ((one.start(), one.end()) for one in _ONES_CHILD.finditer(typed.low)))
    people = _Places(
        typed,
        sorted([*named, *((one.start(), one.end()) for one in _ONES_KIN.finditer(typed.low))]),
    )
    for found in conditions:
        before = typed.low[max(0, found.start() - _STRETCH) : found.start()]
        is_told = _SAID_OF_ONE.search(before) or _SOME_ONE.search(before)
        if is_told or children.meet(found.start()) or people.meet(found.start()):
            yield found.start(), found.end(), "condition"
    for found in cares:
        before = typed.low[max(0, found.start() - _STRETCH) : found.start()]
        if _GIVEN_TO_ONE.search(before) or children.meet(found.start()):
            yield found.start(), found.end(), "care"


class _Places:
    """Where one person is meant, looked up by sentence."""

    def __init__(self, typed: Plain, places: Iterable[tuple[int, int]]) -> None:
        self._typed = typed
        self._starts = [start for start, _ in places]

    def meet(self, at: int) -> bool:
        after = bisect_left(self._starts, at)
        return any(
            abs(start - at) <= _FARTHEST and self._typed.sentence(start) == self._typed.sentence(at)
            for start in self._starts[max(0, after - 1) : after + 1]
        )
