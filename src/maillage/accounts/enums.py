"""Kinds of role and event names, with their wording."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RoleKind(TextChoices):
    FACILITATOR = "facilitator", _("Animateur ou animatrice")
    THEME_LEAD = "theme_lead", _("Responsable de thématique")
    TERRITORY_LEAD = "territory_lead", _("Responsable de territoire")
    ACTION_LEAD = "action_lead", _("Porteur ou porteuse d’action")
    MODERATOR = "moderator", _("Modérateur ou modératrice")
    DESK = "desk", _("Saisie des formulaires papier")
    ANALYST = "analyst", _("Analyste")
    DATA_PROTECTION_OFFICER = "dpo", _("Délégué ou déléguée à la protection des données")
    ADMINISTRATOR = "administrator", _("Administrateur ou administratrice")


class Proof(TextChoices):
    """What was given beside the password, or in its place."""

    APP = "totp", _("Code d’une application")
    RECOVERY_CODE = "recovery_codes", _("Code de secours")
    PASSKEY = "webauthn", _("Clé d’accès")
    PROVIDER = "provider", _("Fournisseur d’identité")


class Event(TextChoices):
    USER_CREATED = "accounts.user.created", _("Compte créé")
    USER_CLOSED = "accounts.user.closed", _("Compte fermé")
    USER_REOPENED = "accounts.user.reopened", _("Compte rouvert")
    PROFILE_CHANGED = "accounts.user.changed", _("Nom ou langue changés")
    SESSIONS_ENDED = "accounts.sessions.ended", _("Sessions fermées")
    USER_SIGNED_IN = "accounts.user.signed_in", _("Connexion")
    DEMO_SIGNED_IN = "accounts.demo.signed_in", _("Connexion à un compte de démonstration")
    PASSWORD_CHANGED = "accounts.password.changed", _("Mot de passe changé")
    IDENTITY_LINKED = "accounts.identity.linked", _("Identité reliée au compte")
    FACTOR_ADDED = "accounts.factor.added", _("Second facteur ajouté")
    FACTOR_REMOVED = "accounts.factor.removed", _("Second facteur retiré")
    RECOVERY_CODE_USED = "accounts.recovery_code.used", _("Code de secours utilisé")
    RECOVERY_CODES_RENEWED = "accounts.recovery_codes.renewed", _("Codes de secours refaits")
    SECOND_FACTOR_RESET = "accounts.second_factor.reset", _("Second facteur remis à zéro")
    ROLE_GRANTED = "accounts.role.granted", _("Rôle confié")
    ROLE_REVOKED = "accounts.role.revoked", _("Rôle retiré")
