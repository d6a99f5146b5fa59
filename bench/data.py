"""Fill an installation with a consultation of any size, always the same for a given size.

    python -m bench.data [sqlite] [rows]      how long it takes

Rows go straight to the tables: the doors that people use are measured by bench/import_sheets.py.
What lists live on is kept as the actions keep it: folded words, repeated columns, links.
"""

import datetime
import random
import sys
import time
import uuid

from bench.consultation import DAY, NOON, THEMES, open_consultation
from bench.loading import insert, mend_sequences
from bench.words import ACTORS, PLACES, Words

ROWS_OF_A_WORKSHOP = 20


def fill(rows):
    """`rows` rows in each stage. Returns how many workshops hold them."""
    from django.db import connection, transaction

    workshops = max(1, rows // ROWS_OF_A_WORKSHOP)
    with transaction.atomic():
        places = open_consultation()
        _workshops(workshops, places)
        _voices(workshops, places)
        _diagnosis(workshops)
        _projections(workshops)
        _plan(workshops)
        _followup(rows)
        mend_sequences()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # What its daemon does by itself within minutes; a test may be inside a transaction.
            cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE")
    return workshops


def theme_of(workshop):
    """One theme is asked about more than the others, one very little."""
    return (1, 1, 1, 2, 2, 3, 3, 4, 2, 1)[workshop % 10] if workshop % 100 else 5


def place_of(workshop, places):
    # The last place spoke once, at the very beginning: a list must find it without reading all.
    return places[-1] if workshop == 0 else places[20 + workshop * 7 % (len(places) - 21)]


def _is_published(workshop, workshops):
    """Nine in ten, and none of the very last: a list must pass them over cheaply."""
    return workshop % 10 != 3 and workshop < workshops - max(1, workshops // 250)


def _workshops(count, places):
    from maillage.toolbox.analysis import fold
    from maillage.voices.models import Workshop

    columns = (
        "id",
        "slug",
        "theme_id",
        "territory_id",
        "title",
        "held_on",
        "theme_number",
        "theme_title",
        "folded",
        "published_at",
    )

    def rows():
        for w in range(count):
            place, theme = place_of(w, places), theme_of(w)
            title = f"Atelier {PLACES[w % 7].removeprefix('de ')} {w + 1}"
            yield (
                w + 1,
                f"atelier-{w + 1}",
                theme,
                place.pk,
                title,
                DAY + datetime.timedelta(w % 60),
                theme,
                THEMES[theme - 1],
                fold(f"{title} {place.name}"),
                NOON if _is_published(w, count) else None,
            )

    insert(Workshop, columns, rows())


def _on_sheets(workshops):
    """(key, workshop, theme, position) of 20 rows a workshop."""
    for w in range(workshops):
        for at in range(ROWS_OF_A_WORKSHOP):
            yield w * ROWS_OF_A_WORKSHOP + at + 1, w + 1, theme_of(w), at


def _voices(workshops, places):
    from maillage.toolbox.analysis import fold
    from maillage.voices.models import Point, Retex

    words = Words("retex")
    columns = (
        "id",
        "workshop_id",
        "consultation_id",
        "theme_id",
        "territory_id",
        "profile",
        "source",
        "state",
        "is_shown",
        "heading",
        "rank",
        "number",
        "place",
        "title",
        "text",
        "folded",
    )

    def rows():
        for key, workshop, theme, at in _on_sheets(workshops):
            title, text = words.sentence()[:90], " ".join(words.sentence() for _ in range(4))
            place = f"Lycée {PLACES[key % 7]}"
            yield (
                key,
                workshop,
                1,
                theme,
                place_of(workshop - 1, places).pk,
                "workshop",
                "workshop",
                "published",
                True,
                at,
                0,
                at + 1,
                place,
                title,
                text,
                fold(f"{title} {text} {place}"),
            )

    insert(Retex, columns, rows())
    points = Words("points")
    insert(
        Point,
        ("id", "workshop_id", "kind", "text"),
        (
            (key, workshop, "irritant" if key % 5 < 3 else "strength", points.sentence())
            for key, workshop, _, _ in _on_sheets(workshops)
        ),
    )
    tie = Point.retex.through
    insert(tie, ("id", "point_id", "retex_id"), ((k, k, k) for k, *_ in _on_sheets(workshops)))


def _diagnosis(workshops):
    from maillage.diagnosis.models import DiagnosisRow, Evidence, Finding
    from maillage.toolbox.analysis import fold

    words = Words("points")  # a finding begins in the words of its point
    weights = random.Random("weights")

    def findings():
        for key, workshop, theme, at in _on_sheets(workshops):
            text = words.sentence()
            weight = 1 if weights.random() < 0.8 else int(weights.paretovariate(1))
            kind = "irritant" if key % 5 < 3 else "strength"
            row = (key + 4) // 5
            yield key, row, kind, workshop, theme, weight, fold(text), text, at % 5, at % 11 == 0

    def sheet_rows():
        for key, workshop, theme, at in _on_sheets(workshops):
            if at % 5 == 0:
                yield key // 5 + 1, workshop, theme, THEMES[theme - 1], at // 5

    insert(DiagnosisRow, ("id", "workshop_id", "theme_id", "theme_text", "position"), sheet_rows())
    columns = (
        "id",
        "row_id",
        "kind",
        "workshop_id",
        "theme_id",
        "weight",
        "folded",
        "text",
        "position",
        "highlighted",
    )
    insert(Finding, columns, findings())
    insert(
        Evidence,
        ("id", "finding_id", "point_id", "decided_at"),
        ((key, key, key, NOON) for key, *_ in _on_sheets(workshops)),
    )


def _row_and_items(model, workshops, words, counts, extra=None):
    """A row and its sentences; the rows keep all their words, folded."""
    from maillage.toolbox.analysis import fold

    told = []

    def rows():
        for key, workshop, theme, at in _on_sheets(workshops):
            texts = [words.sentence() for _ in range(counts)]
            told.append(texts)
            more = extra(key, texts) if extra else ()
            yield (key, workshop, theme, THEMES[theme - 1], at, fold(" ".join(texts)), *more)

    names = ("title", "term") if extra else ()
    insert(
        model, ("id", "workshop_id", "theme_id", "theme_text", "position", "folded", *names), rows()
    )
    return told


def _items(model, told, which, columns=(), more=lambda key: ()):
    insert(
        model,
        ("id", "row_id", "text", "position", "highlighted", *columns),
        (
            (row * len(which) + n + 1, row + 1, texts[index], n, row % 17 == n, *more(row))
            for row, texts in enumerate(told)
            for n, index in enumerate(which)
        ),
    )


def _links(model, columns, count):
    states = ("same_wording", "suggested", "confirmed")
    insert(
        model,
        ("id", *columns, "state", "score"),
        ((key, key, key, states[key % 3], 1 / (1 + key % 3)) for key in range(1, count + 1)),
    )


def _projections(workshops):
    from maillage.projections.models import Irritant, IrritantLink, Lever, Need, ProjectionRow

    told = _row_and_items(ProjectionRow, workshops, Words("projections"), 4)
    _items(Irritant, told, (0,))
    _items(Need, told, (1,))
    _items(Lever, told, (2, 3))
    _links(IrritantLink, ("irritant_id", "finding_id"), len(told))


def _plan(workshops):
    from maillage.plan.models import Action, ActionLever, Actor, Horizon, Indicator, LeverLink, Step

    terms = ("short", "short", "medium", "long", "")
    told = _row_and_items(
        Action, workshops, Words("plan"), 5, lambda key, texts: (texts[0], terms[key % 5])
    )
    _items(ActionLever, told, (0,))
    _items(Step, told, (1, 2, 3))
    _items(Actor, [[ACTORS[row % 4]] for row in range(len(told))], (0,))
    _items(Horizon, [["Le mercredi, pendant les congés"]] * len(told), (0,))
    _items(
        Indicator,
        told,
        (4,),
        ("kind", "unit", "direction", "baseline", "target"),
        lambda row: ("indicator" if row % 10 else "success_factor", "élèves", "up", 10, 100),
    )
    _links(LeverLink, ("action_lever_id", "lever_id"), len(told))


def _followup(rows):
    from maillage.followup.models import Measure, ProgressReport

    def key(model, number):
        return uuid.UUID(int=random.Random(f"{model.__name__}{number}").getrandbits(128)).hex

    states = ("under_way", "blocked", "done", "not_started")
    insert(
        ProgressReport,
        (
            "id",
            "action_id",
            "state",
            "on",
            "text",
            "obstacle",
            "unblocker",
            "reported_at",
            "client_key",
        ),
        (
            (
                n,
                n,
                states[n % 4],
                DAY + datetime.timedelta(n % 200),
                "Le point du mois.",
                "Le devis attend.",
                "La commune",
                NOON,
                key(ProgressReport, n),
            )
            for n in range(1, rows + 1)
        ),
    )
    insert(
        Measure,
        ("id", "indicator_id", "value", "on", "method", "source", "recorded_at", "client_key"),
        (
            (
                n,
                (n + 1) // 2,
                10 + n % 80,
                DAY + datetime.timedelta(n % 2 * 90),
                "measured",
                "Relevé de l’ENT",
                NOON,
                key(Measure, n),
            )
            for n in range(1, rows + 1)
        ),
    )


def main():
    from bench.installation import awake

    engine = sys.argv[1] if len(sys.argv) > 1 else "sqlite"
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    with awake(engine):
        start = time.monotonic()
        workshops = fill(rows)
        seconds = time.monotonic() - start
        print(f"{engine}: {rows} rows a stage, {workshops} workshops: {seconds:.0f} s")


if __name__ == "__main__":
    main()
