"""Kinds of territory and event names, with their wording."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """From the widest to the narrowest: the order in which a filter lists them."""

    NATION = "nation", "Nation"
    ACADEMIC_REGION = "academic_region", _("Région académique")
    ACADEMY = "academy", _("Académie")
    DEPARTMENT = "department", _("Département")
    EPCI = "epci", _("Intercommunalité")
    COMMUNE = "commune", _("Commune")
    DISTRICT = "district", _("Quartier")

    @property
    def rank(self):
        return list(type(self)).index(self)


class SchoolKind(TextChoices):
    SCHOOL = "school", _("École")
    COLLEGE = "college", _("Collège")
    LYCEE = "lycee", _("Lycée")
    OTHER = "other", _("Autre établissement")


class People(TextChoices):
    """Whom a school counts."""

    PUPIL = "pupil", _("Élèves")
    TEACHER = "teacher", _("Professeurs")
    STAFF = "staff", _("Agents")


class Part(TextChoices):
    """Whom a file counts in a school: no two of the first four count the same pupil."""

    FIRST = "first", _("École")
    COLLEGE = "college", _("Collège")
    LYCEE_GT = "lycee_gt", _("Lycée général et technologique")
    LYCEE_PRO = "lycee_pro", _("Lycée professionnel")
    WHOLE = "whole", _("Tout l’établissement")


class About(TextChoices):
    """What a line of an estimate counts the pupils of."""

    SCHOOL = "school", _("Établissement")
    COMMUNE = "commune", _("Commune")
    OPERATOR = "operator", _("Opérateur")
    WHOLE = "whole", _("Tout le département")
    UNPLACED = "unplaced", _("Sans secteur connu")


class EstimateMethod(TextChoices):
    """From the surest to the least sure: how pupils and networks were brought together."""

    ADDRESS = "address", _("à l’adresse")
    SQUARE = "square", _("par carreau de 200 m")
    COMMUNE = "commune", _("par commune")


class PlaceKind(TextChoices):
    """Where pupils could connect, by what the public files call these places."""

    LIBRARY = "library", _("Bibliothèque")
    FRANCE_SERVICES = "france_services", _("France services")
    SOCIAL_CENTRE = "social_centre", _("Centre social")
    NEIGHBOURHOOD = "neighbourhood", _("Maison de quartier ou de jeunes")
    DIGITAL = "digital", _("Espace public numérique")
    COWORKING = "coworking", _("Tiers-lieu")
    TOWN_HALL = "town_hall", _("Mairie ou CCAS")
    OTHER = "other", _("Autre lieu de médiation")
    SCHOOL = "school", _("École")
    SECONDARY = "secondary", _("Collège ou lycée")


class PlaceSlot(TextChoices):
    """When a pupil is out of school and could come."""

    WEDNESDAY = "wednesday", _("mercredi après-midi")
    EVENING = "evening", _("en semaine jusqu’à 19 h")
    SATURDAY = "saturday", _("samedi")
    SUNDAY = "sunday", _("dimanche")
    HOLIDAYS = "holidays", _("vacances scolaires")


class TravelMode(TextChoices):
    """How one goes along the roads of a network."""

    FOOT = "foot", _("à pied par la voirie")
    BICYCLE = "bicycle", _("à vélo par la voirie")
    CAR = "car", _("en voiture par la voirie")


class CentreKind(TextChoices):
    """What stands for where the people of a commune are, from the surest to the least sure."""

    SQUARE = "square", _("carreau de 200 m le plus peuplé")
    SCHOOL = "school", _("école la plus centrale")
    CONTOUR = "contour", _("milieu de la commune")


class Event(TextChoices):
    TERRITORY_CREATED = "territory.territory.created", _("Territoire créé")
    TERRITORY_MOVED = "territory.territory.moved", _("Territoire rattaché ailleurs")
    TERRITORIES_LOADED = "territory.territories.loaded", _("Territoires chargés")
    SCHOOLS_LOADED = "territory.schools.loaded", _("Établissements chargés")
    POSTCODES_LOADED = "territory.postcodes.loaded", _("Codes postaux chargés")
    HEADCOUNTS_LOADED = "territory.headcounts.loaded", _("Effectifs chargés")
    DATASET_LOADED = "territory.dataset.loaded", _("Données ouvertes chargées")
    CONTACTS_LOADED = "territory.contacts.loaded", _("Contacts du numérique éducatif chargés")
    CONTACT_KEPT = "territory.contact.kept", _("Contact du numérique éducatif écrit")
    CONTACT_REMOVED = "territory.contact.removed", _("Contact du numérique éducatif retiré")
    ESTIMATE_MADE = "territory.estimate.made", _("Élèves sans solution estimés")
