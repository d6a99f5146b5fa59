"""As many fictional answers to a consultation as wanted, with the lengths and copies of real ones.

An answer is one to four remarks. A remark is an expression of our thesaurus, in a frame, with a
place, somebody, a moment or a consequence. One answer in twelve is a copy of an earlier one, as
sent again, retyped or cut; very short answers meet by themselves, as people's do.
"""

import random

from bench.text_alterations import altered

from arpent.text import load_thesaurus

FRAMES = (
    "{}", "{}", "{}", "{}.", "Chez nous, {}", "{} : c’est usant", "Il y a toujours {}",
    "Le problème, c’est {}", "Je note surtout {}", "Encore et toujours {}", "{}, on n’en parle pas",
    "On nous avait promis mieux que {}", "À quand la fin de ceci : {} ?", "{} depuis la rentrée",
    "Pour moi l’essentiel : {}", "Nos élèves le disent : {}", "{}, et personne ne répond",
    "J’ai vu {}", "Dans notre école {}", "{}, malgré nos demandes", "Ce qui pèse : {}",
)  # fmt: skip
WHERE = (
    "au collège", "à l’internat", "dans le hameau", "au lycée agricole", "à la médiathèque",
    "en salle des maîtres", "dans le car", "à la maison", "dans la vallée", "au centre-ville",
    "dans le quartier nord", "sur le plateau", "en maternelle", "au CDI", "à l’atelier",
    "dans la salle 12", "au gymnase", "en zone rurale", "à l’école du bourg", "à la cantine",
)  # fmt: skip
WHO = (
    "pour les sixièmes", "pour mon fils", "pour les parents séparés", "pour les remplaçants",
    "pour les secrétaires", "pour les AESH", "pour les familles nombreuses", "pour les élus",
    "pour les grands-parents", "pour la directrice", "pour les élèves dyslexiques", "pour tous",
    "pour les nouveaux arrivants", "pour les apprentis", "pour ceux qui habitent loin",
)  # fmt: skip
WHEN = (
    "le lundi matin", "depuis deux ans", "tous les soirs", "en fin de trimestre", "quand il pleut",
    "aux heures de pointe", "pendant les examens", "chaque rentrée", "une fois sur trois",
    "depuis le changement de fournisseur", "l’hiver surtout", "pendant les conseils de classe",
)  # fmt: skip
THEN = (
    "alors on imprime tout", "et les devoirs ne sont pas rendus", "ce qui décourage les équipes",
    "si bien que chacun se débrouille", "et l’on perd une heure par semaine",
    "donc les parents n’ont plus confiance", "et ce sont les mêmes qui décrochent",
    "alors que le département a payé", "et la mairie renvoie vers la région",
    "du coup on revient au papier", "ce qui creuse les inégalités", "et rien ne bouge",
)  # fmt: skip
SHORT = (
    "rien", "rien à signaler", "oui", "non", "tout va bien", "sans avis", "je ne sais pas", "merci",
    "ras", "le wifi", "les écrans", "Pronote", "la formation", "le réseau", "le matériel", "?",
)  # fmt: skip


def many(count, seed=0):
    """``count`` answers, one after the other; the same for a same seed."""
    draw = random.Random(seed)
    said = load_thesaurus().expressions
    kept = []  # what later answers may copy
    for _ in range(count):
        kind = draw.random()
        if kind < 0.03:
            yield draw.choice(SHORT)
        elif kind < 0.12 and kept:
            yield altered(draw.choice(kept), draw)[1] if kind < 0.08 else draw.choice(kept)
        else:
            remarks = 1 if kind < 0.8 else 2 if kind < 0.95 else draw.randint(3, 4)
            text = ". ".join(_remark(said, draw) for _ in range(remarks))
            if len(kept) < 50_000:
                kept.append(text)
            yield text


def _remark(said, draw):
    words = [draw.choice(FRAMES).format(draw.choice(said))]
    for details, share in ((WHERE, 0.5), (WHO, 0.35), (WHEN, 0.35), (THEN, 0.25)):
        if draw.random() < share:
            words.append(draw.choice(details))
    return " ".join(words)[:400].strip()
