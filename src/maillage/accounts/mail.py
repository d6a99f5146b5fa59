"""What the owner of an account is told by mail: that something changed, never a secret.

Sent apart from the request, so that how long a page takes says nothing of who has an account.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from maillage.toolbox.mail import sends

_sender = ThreadPoolExecutor(max_workers=1, thread_name_prefix="accounts-mail")


def tell_factors_changed(user):
    _tell(
        user,
        lambda: (
            _("Les moyens de vous connecter ont changé"),
            _("Ce qui protège votre compte vient d’être changé : application, clé ou codes."),
        ),
    )


def tell_recovery_code_used(user):
    _tell(
        user,
        lambda: (
            _("Un code de secours a servi"),
            _("Quelqu’un s’est connecté à votre compte avec un de vos codes de secours."),
        ),
    )


def tell_password_changed(user):
    _tell(
        user,
        lambda: (
            _("Votre mot de passe a changé"),
            _("Le mot de passe de votre compte vient d’être changé."),
        ),
    )


def send_reset_link(user, link):
    with _language_of(user):
        send(
            user.email,
            _("Choisir un nouveau mot de passe"),
            [
                _("Quelqu’un a demandé un nouveau mot de passe pour votre compte."),
                _("Si c’est vous, suivez ce lien dans les 30 minutes : %(url)s") % {"url": link},
                _("Si ce n’est pas vous, ne faites rien : votre mot de passe reste le même."),
            ],
        )


def tell_codes_guessed(user):
    _tell(
        user,
        lambda: (
            _("Des codes faux ont été essayés sur votre compte"),
            _("Quelqu’un a donné votre mot de passe, puis plusieurs codes qui ne sont pas bons."),
        ),
    )


def _tell(user, words):
    if not settings.SENDS_MAIL:
        return
    with _language_of(user):
        subject, what = words()
        unknown = _(
            "Si ce n’est pas vous, changez votre mot de passe et prévenez qui administre le site."
        )
        send(user.email, subject, [what, unknown])


def _language_of(user):
    return translation.override(user.language or settings.LANGUAGE_CODE)


def send(address, subject, paragraphs):
    """Once what it says has happened."""
    message = EmailMessage(
        f"{settings.SITE_NAME} : {subject}",
        "\n\n".join(paragraphs) + "\n",
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    )
    transaction.on_commit(partial(_sender.submit, sends, message, what="about an account"))


def settle():
    """Wait until those that were handed over are gone (the suite)."""
    _sender.submit(int).result()
