from allauth.account.apps import AccountConfig
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "maillage.accounts"
    verbose_name = _("Comptes")
    default = True


class AllauthAccountConfig(AccountConfig):
    """What the second factors of allauth import. None of its pages is served, so its middleware,
    which would read the session of every request, is not asked for."""

    default = False

    def ready(self):
        pass
