"""The diagnosis table of a sheet."""

from django.utils.translation import gettext_noop

from maillage.diagnosis.enums import Event, FindingKind
from maillage.diagnosis.models import DiagnosisRow, Finding
from maillage.toolbox.analysis import fold
from maillage.voices.tables import Column, Table


def _folded(text):
    return {"folded": fold(text)}


def _column(key, label, kind):
    return Column(key, label, Finding, {"kind": kind}, ("workshop", "theme"), _folded)


TABLE = Table(
    gettext_noop("Diagnostic"),
    DiagnosisRow,
    (
        _column("irritants", gettext_noop("irritant"), FindingKind.IRRITANT),
        _column("strengths", gettext_noop("point fort"), FindingKind.STRENGTH),
    ),
    Event,
    {"retex": "retex_numbers"},
)
