"""Kinds of role and event names, with their wording."""

from django.db.models import TextChoices


class RoleKind(TextChoices):
    FACILITATOR = "facilitator", "Animateur ou animatrice"
    THEME_LEAD = "theme_lead", "Responsable de thématique"
    TERRITORY_LEAD = "territory_lead", "Responsable de territoire"
    ACTION_LEAD = "action_lead", "Porteur ou porteuse d’action"
    MODERATOR = "moderator", "Modérateur ou modératrice"
    DESK = "desk", "Saisie des formulaires papier"
    ANALYST = "analyst", "Analyste"
    DATA_PROTECTION_OFFICER = "dpo", "Délégué ou déléguée à la protection des données"
    ADMINISTRATOR = "administrator", "Administrateur ou administratrice"


class Event(TextChoices):
    USER_CREATED = "accounts.user.created", "Compte créé"
    USER_SIGNED_IN = "accounts.user.signed_in", "Connexion"
    DEMO_SIGNED_IN = "accounts.demo.signed_in", "Connexion à un compte de démonstration"
    ROLE_GRANTED = "accounts.role.granted", "Rôle confié"
    ROLE_REVOKED = "accounts.role.revoked", "Rôle retiré"
