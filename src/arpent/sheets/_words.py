"""The words of the template: headings, columns, instructions, and how they are recognised."""

import re
import unicodedata
from functools import lru_cache

SECTIONS = ("diagnosis", "projections", "plan")

THEMES = (
    "Garantir un égal accès au numérique pour tous",
    "Enseigner et apprendre avec le numérique",
    "Travailler ensemble autrement",
    "Favoriser le développement d'un numérique responsable et souverain",
    "Mettre en place de nouvelles formes de gouvernance et de nouveaux outils d'anticipation",
)

PARTS = {
    "retex": "1. Retour d'expérience",
    "projections": "2. Projections",
    "plan": "3. Plan d'action",
}
RETEX_TITLE = "Retours d'expérience présentés lors des ateliers"
TABLE_TITLES = {
    "diagnosis": "Diagnostic des points forts et irritants",
    "projections": "Synthèse des besoins & axes d'amélioration",
    "plan": "Plan d'action pour répondre aux besoins et activer les leviers d'amélioration",
}
PLACE_NAMES = {
    "retex": "Retour d'expérience",
    "diagnosis": "Diagnostic",
    "projections": "Projections",
    "plan": "Plan d'action",
}

# Field -> column title of the template, in the template's order.
COLUMNS: dict[str, dict[str, str]] = {
    "diagnosis": {
        "theme": "Thématique concernée (parmi les 5)",
        "retex": "RETEX",
        "irritants": "Irritants",
        "strengths": "Points forts",
    },
    "projections": {
        "theme": "Thématique concernée (parmi les 5)",
        "irritants": "Irritants principaux",
        "needs": "Besoin",
        "levers": "Axes d'amélioration ou leviers permettant de répondre aux besoins"
        " correspondants aux irritants",
    },
    "plan": {
        "theme": "Thématique concernée (parmi les 5)",
        "levers": "Axes d'amélioration principaux (Quoi)",
        "steps": "Actions à mener (Comment)",
        "actors": "Acteurs mobilisés",
        "horizon": "Temporalité souhaitée pour une mise en œuvre",
        "indicators": "Indicateurs et facteurs de réussite",
    },
}

# Field -> how a column title begins to speak of it, on folded words. The earliest match wins.
_THEME = r"thematiques?|themes?"
_LEVERS = r"axes?|leviers?|ameliorations?|pistes?|solutions?|quoi"
_IRRITANTS = (
    r"irritants?|difficultes?|freins?|obstacles?|points? faibles?|problemes?|faiblesses?"
    r"|(?:ce qui )?n a pas (?:bien )?(?:fonctionne|marche)"
)
SYNONYMS: dict[str, dict[str, str]] = {
    "diagnosis": {
        "theme": _THEME,
        "retex": r"retex|retours? d experiences?|fiches?",
        "irritants": _IRRITANTS,
        "strengths": r"points? (?:s )?forts?|forces?|atouts?|reussites?"
        r"|(?:ce qui )?a (?:bien )?(?:fonctionne|marche)",
    },
    "projections": {
        "theme": _THEME,
        "irritants": _IRRITANTS,
        "needs": r"besoins?|attentes?",
        "levers": _LEVERS,
    },
    "plan": {
        "theme": _THEME,
        "levers": _LEVERS + r"|objectifs?",
        "steps": r"actions?|comment(?! mesurer)|etapes?",
        "actors": r"acteurs?|qui|porteurs?|responsables?|pilotes?|partenaires?",
        "horizon": r"temporalites?|quand|calendriers?|echeances?|echeanciers?|delais?|dates?"
        r"|horizons?|periodes?|plannings?",
        "indicators": r"indicateurs?|facteurs?|reussites?|comment mesurer|mesures?|evaluations?"
        r"|criteres?",
    },
    "retex": {
        "number": r"retex|n(?:o|umero)?|retours? d experiences?",
        "place": r"academies?|lieux?|departements?|territoires?|etablissements?|ou",
        "title": r"titres?|intitules?|noms?",
        "text": r"textes?|descriptions?|resumes?|contenus?|temoignages?|presentations?",
        "links": r"liens?|ressources?|url|urls|videos?|adresses?|sites?",
    },
}

INSTRUCTIONS: dict[str, tuple[str | tuple[str, ...], ...]] = {
    "retex": (
        "Lors des ateliers, nous proposons de présenter 2 à 3 retours d'expérience sur la base des"
        " fiches RETEX synthétiques par thématique.",
        "Les remontées « terrain » en provenance des élèves, professeurs, agents, personnels"
        " d'encadrement et parents ainsi que les données des partenaires (collectivités, Edtech,"
        " opérateurs...) sont répertoriées et analysées selon différents critères :",
        (
            "La thématique concernée parmi les 5 proposées : (1) Garantir un égal accès au"
            " numérique pour tous, (2) Enseigner et apprendre avec le numérique, (3) Travailler"
            " ensemble autrement, (4) Favoriser le développement d'un numérique responsable et"
            " souverain, (5) Mettre en place de nouvelles formes de gouvernance et de nouveaux"
            " outils d'anticipation.",
            "Le (ou les) point(s) fort(s) de chaque expérience : Qu'est ce qui a bien fonctionné ?",
            "Le (ou les) irritant(s) de chaque expérience : Qu'est-ce qui n'a pas bien fonctionné ?"
            " Qu'est-ce qu'on aurait aimé éviter ?",
        ),
    ),
    "retex_intro": (
        "Texte de 2 ou 3 lignes, avec si possible, un lien vers une ressource vidéo, un article...",
    ),
    "projections": (
        "Au cours de cet atelier, les participants sont invités à se projeter dans le numérique"
        " éducatif de demain.",
        "A partir des principaux irritants remontés dans le temps fort « Retour d'expérience », les"
        " participants expriment les besoins correspondants à chacun des irritants",
        "Les participants sont ensuite invités à identifier des axes d'amélioration permettant de"
        " répondre aux besoins.",
    ),
    "plan": (
        "Au cours de cet atelier, les participants sont invités à élaborer un plan d'action"
        " permettant de mettre en œuvre très concrètement les axes d'amélioration identifiés lors"
        " de l'atelier « Projection ».",
        "Rappel des critères :",
        (
            "Les axes d'amélioration principaux : « Quoi » : identifier les principaux axes"
            " d'amélioration pour chacune des thématiques abordées à partir des axes remontés lors"
            " de l'atelier « Projection »",
            "Les actions à mener : « Comment » Quelles sont les actions permettant de mettre en"
            " œuvre l'axe d'amélioration ?",
            "Les acteurs mobilisés : « Qui » Quels sont le(s) acteur(s) porteurs de l'action ?"
            " Quels sont les acteurs concernés dans la réalisation de l'action ?",
            "La temporalité souhaitée : « Quand » Dans quelle temporalité l'action s'inscrit-elle ?"
            " Court, moyen ou long terme ?",
            "Les indicateurs et facteurs clés de réussite : Quels sont les facteurs clés de"
            " réussite ? Comment mesurer objectivement les facteurs clés de réussite"
            " (l'accomplissement des actions mises en œuvre, des résultats obtenus et des objectifs"
            " atteints, etc.) ?",
        ),
        "Apparaissent en gras et en vert des actions particulièrement soulignées dans les échanges",
    ),
}

_APOSTROPHES = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case, no accent, no punctuation: what two typings of one heading share."""
    text = text.lower().replace("œ", "oe").replace("æ", "ae")
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _APOSTROPHES.sub(" ", plain).strip()


_NUMBERING = re.compile(
    r"^(?:(?:partie|temps\s+fort|atelier|étape|etape|section|chapitre)\s*(?:n\s*[°ºo]\s*)?)?"
    r"(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|[A-Ea-e])\s*[.)°:/–—-]+\s*)?",
    re.IGNORECASE,
)
_LOOSE = {
    "diagnosis": r"diagnostics?\b.*|points forts et (?:les )?irritants\b.*"
    r"|irritants et points forts\b.*",
    "projections": r"projections?\b.*|synthese des besoins\b.*|besoins et axes d amelioration\b.*",
    "plan": r"plans? d actions?\b.*|plan action\b.*",
    "retex": r"retours? d ?experiences?\b.*|retour s d experience s?\b.*"
    r"|retex (?:presentes?|des ateliers)\b.*",
}
_STRICT = {
    "diagnosis": r"diagnostic(?: des (?:points forts et (?:des )?irritants"
    r"|irritants et (?:des )?points forts))?",
    "projections": r"projections?|synthese des besoins(?: (?:et )?(?:des )?axes d ameliorations?)?",
    "plan": r"plan d actions?(?: pour repondre aux besoins"
    r"(?: et activer les leviers d ameliorations?)?)?",
    "retex": r"retours? d experiences?(?: presentes(?: lors des? ateliers?)?)?",
}
MAX_HEADING = 120  # a longer line is a sentence that mentions the part


def heading_part(text: str, *, strict: bool) -> str | None:
    """The part of the sheet a line announces: retex, diagnosis, projections, plan, or none."""
    if len(text) > MAX_HEADING or "\u2060" in text:
        return None
    patterns = _STRICT if strict else _LOOSE
    stripped = _NUMBERING.sub("", text, count=1)
    for candidate in (fold(text), fold(stripped)):
        for part, pattern in patterns.items():
            if re.fullmatch(pattern, candidate):
                return part
    return None


def column_field(section: str, title: str) -> tuple[str, int] | None:
    """The field a column title names in a section, and after how many characters it does."""
    folded = fold(title)
    best: tuple[int, int, str] | None = None
    for name, pattern in SYNONYMS[section].items():
        for match in re.finditer(rf"\b(?:{pattern})\b", folded):
            candidate = (match.start(), -len(match.group()), name)
            best = min(best, candidate) if best else candidate
            break
    return (best[2], best[0]) if best else None


@lru_cache(maxsize=1)
def _instruction_words() -> tuple[tuple[str, ...], ...]:
    lines: list[str] = []
    for group in INSTRUCTIONS.values():
        for line in group:
            lines.extend([line] if isinstance(line, str) else line)
    return tuple(tuple(fold(line).split()) for line in lines)


def is_instruction(text: str) -> bool:
    """Whether a line is one of the template's own instructions, whole or nearly.

    Every word must belong to the template's sentence: one added word is content.
    """
    words = fold(text).split()
    if not words:
        return False
    for known in _instruction_words():
        if 2 * len(words) >= len(known) and len(words) <= len(known) + 2:
            left = set(known)
            if all(word in left for word in words):
                return True
    return False


def known_theme(text: str) -> int | None:
    """The number of the national theme a text names, with or without its first verb."""
    folded = fold(text)
    if len(folded) < 12:
        return None
    for number, title in enumerate(THEMES, start=1):
        if fold(title).endswith(folded):
            return number
    return None
