"""A new card put near what it says again, on a desk of many.

    python -m bench.placing [sqlite|postgresql] [cards]

The cards and their vectors are drawn (500 subjects), findings and suggestions are written as an
analysis would; the new ones are read for real: encoder, words, thesaurus, rows.
"""

import statistics
import sys
import time

from bench.consultation import open_consultation
from bench.desk import lay
from bench.installation import awake, machine, server_answers
from bench.loading import insert
from bench.words import Words
from django.db import transaction

CARDS, NEW, SUBJECTS, FINDINGS, SUGGESTIONS, EACH = 100_000, 200, 500, 300, 500, 100
UNDER = 20  # cards of a finding
LIMIT = 50  # ms


@transaction.atomic
def fill(count):
    from maillage.sorting import analysis
    from maillage.sorting.actions._suggesting import mark_anchors
    from maillage.sorting.models import Card, Reading, Run, SharedFinding, SuggestedCard, Suggestion

    words = Words(1)
    desk = lay([f"{words.sentence()} {n}" for n in range(count)])
    width = len(analysis.vectors(["x"])[0]) // 2
    readings = zip(range(1, count + 1), _vectors(count, width), strict=True)
    engine, edition = analysis.engine(), analysis.edition()
    columns = ["card_id", "edition", "words", "terms", "encoder", "vector"]
    rows = ((n, edition, f"{n:032x}", "{}", engine, vector) for n, vector in readings)
    insert(Reading, columns, rows)
    run = Run.objects.create(desk=desk, state="done", engine=engine)
    findings = SharedFinding.objects.bulk_create(
        SharedFinding(desk=desk, kind="irritant", text=f"Constat {n}") for n in range(FINDINGS)
    )
    for n, finding in enumerate(findings):
        Card.objects.filter(pk__gt=n * UNDER, pk__lte=(n + 1) * UNDER).update(
            tray="placed", finding=finding
        )
    first = FINDINGS * UNDER + 1
    suggestions = Suggestion.objects.bulk_create(
        Suggestion(run=run, desk=desk, kind="irritant", rank=n) for n in range(SUGGESTIONS)
    )
    SuggestedCard.objects.bulk_create(
        SuggestedCard(suggestion=suggestion, card_id=first + n * EACH + at, score=1 - at / EACH)
        for n, suggestion in enumerate(suggestions)
        for at in range(EACH)
    )

    class Held:
        def keep(self):
            pass

    mark_anchors(desk.pk, Held())
    return desk


def _vectors(count, width):
    import numpy as np

    draw = np.random.default_rng(1)
    middles = draw.normal(size=(SUBJECTS, width))
    for n in range(count):
        row = middles[n % SUBJECTS] + draw.normal(size=width)
        yield (row / np.linalg.norm(row)).astype(np.float16).tobytes()


def new_cards(desk):
    from maillage.sorting.models import Card
    from maillage.voices.models import Point

    words = Words(2)
    points = Point.objects.bulk_create(
        Point(kind="irritant", text=words.sentence()) for _ in range(NEW)
    )
    return Card.objects.bulk_create(
        Card(point=point, desk=desk, kind="irritant", folded=point.text) for point in points
    )


def main():
    engine = "postgresql" if "postgresql" in sys.argv[1:] else "sqlite"
    count = next((int(word) for word in sys.argv[1:] if word.isdigit()), CARDS)
    if engine == "postgresql" and not server_answers():
        print("PostgreSQL ne répond pas : rien n’y est mesuré.")
        return 0
    with awake(engine):
        from maillage.sorting.actions import place_one
        from maillage.sorting.models import Reading

        open_consultation()
        desk = fill(count)
        new = new_cards(desk)
        place_one(card=new[0].pk, acting_user=None)  # the model is read once
        spent, worked, placed = [], [], 0
        for card in new[1:]:
            began, before = time.perf_counter(), time.process_time()
            placed += place_one(card=card.pk, acting_user=None) is not None
            spent.append(1000 * (time.perf_counter() - began))
            worked.append(1000 * (time.process_time() - before))
        anchors = Reading.objects.filter(is_anchor=True).count()
    spent.sort()
    middle, late = statistics.median(spent), spent[int(0.95 * len(spent))]
    print(f"  {engine}, {count} propos, {anchors} repères ; {machine()}")
    cpu = statistics.median(worked)
    print(f"  médiane {middle:.1f} ms (processeur {cpu:.1f}), p95 {late:.1f} ms")
    print(f"  {placed} placés sur {len(spent)}")
    return 0 if middle < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
