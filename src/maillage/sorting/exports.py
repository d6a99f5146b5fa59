"""Shared findings as open data: each with the points and the testimonies that it rests on."""

import json

from maillage.exchange.queries import namer
from maillage.sorting.models import Card, SharedFinding
from maillage.toolbox.delimited import CONTENT_TYPE, chunks_of, delimited
from maillage.toolbox.guard import neutralised
from maillage.voices.models import Point

CONTENT_TYPES = {"csv": CONTENT_TYPE, "json": "application/json"}
NAMES = (
    "constat", "thematique", "nature", "formulation", "voix", "ateliers", "territoires",
    "publie_le", "propos", "temoignages",
)  # fmt: skip
CHUNK = 200


def written(desks, file_format):
    rows = rows_of(desks)
    return delimited(NAMES, _cells(rows)) if file_format == "csv" else _json(rows)


def rows_of(desks):
    """Two statements for CHUNK findings, in flat memory."""
    name, published = namer(), {desk.pk: desk for desk in desks}
    found = SharedFinding.objects.filter(desk__in=desks, closed_at=None).order_by("pk")
    for chunk in chunks_of(found.iterator(CHUNK), CHUNK):
        points, accounts = _evidence(chunk)
        for each in chunk:
            desk = published[each.desk_id]
            yield (
                each.pk,
                desk.theme.number,
                each.kind,
                each.text,
                each.voices,
                each.workshops,
                each.territories,
                desk.published_at.date().isoformat(),
                points.get(each.pk, []),
                [name(pk) for pk in accounts.get(each.pk, [])],
            )


def _evidence(findings):
    """({finding: its points}, {finding: the testimonies that everyone reads})."""
    points, accounts = {}, {}
    told = Card.objects.filter(finding__in=findings, point__withdrawn_at=None).order_by("point_id")
    for finding, point in told.values_list("finding", "point"):
        points.setdefault(finding, []).append(point)
    through = Point.retex.through.objects.filter(
        point__card__finding__in=findings, point__withdrawn_at=None, retex__is_shown=True
    )
    pairs = through.order_by("retex_id").values_list("point__card__finding", "retex_id")
    for finding, retex in pairs.distinct():
        accounts.setdefault(finding, []).append(retex)
    return points, accounts


def _cells(rows):
    for row in rows:
        *plain, points, accounts = row
        plain[3] = neutralised(plain[3])
        yield [*plain, " ".join(map(str, points)), " ".join(accounts)]


def _json(rows):
    between = "[\n"
    for row in rows:
        told = dict(zip(NAMES, row, strict=True))
        yield (between + json.dumps(told, ensure_ascii=False)).encode()
        between = ",\n"
    yield b"[]\n" if between == "[\n" else b"\n]\n"
