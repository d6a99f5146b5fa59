"""What the other rooms may name. Modules depend on one another in this order only."""

from maillage.voices.models.consultation import Consultation, Phase, Theme
from maillage.voices.models.contact import Contact, Notice
from maillage.voices.models.retex import Contribution, FormerRetex, Point, Retex
from maillage.voices.models.same_here import SameHere
from maillage.voices.models.sheet_row import RestatementLink, SheetRow, Wording
from maillage.voices.models.workshop import Workshop

__all__ = [
    "Consultation",
    "Contact",
    "Contribution",
    "FormerRetex",
    "Notice",
    "Phase",
    "Point",
    "RestatementLink",
    "Retex",
    "SameHere",
    "SheetRow",
    "Theme",
    "Wording",
    "Workshop",
]
