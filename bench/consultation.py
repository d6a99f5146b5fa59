"""A question put to a nation that does not exist: its places, its themes, nobody heard yet."""

import datetime

THEMES = (
    "Garantir un égal accès au numérique pour tous",
    "Enseigner et apprendre avec le numérique",
    "Travailler ensemble autrement",
    "Favoriser un numérique responsable et souverain",
    "Gouverner et anticiper ensemble",
)
DAY = datetime.date(2026, 3, 2)
NOON = "2026-03-02 12:00:00+00:00"


def open_consultation():
    """The territory and the question, before anybody spoke. Returns the places."""
    places = _places()
    _consultation(places)
    return places


def _places():
    """A nation, 18 regions, 30 académies, 101 départements."""
    from maillage.territory.models import Territory
    from maillage.territory.names import folded_name

    made = []

    def place(kind, code, name, parent):
        new = Territory(kind=kind, code=code, name=name, parent=parent, folded=folded_name(name))
        new.pk = len(made) + 1
        new.path = new.path_under(parent)
        made.append(new)
        return new

    nation = place("nation", "N", "Brumance", None)
    regions = [place("academic_region", f"R{n}", f"Région {n}", nation) for n in range(1, 19)]
    acads = [place("academy", f"A{n}", f"Académie {n}", regions[n % 18]) for n in range(1, 31)]
    for n in range(1, 102):
        place("department", f"D{n}", f"Val-de-Brume {n}", acads[n % 30])
    Territory.objects.bulk_create(made)
    return made


def _consultation(places):
    from maillage.voices.models import Consultation, Phase, Theme

    Consultation.objects.bulk_create(
        [
            Consultation(
                pk=1,
                slug="brumance",
                title="Le numérique pour tous",
                question="De quoi avons-nous besoin ?",
                territory=places[0],
                status="open",
                opened_at=NOON,
            )
        ]
    )
    Theme.objects.bulk_create(
        Theme(pk=n, consultation_id=1, number=n, title=title) for n, title in enumerate(THEMES, 1)
    )
    phases = (("Recueillir", 0), ("Débattre", 60), ("Suivre", 120))
    Phase.objects.bulk_create(
        Phase(
            consultation_id=1,
            title=title,
            starts_on=DAY + datetime.timedelta(first),
            ends_on=DAY + datetime.timedelta(first + 59),
        )
        for title, first in phases
    )
