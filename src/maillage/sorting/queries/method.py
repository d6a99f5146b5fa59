"""What the page of the method tells: figures measured elsewhere, and what people decided here."""

import json
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

from django.core.cache import caches
from django.db.models import Count, Q

from maillage.sorting import analysis
from maillage.sorting.enums import RunState, Tray, Verb
from maillage.sorting.models import KeptApart, Move, Run
from maillage.sorting.queries.themes import CONFIDENCE, count_answers
from maillage.voices.queries import latest_consultation

QUALITY = Path(__file__).parents[1] / "quality.json"
# Counted at most so often: placements are as many as what was said.
SECONDS = 60


@cache
def quality():
    """Measured on public sets, by the commands that docs/figures.md names: the same figures."""
    measured = json.loads(QUALITY.read_text("utf-8"))
    for told in measured.values():
        if "pairs" in told:
            told["percent"] = 100 * told["right"] / told["pairs"]
    return measured


def method(user):
    consultation = latest_consultation(user).first()
    if consultation is None:
        return {"consultation": None, "themes": [], "answers": (0, 0, 0)}
    kept = caches["minute"]
    key = f"sorting.method.{consultation.pk}"
    counted = kept.get(key)
    if counted is None:
        counted = _counted(consultation)
        kept.set(key, counted, SECONDS)
    themes = list(consultation.themes.order_by("number"))
    for theme in themes:
        theme.told = counted["themes"].get(theme.pk, NOTHING)
    return {
        "consultation": consultation,
        "themes": themes,
        "any_decided": any(theme.told["decided"] for theme in themes),
        "answers": counted["answers"],
        "engine": counted["engine"] or analysis.engine(),
        "settings": analysis.settings(),
        "confidence": CONFIDENCE,
    }


NOTHING = {"alone": 0, "suggested": 0, "refused": 0, "decided": 0, "share": None}


def _counted(consultation):
    """By theme: cards placed by people alone, on a suggestion, and suggestions that were refused.

    A decision that was undone counts for nothing.
    """
    here = {"decision__desk__theme__consultation": consultation, "decision__undone_by": None}
    placed = Move.objects.filter(
        **here, to_tray=Tray.PLACED, decision__verb__in=[Verb.OPEN, Verb.PLACE]
    ).order_by()
    themes = defaultdict(Counter)
    rows = placed.values_list("decision__desk__theme").annotate(
        suggested=Count("pk", filter=~Q(decision__suggested_by="")), total=Count("pk")
    )
    for theme, suggested, total in rows:
        themes[theme] += Counter(suggested=suggested, alone=total - suggested)
    apart = KeptApart.objects.filter(**here).order_by()
    for theme, cards in apart.values_list("decision__desk__theme").annotate(
        n=Count("card", distinct=True)
    ):
        themes[theme]["refused"] += cards
    done = Run.objects.filter(desk__theme__consultation=consultation, state=RunState.DONE)
    return {
        "themes": {theme: _shares(counts) for theme, counts in themes.items()},
        "answers": count_answers(consultation),
        "engine": done.order_by("-pk").values_list("engine", flat=True).first() or "",
    }


def _shares(counts):
    decided = counts["alone"] + counts["suggested"]
    share = 100 * counts["suggested"] / decided if decided else None
    return {**NOTHING, **counts, "decided": decided, "share": share}
