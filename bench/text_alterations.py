"""Texts that look like a consultation's, and copies of them altered as people alter: for benches.

The texts are drawn word after word from the public French sentences of `text` (a folder): they
share their turns of phrase, as answers to one question do, which is what makes copies hard to tell.
"""

import csv
import itertools
import random
import unicodedata
from collections import defaultdict
from pathlib import Path

# Public sets, kept beside the repository and never in it.
FOLDER = next(
    (
        folder
        for above in Path(__file__).resolve().parents[2:]
        if (folder := above / "shared" / "data" / "text").exists()
    ),
    Path("shared/data/text"),
)
GREETINGS = (
    "Bonjour, ",
    "Bonjour à toutes et à tous, je vous écris car ",
    "Madame, Monsieur, ",
    "Merci pour cette consultation ! ",
    "Comme je l’ai dit à la réunion : ",
)
CLOSINGS = (
    " Merci.",
    " Cordialement, une mère d’élève",
    " Merci de nous lire et d’en tenir compte",
    " !!!",
)
NEAR = {"a": "qz", "e": "zr", "i": "uo", "o": "ip", "u": "yi", "s": "qd", "t": "ry", "n": "bh"}


def sentences(folder=FOLDER):
    """Every French sentence of the folder, once."""
    found = {}
    for name, columns in (
        ("sib200_fr.csv", ("text",)),
        ("masakhanews_fr_titles.csv", ("headline",)),
        ("stsb_fr_dev.csv", ("a", "b")),
        ("stsb_fr_test.csv", ("a", "b")),
    ):
        with (folder / name).open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                found.update(dict.fromkeys(row[column].strip() for column in columns))
    return list(found)


def texts(known, count, seed):
    """As many texts of 6 to 60 words: each word follows the one before somewhere, or any word."""
    draw = random.Random(seed)
    follow = defaultdict(list)
    words = [sentence.split() for sentence in known]
    for line in words:
        for word, after in itertools.pairwise(line):
            follow[word].append(after)
    every = [word for line in words for word in line]
    made = {}
    while len(made) < count:
        said = [draw.choice(words)[0]]
        for _ in range(int(draw.triangular(6, 60, 18))):
            strays = draw.random() < 0.2 or said[-1] not in follow
            said.append(draw.choice(every if strays else follow[said[-1]]))
        made.setdefault(" ".join(said), None)
    return list(made)


def typos(text, rate, draw):
    out = []
    for sign in text:
        if sign.isalpha() and draw.random() < rate:
            kind = draw.randrange(4)
            near = draw.choice(NEAR.get(sign.lower(), "aeiou"))
            out.append(("", sign + sign, near, sign + near)[kind])
        else:
            out.append(sign)
    return "".join(out)


def without_accents(text):
    spelt = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in spelt if not unicodedata.combining(sign))


def altered(text, draw):
    """The text as somebody else might send it: its kind of alteration, and the new text."""
    kind = draw.choice(("typos", "upper", "cut", "greeting", "words", "all"))
    words = text.split()
    if kind == "typos":
        return kind, typos(text, draw.uniform(0.01, 0.07), draw)
    if kind == "upper":
        return kind, without_accents(text).upper().replace("'", draw.choice(" ’'"))
    if kind == "cut":
        return kind, " ".join(words[: max(4, int(len(words) * draw.uniform(0.6, 0.95)))])
    if kind == "greeting":
        return kind, draw.choice(GREETINGS) + text + draw.choice(CLOSINGS)
    if kind == "words":
        for _ in range(max(1, len(words) // 12)):
            at = draw.randrange(len(words))
            words[at : at + 1] = draw.choice(([], [words[at], "vraiment"], ["cela"]))
        return kind, " ".join(words)
    short = " ".join(words[: max(4, int(len(words) * 0.85))])
    return kind, draw.choice(GREETINGS) + typos(without_accents(short), 0.02, draw)


def with_copies(count, copies, seed):
    """(texts shuffled, {pair of positions: kind of alteration})."""
    draw = random.Random(seed + 1)
    originals = texts(sentences(), count, seed)
    made = [(at, *altered(originals[at], draw)) for at in draw.sample(range(count), copies)]
    # Two copies of nobody: an altered text equal to another original proves nothing.
    places = list(range(count + copies))
    draw.shuffle(places)
    everything = [""] * (count + copies)
    for at, text in enumerate(originals):
        everything[places[at]] = text
    truth = {}
    for number, (at, kind, text) in enumerate(made):
        everything[places[count + number]] = text
        truth[tuple(sorted((places[at], places[count + number])))] = kind
    return everything, truth
