"""French words that carry no topic, words that carry little, and families a stemmer misses."""

import re

# Function words, folded. Negations are here on purpose: within one column of a sheet the polarity
# is that of the column ("pas de réseau", "absence de réseau", "réseau" are one irritant).
_STOP_WORDS = """
a afin ai ailleurs ainsi alors apres au aucun aucune auquel aussi autour autre autres aux avant
avec avoir beaucoup c ca car ce cela celle celles celui cependant ces cet cette ceux chacun
chacune chaque chez ci comme comment concernant contre d dans de deja depuis des desormais donc
dont du elle elles en encore enfin entre est et etaient etait etant etc ete etre eu eux faire
fait faite faites font fut hors il ils j jamais je jusqu jusque l la le lequel les lesquels leur
leurs lors lorsque lui m ma mais me meme memes mes moi moins mon n ne ni nos notre nous on ont
ou par parce parfois pas pendant peu peut peuvent plupart plus plusieurs plutot pour pourquoi
pouvoir puis puisque qu quand que quel quelle quelles quels qui quoi r rien s sa sans sauf se
selon sera seront ses si sien soi soient soit son sont sous souvent sur t ta te telle telles
tels tes toi ton toujours tous tout toute toutes tres trop tu un une unes uns vers via voici vos
votre vous vu y
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())

# Beginnings of stems that are everywhere in digital education, or in any action plan: alone they
# do not say which subject is meant.
_GENERIC = re.compile(
    r"(?:numer|digital|informati|elev(?:e|es)?$|enfant|jeune|materiel|equip|outil|ecol|scolair"
    r"|colleg|lyce|etabl|class|famill|enseign|professeur|usag|utilis|ressourc|pedagog|educ|besoin"
    r"|manque|projet|action|situ|permet|favoris|develop|renforc|amelior|accompagn|propos|prevo"
    r"|offr|assur|garant|organis|cree$|creer$|creat|identif|mettr|mis$|mise$|place$|plac$|plan$"
    r"|aid$|aide$|aider$|acces|acce$|personn|public|local|locau|differ|nouveau|nouvel|bon$|bonn"
    r"|necess|lutt|preven|prevent|evit|redu|adapt|inadapt|suffis|difficult)"
)

# Derivations that share no stem. Each family takes the name of its first word; words are folded.
_FAMILIES = (
    "connecter connecte connectee connectes connectees connectent connexion connexions",
    "former forme formee formes formees formation formations",
    "imprimer imprime imprimee imprimes imprimees imprimante imprimantes impression impressions",
    "proteger protege protegee proteges protegees protection protections",
    "manque manques manquent manquant absence defaut penurie carence insuffisant insuffisante"
    " insuffisants insuffisantes insuffisance insuffisamment",
    "maintenance maintenir maintien maintenu maintenue maintenus",
    "inclure inclus inclusif inclusive inclusifs inclusives inclusion",
    "lieu lieux",
    "soir soirs soiree soirees",
    "famille familles familial familiale familiaux familiales",
    "maison maisons domicile domiciles foyer foyers",
)
FAMILY_OF = {word: family.split()[0] for family in _FAMILIES for word in family.split()}


def is_generic(stem: str) -> bool:
    """Tell whether a folded stem alone does not say which subject is meant."""
    return _GENERIC.match(stem) is not None
