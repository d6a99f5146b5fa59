"""The list of what everyone reads, at a thousand voices and at a million.

    python -m bench.voices [sqlite|postgresql] [voices]

For each way to cut the list: statements, and milliseconds of CPU of the process that makes the page
anew, as for whoever comes just after something was published.
"""

import random
import statistics
import sys
import time

from bench.consultation import open_consultation
from bench.installation import awake, server_answers, verdict
from bench.loading import insert, mend_sequences
from bench.words import Words

FEW, MANY = 1_000, 1_000_000
MOST_QUERIES, MOST_MS, ROUNDS = 6, 8.0, 15
COMMUNES = 2_000
PROFILES = (("parent", 45), ("pupil", 25), ("teacher", 18), ("staff", 7), ("association", 4.9))
CASES = {
    "sans filtre": "",
    "thématique": "?thematique=1",
    "profil courant": "?profil=parent",
    "profil rare": "?profil=operator",
    "recueil rare": "?source=survey",
    "nature": "?nature=irritant",
    "département": "?territoire=department-D7",
    "commune": "?territoire=commune-C77",
    "thématique et profil": "?thematique=2&profil=teacher",
    "thématique et profil rare": "?thematique=2&profil=operator",
    "thématique et recueil rare": "?thematique=2&source=survey",
    "thématique et commune": "?thematique=2&territoire=commune-C300",
    "département et profil": "?territoire=department-D7&profil=pupil",
    "département et profil rare": "?territoire=department-D7&profil=operator",
    "département et recueil rare": "?territoire=department-D7&source=survey",
    "profil et recueil rare": "?profil=parent&source=survey",
    "nature et profil rare": "?nature=strength&profil=operator",
    "nature et département": "?nature=strength&territoire=department-D7",
    "mot courant": "?q=digue",
    "mot d’un centième": "?q=passerelle",
    "mot rare": "?q=zephyr",
    "mot courant, profil rare": "?q=digue&profil=operator",
    "mot d’un centième, thème": "?q=passerelle&thematique=2",
    "mot d’un centième, département": "?q=passerelle&territoire=department-D7",
    "mot rare, profil": "?q=zephyr&profil=parent",
    "deux mots": "?q=digue+zephyr",
}


def fill(count):
    """`count` voices of one point each, published, from COMMUNES communes of 101 departments."""
    from django.db import connection, transaction

    with transaction.atomic():
        first = _communes(open_consultation())
        _write(count, first)
        mend_sequences()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _communes(places):
    from maillage.territory.models import Territory

    departments = [place for place in places if place.kind == "department"]
    first = max(place.pk for place in places) + 1
    made = []
    for n in range(COMMUNES):
        parent = departments[n % len(departments)]
        name = f"Bourg {n}"
        new = Territory(kind="commune", code=f"C{n}", name=name, parent=parent, folded=name.lower())
        new.pk = first + n
        new.path = new.path_under(parent)
        made.append(new)
    Territory.objects.bulk_create(made, batch_size=500)
    return first


def _write(count, first):
    from maillage.toolbox.analysis import fold
    from maillage.voices.models import Point, Retex

    draw, words = random.Random(3), Words("voices")
    sentences = [words.sentence() for _ in range(5_000)]
    names, weights = zip(*PROFILES, strict=True)
    profiles = draw.choices([*names, "operator"], [*weights, 0.1], k=count)

    def rows():
        for key in range(1, count + 1):
            text = f"{draw.choice(sentences)} {draw.choice(sentences)}"
            text += " La digue." if key % 10 else ""
            text += " Passerelle." if key % 100 == 9 else ""
            text += " Zéphyr." if key % 50_000 == 7 else ""
            place = first + min(int(draw.expovariate(1 / 300)), COMMUNES - 1)
            source = "paper" if key % 20 == 0 else "survey" if key % 40_000 == 1 else "web"
            theme = key % 6 or None
            yield (
                key, 1, theme, place, profiles[key - 1], source, "published", True, "", text,
                fold(text),
            )  # fmt: skip

    insert(
        Retex,
        (
            "id", "consultation_id", "theme_id", "territory_id", "profile", "source", "state",
            "is_shown", "title", "text", "folded",
        ),
        rows(),
    )  # fmt: skip
    insert(
        Point,
        ("id", "kind", "text"),
        (
            (key, "irritant" if key % 3 else "strength", draw.choice(sentences))
            for key in range(1, count + 1)
        ),
    )
    insert(
        Point.retex.through,
        ("point_id", "retex_id"),
        ((key, key) for key in range(1, count + 1)),
    )


def measure(case):
    """(statements, milliseconds of CPU) of one list made anew."""
    from django.db import connection
    from django.test import Client

    client = Client()
    client.cookies["nobody"] = "known"  # no page is kept for whoever has a cookie
    address = f"/retours/{case}"
    client.get(address)
    asked = []

    def count(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        assert client.get(address).status_code == 200
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        client.get(address)
        times.append((time.process_time() - began) * 1000)
    return len(asked), min(times), statistics.median(times)


def main():
    engine = "postgresql" if "postgresql" in sys.argv[1:] else "sqlite"
    sizes = [int(word) for word in sys.argv[1:] if word.isdigit()] or [FEW, MANY]
    if engine == "postgresql" and not server_answers():
        print("PostgreSQL ne répond pas : rien n’y est mesuré.")
        return 0
    passed = True
    for size in sizes:
        with awake(engine):
            from maillage.config.serving import collect_static

            began = time.monotonic()
            collect_static()
            fill(size)
            print(f"\n{engine}, {size} voix (écrites en {time.monotonic() - began:.0f} s)")
            for name, case in CASES.items():
                queries, least, median = measure(case)
                holds = queries <= MOST_QUERIES and least <= MOST_MS
                passed &= holds
                print(
                    f"  {name:22} {queries} SQL, {least:6.1f} ms de CPU (médiane {median:.1f}) "
                    f"{verdict(least, MOST_MS)}"
                )
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
