"""The fictional territory, loaded once, and never into the data of a real organisation."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import get_user_model

from maillage.accounts import queries
from maillage.demo import actions
from maillage.voices.queries import receipt_under


def populate_once() -> str:
    """An empty text when the demonstration is there; else why it is not."""
    if get_user_model()._default_manager.filter(is_demo=False).exists():
        return (
            "Cette base contient déjà des comptes : la démonstration ne s’y installe pas. "
            "Choisissez un autre dossier, par exemple MAILLAGE_DATA=var-demo maillage demo."
        )
    actions.populate()
    return ""


def accounts(address: str) -> Iterator[str]:
    yield f"Comptes d’essai, sans mot de passe : {address}compte/connexion/"
    for user in queries.demo_users():
        roles = ", ".join(role.get_kind_display() for role in user.roles.all())
        yield f"  {user} ({roles})" if roles else f"  {user}"
    receipt = receipt_under(settings.DEMO_VOICE)
    if receipt:
        yield f"Un témoignage à suivre avec son code : {address}ma-parole/{receipt}/"
