"""Writes, one module per noun."""

from maillage.accounts.actions.identities import link_identity
from maillage.accounts.actions.passkeys import add_passkey, use_passkey
from maillage.accounts.actions.passwords import ask_new_password, change_password
from maillage.accounts.actions.people import (
    change_profile,
    close_account,
    create_user,
    end_sessions,
    grant_role,
    note_demo_sign_in,
    note_sign_in,
    reopen_account,
    revoke_role,
)
from maillage.accounts.actions.second_factor import (
    enter_code,
    remove_factor,
    renew_recovery_codes,
    reset_second_factor,
    set_up_app,
)

__all__ = [
    "add_passkey",
    "ask_new_password",
    "change_password",
    "change_profile",
    "close_account",
    "create_user",
    "end_sessions",
    "enter_code",
    "grant_role",
    "link_identity",
    "note_demo_sign_in",
    "note_sign_in",
    "remove_factor",
    "renew_recovery_codes",
    "reopen_account",
    "reset_second_factor",
    "revoke_role",
    "set_up_app",
    "use_passkey",
]
