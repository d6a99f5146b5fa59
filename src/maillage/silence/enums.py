"""Which two of three are crossed, event names, and how each profile is spoken of."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from maillage.territory.enums import People
from maillage.voices.enums import Profile

# All of them, in a cell: every profile, every theme. Every territory is that of the consultation.
ALL = "*"
NO_THEME = "sans"


class Cross(TextChoices):
    PROFILE_TERRITORY = "profil-territoire", _("Qui parle, et où")
    PROFILE_THEME = "profil-thematique", _("Qui parle, et de quoi")
    TERRITORY_THEME = "territoire-thematique", _("Où, et de quoi")


class Event(TextChoices):
    COUNTED = "silence.edition.counted", _("Silence compté")


# Those who are few, of whom nobody says how many they are: told apart, nearly all would be hidden,
# and so would others for their sake.
PARTNERS = frozenset(
    {
        Profile.LOCAL_AUTHORITY,
        Profile.EDTECH,
        Profile.OPERATOR,
        Profile.ASSOCIATION,
        Profile.PARTNER,
    }
)
# A workshop speaks together: its sheet does not say who said what.
PROFILES = tuple(
    profile
    for profile in Profile
    if profile != Profile.WORKSHOP and profile not in PARTNERS - {Profile.PARTNER}
)
# Whom schools count. Parents are counted nowhere: their children stand for them.
POPULATIONS = {
    Profile.PUPIL: People.PUPIL,
    Profile.PARENT: People.PUPIL,
    Profile.TEACHER: People.TEACHER,
    Profile.STAFF: People.STAFF,
}
# (nobody did, so many did): five at least, since fewer are not told.
SPOKEN = {
    ALL: (_("personne n’a parlé"), _("%(count)s personnes ont parlé")),
    Profile.PUPIL: (_("aucun élève n’a parlé"), _("%(count)s élèves ont parlé")),
    Profile.PARENT: (_("aucun parent n’a parlé"), _("%(count)s parents ont parlé")),
    Profile.TEACHER: (_("aucun professeur n’a parlé"), _("%(count)s professeurs ont parlé")),
    Profile.STAFF: (_("aucun agent n’a parlé"), _("%(count)s agents ont parlé")),
    Profile.MANAGEMENT: (
        _("aucun personnel d’encadrement n’a parlé"),
        _("%(count)s personnels d’encadrement ont parlé"),
    ),
    Profile.PARTNER: (_("aucun partenaire n’a parlé"), _("%(count)s partenaires ont parlé")),
    Profile.OTHER: (
        _("personne d’autre n’a parlé"),
        _("%(count)s autres personnes ont parlé"),
    ),
}
