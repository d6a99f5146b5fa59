"""What a figure says, in a sentence that stands by itself."""

from django.utils.translation import gettext as _

from maillage.silence.enums import ALL, NO_THEME, SPOKEN, Cross
from maillage.toolbox.charts import french
from maillage.voices.enums import Profile

# Under this many figures a headcount is rounded no further.
FIGURES = 3


def sentence(cell, counted, cross):
    """«Morbihan : aucun parent n’a parlé ; ils sont environ 92 000. …»"""
    nobody, some = SPOKEN[cell.profile]
    spoke = str(nobody) if cell.count == 0 else some % {"count": french(cell.count, 0)}
    told = _("%(where)s : %(spoke)s ; ils sont environ %(population)s.")
    if cell.population is None:
        told = _("%(where)s : %(spoke)s ; population inconnue.")
    return told % {
        "where": _where(cell, counted, cross),
        "spoke": spoke,
        "population": french(about(cell.population or 0), 0),
    }


def beside(cell):
    """What was expected, and the rate with its margin."""
    if cell.rate is None:
        return ""
    told = _(
        "Soit %(rate)s pour 1 000 (entre %(low)s et %(high)s). Si tout le monde avait parlé "
        "autant, on en aurait entendu environ %(expected)s."
    )
    if cell.expected is None:
        told = _("Soit %(rate)s pour 1 000 (entre %(low)s et %(high)s).")
    figures = {"rate": cell.rate.value, "low": cell.rate.low, "high": cell.rate.high}
    return told % {
        **{name: french(value, 2) for name, value in figures.items()},
        "expected": french(cell.expected or 0, 0 if (cell.expected or 0) >= 10 else 1),
    }


def label(cell, counted, cross):
    """The same in short, for a drawing."""
    who = name_of_profile(cell.profile)
    return {
        Cross.PROFILE_TERRITORY: f"{who}, {name_of_place(cell.place)}",
        Cross.PROFILE_THEME: f"{who}, {name_of_theme(cell.theme, counted)}",
        Cross.TERRITORY_THEME: f"{cell.place.name}, {name_of_theme(cell.theme, counted)}",
    }[cross]


def name_of_profile(profile):
    return _("Tout le monde") if profile == ALL else str(Profile(profile).label)


def name_of_place(place):
    if place.is_unsaid:
        return _("%(place)s, sans dire où") % {"place": place.name}
    return place.name


def name_of_theme(theme, counted):
    if theme == ALL:
        return _("Toutes les thématiques")
    if theme == NO_THEME:
        return _("Sans thématique")
    return _("Thématique %(number)s") % {"number": theme}


def about(count):
    """92 143 people are about 92 000."""
    step = 10 ** max(0, len(str(count)) - FIGURES)
    return round(count / step) * step


def _where(cell, counted, cross):
    if cross == Cross.PROFILE_TERRITORY:
        return name_of_place(cell.place)
    theme = name_of_theme(cell.theme, counted)
    return theme if cross == Cross.PROFILE_THEME else f"{name_of_place(cell.place)}, {theme}"
