"""Kinds of territory and event names, with their wording."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """From the widest to the narrowest: the order in which a filter lists them."""

    NATION = "nation", "Nation"
    ACADEMIC_REGION = "academic_region", "Région académique"
    ACADEMY = "academy", "Académie"
    DEPARTMENT = "department", "Département"
    EPCI = "epci", "Intercommunalité"
    COMMUNE = "commune", "Commune"
    DISTRICT = "district", "Quartier"

    @property
    def rank(self):
        return list(type(self)).index(self)


class SchoolKind(TextChoices):
    SCHOOL = "school", "École"
    COLLEGE = "college", "Collège"
    LYCEE = "lycee", "Lycée"
    OTHER = "other", "Autre établissement"


class Event(TextChoices):
    TERRITORY_CREATED = "territory.territory.created", "Territoire créé"
    TERRITORY_MOVED = "territory.territory.moved", "Territoire rattaché ailleurs"
    TERRITORIES_LOADED = "territory.territories.loaded", "Territoires chargés"
    SCHOOLS_LOADED = "territory.schools.loaded", "Établissements chargés"
    POSTCODES_LOADED = "territory.postcodes.loaded", "Codes postaux chargés"
