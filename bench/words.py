"""Plausible French, always the same for a given seed: one word nearly everywhere, one very rare."""

import itertools
import random

COMMON, RARE = "numérique", "scaphandre"
WHO = (
    "Les familles du bourg",
    "Deux enseignantes du collège",
    "Les élèves internes",
    "Le conseil d’école",
    "La médiathèque",
    "Une mère de trois enfants",
    "Le service informatique",
    "Les parents délégués",
    "L’association du quartier",
    "Le car scolaire",
    "La vie scolaire",
    "Un élève de troisième",
)
DOES = (
    "attend une connexion stable pour",
    "partage un seul ordinateur pour",
    "a besoin d’aide pour",
    "perd ses mots de passe pour",
    "paie trop cher la 4G pour",
    "prête du matériel pour",
    "imprime tout sur papier pour",
    "reste après la classe pour",
    "se déplace à pied pour",
    "découvre des outils libres pour",
    "signale une zone blanche pour",
    "forme ses voisins pour",
)
WHAT = (
    "suivre les cours à distance",
    "rendre les devoirs à l’heure",
    "lire l’ENT chaque soir",
    "joindre les professeurs",
    "préparer l’orientation",
    "consulter le cahier de textes",
    "aider la fratrie",
    "passer les évaluations",
    "réparer les tablettes",
    "protéger ses données",
    "travailler en petit groupe",
    "garder le lien pendant les congés",
)
PLACES = (
    "de la Digue",
    "du Phare",
    "des Landes",
    "du Vieux-Pont",
    "de la Lande",
    "du Moulin",
    "des Tourbes",
)
ACTORS = (
    "Bibliothèques, médiathèques",
    "Municipalités",
    "Conseils d’école",
    "Associations locales",
)


class Words:
    """Plausible sentences: one word in nearly every row, one in very few."""

    def __init__(self, seed):
        self.draw = random.Random(seed)
        self.made = itertools.count()

    def sentence(self):
        pick = self.draw.choice
        told = f"{pick(WHO)} {pick(DOES)} {pick(WHAT)}"
        if self.draw.random() < 0.9:
            told += f", avec le {COMMON}"
        if next(self.made) % 25_000 == 12_000:
            told += f", comme en {RARE}"
        return told + "."
