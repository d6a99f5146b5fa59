from maillage.accounts.views.home import home
from maillage.accounts.views.oidc import oidc_answer, oidc_leave
from maillage.accounts.views.passkeys import add_passkey, sign_in_by_passkey
from maillage.accounts.views.passwords import (
    change_password,
    forgotten,
    reset_done,
    reset_password,
    reset_sent,
)
from maillage.accounts.views.second_step import second_step, set_up_app
from maillage.accounts.views.security import (
    change_app,
    confirm,
    recovery_codes,
    remove_factor,
    renew_codes,
    security,
)
from maillage.accounts.views.sign_in import SignIn, sign_in_demo, sign_out

__all__ = [
    "SignIn",
    "add_passkey",
    "change_app",
    "change_password",
    "confirm",
    "forgotten",
    "home",
    "oidc_answer",
    "oidc_leave",
    "recovery_codes",
    "remove_factor",
    "renew_codes",
    "reset_done",
    "reset_password",
    "reset_sent",
    "second_step",
    "security",
    "set_up_app",
    "sign_in_by_passkey",
    "sign_in_demo",
    "sign_out",
]
