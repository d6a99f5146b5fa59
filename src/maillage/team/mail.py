"""The mail of an invitation: who invites, to do what, and the link."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _


def mail_of(invitation, link):
    said = {
        "inviter": invitation.invited_by or settings.SITE_NAME,
        "site": settings.SITE_NAME,
        "role": invitation.get_kind_display(),
        "place": invitation.territory,
        "url": link,
    }
    lines = [
        _("%(inviter)s vous invite à rejoindre l’équipe de « %(site)s ».") % said,
        _("Rôle proposé : %(role)s, %(place)s.") % said,
        _("Pour accepter : %(url)s") % said,
        _("Ce lien sert une fois, pendant sept jours. Il est pour vous : ne le transmettez pas."),
        _("Si vous n’attendiez pas ce message, ne faites rien."),
    ]
    subject = _("Invitation à rejoindre l’équipe")
    return EmailMessage(
        f"{settings.SITE_NAME} : {subject}",
        "\n\n".join(lines) + "\n",
        to=[invitation.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
