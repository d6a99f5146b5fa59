"""The steps of an analysis. Each can be begun again: what was stored is not done twice."""

from django.db import transaction

from maillage.sorting import analysis
from maillage.sorting.actions._suggesting import write_suggestions
from maillage.sorting.enums import RunStep
from maillage.sorting.gathering import strongest
from maillage.sorting.models import Card, Found, Reading
from maillage.sorting.queries.readings import gathering_of, of_run, texts_of
from maillage.voices.enums import PointKind
from maillage.voices.models import Retex

# Written together: some milliseconds, for whoever testifies meanwhile.
PIECE = 200
WORDS, VECTOR = ("edition", "words", "terms", "term"), ("encoder", "vector")


def read_words(run, held):
    """One spelling, and the terms of the thesaurus."""
    edition = analysis.edition()
    cards = of_run(run)
    missing = cards.exclude(reading__edition=edition)
    done = cards.count() - missing.count()
    for some in _pieces(missing):
        read = {pk: analysis.read(text) for pk, text in texts_of(some)}
        rows = [
            Reading(
                card_id=pk, edition=edition, words=words, terms=terms, term=strongest(terms)[:200]
            )
            for pk, (words, terms) in read.items()
        ]
        done += len(some)
        keep_readings(rows, WORDS, held=held, done=done)


def find_copies(run, held):
    """Pairs that say the same to some letters, kept as numbers of cards."""

    def found(kind):
        cards = texts_of(of_run(run).filter(kind=kind))
        keys = [pk for pk, _text in cards]
        pairs = analysis.copies([text for _pk, text in cards])
        return [[keys[i], keys[j], round(float(likeness), 4)] for i, j, likeness in pairs]

    _remember(run, held, RunStep.COPIES, found)


def make_vectors(run, held):
    engine = analysis.engine()
    if not engine:
        return
    cards = of_run(run)
    missing = cards.exclude(reading__encoder=engine)
    done = cards.count() - missing.count()
    for some in _pieces(missing):
        texts = texts_of(some)
        rows = zip(texts, analysis.vectors([text for _pk, text in texts]), strict=True)
        readings = [
            Reading(card_id=pk, encoder=engine, vector=vector) for (pk, _text), vector in rows
        ]
        done += len(some)
        keep_readings(readings, VECTOR, held=held, done=done)


def find_groups(run, held):
    """Subjects, by the vectors: {card: its group}."""
    if not analysis.engine():
        return

    def found(kind):
        desk = gathering_of(run, kind)
        if len(desk.vectors) < 3:
            return {}
        labels, names = analysis.groups(
            desk.texts_with_vectors(),
            [desk.vectors[card] for card in desk.vectors],
            together=desk.together(),
            apart=desk.apart(),
            start=desk.start(),
        )
        return {"labels": dict(zip(desk.vectors, labels, strict=True)), "names": names}

    _remember(run, held, RunStep.GROUPS, found)


def suggest(run, held):
    found = dict(Found.objects.filter(run=run).values_list("step", "what"))
    write_suggestions(run, held, found)


STEPS = {
    RunStep.READ: read_words,
    RunStep.COPIES: find_copies,
    RunStep.VECTORS: make_vectors,
    RunStep.GROUPS: find_groups,
    RunStep.SUGGEST: suggest,
}


def keep_readings(readings, fields, *, held=None, **progress):
    """Write what was read of words that are still there.

    Their authors are held first, as a withdrawal does: words taken back while they were being read
    leave no vector.
    """
    keys = [reading.card_id for reading in readings]
    with transaction.atomic():
        alone = Retex.objects.select_for_update(of=("self",)).filter(workshop=None)
        list(alone.filter(points__card__in=keys).order_by("pk").values_list("pk", flat=True))
        cards = Card.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
        gone = set(cards.exclude(point__withdrawn_at=None).values_list("pk", flat=True))
        there = set(cards.values_list("pk", flat=True))
        for reading in readings:
            if reading.card_id in gone:
                reading.words, reading.term, reading.terms, reading.vector = "", "", {}, None
        if held is not None:
            held.keep(**progress)
        Reading.objects.bulk_create(
            [reading for reading in readings if reading.card_id in there],
            update_conflicts=True,
            unique_fields=["card"],
            update_fields=fields,
        )


def _pieces(cards):
    """Keys of these cards, a piece at a time, in their order. Read as they are at the beginning."""
    keys = list(cards.order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(keys), PIECE):
        yield Card.objects.filter(pk__in=keys[at : at + PIECE])


def _remember(run, held, step, found):
    if Found.objects.filter(run=run, step=step).exists():
        return
    what = {str(kind): found(kind) for kind in PointKind}
    with transaction.atomic():
        held.keep()
        Found.objects.create(run=run, step=step, what=what)
