"""Passwords: a link to choose a new one, and the change itself."""

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from maillage.accounts import mail, throttle
from maillage.accounts.enums import Event
from maillage.accounts.models import User
from maillage.audit.actions import record


def ask_new_password(*, email, link_to, acting_user):
    """Send a link to whoever has an open account at this address. Nothing says whether it went.

    `link_to(uid, token)` is where it leads. Three mails in fifteen minutes to one account: the
    page is no means to fill somebody's letter box.
    """
    if not throttle.take_a_try(email, step=throttle.MAIL):
        return
    user = User.objects.filter(email=email, is_active=True).first()
    # Accounts of the demonstration, and those that open by no password at all, have none to choose.
    if user is None or user.is_demo or not user.has_usable_password():
        return
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    # It dies with the password it replaces, with the next sign-in, and after half an hour.
    mail.send_reset_link(user, link_to(uid, default_token_generator.make_token(user)))


@transaction.atomic
def change_password(*, user, password, acting_user):
    """Every session opened by the one before is dead; a second factor is asked as ever."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record(Event.PASSWORD_CHANGED, acting_user=acting_user, target=user, quiet=True)
    mail.tell_password_changed(user)
