"""An account and who its owner is at the identity provider."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from maillage.accounts import mail
from maillage.accounts.enums import Event
from maillage.accounts.models import OidcIdentity
from maillage.audit.actions import record


@transaction.atomic
def link_identity(*, user, issuer, subject, acting_user):
    """Once its owner has signed in: from then on the provider's own name decides, not an address.

    One account a name, one name an account: whoever takes over an address there gets nothing here.
    """
    link = {"issuer": issuer, "subject": subject}
    if OidcIdentity.objects.filter(user=user, **link).exists():
        return
    try:
        with transaction.atomic():
            OidcIdentity.objects.create(user=user, **link)
    except IntegrityError:
        raise PermissionDenied from None
    record(Event.IDENTITY_LINKED, acting_user=acting_user, target=user, quiet=True)
    mail.tell_factors_changed(user)
