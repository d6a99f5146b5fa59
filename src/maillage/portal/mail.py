"""The mails that an author asked for: what everyone reads, never what they said."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.diagnosis.queries import findings_visible_to
from maillage.followup.queries import followed_actions
from maillage.portal.own_words import SOMEBODY, standing_in_words
from maillage.voices.enums import NoticeKind, RetexState

STATES = {
    RetexState.RECEIVED: gettext_lazy("Votre témoignage attend d’être relu."),
    RetexState.PUBLISHED: gettext_lazy("Votre témoignage est publié : tout le monde peut le lire."),
    RetexState.REFUSED: gettext_lazy(
        "Votre témoignage n’est pas publié. Votre code vous dira pourquoi, et de quoi le corriger."
    ),
}


def mail_of(notice):
    contact = notice.contact
    with translation.override(contact.language):
        confirms = notice.kind == NoticeKind.CONFIRM
        subject = (
            _("Confirmez votre adresse") if confirms else _("Du nouveau pour votre témoignage")
        )
        lines = _to_confirm(contact) if confirms else _to_tell(notice)
        stop = f"{_at(contact, 'stop_telling', contact.stop_token)}"
        lines += [
            _("Ne plus recevoir ces messages, et effacer cette adresse : %(url)s") % {"url": stop}
        ]
        return EmailMessage(
            f"{settings.SITE_NAME} : {subject}",
            "\n\n".join(lines) + "\n",
            to=[contact.email],
            headers={
                # The same when it is sent again: mailboxes then show it once.
                "Message-ID": f"<{notice.news}.{notice.pk}@maillage>",
                "List-Unsubscribe": f"<{stop}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
            },
        )


def _to_confirm(contact):
    url = _at(contact, "confirm_telling", contact.confirm_token)
    return [
        _("Quelqu’un a donné cette adresse pour savoir ce que devient un témoignage."),
        _("Si c’est vous, confirmez-la ici, une seule fois : %(url)s") % {"url": url},
        _("Si ce n’est pas vous, ne faites rien : elle sera effacée dans sept jours."),
    ]


def _to_tell(notice):
    told, contact = notice.tells, notice.contact
    lines = [str(STATES[told["state"]])] if told.get("state") in STATES else []
    for finding in findings_visible_to(SOMEBODY).filter(pk__in=told.get("constat", ())):
        said = {"text": finding.text, "url": contact.site + finding.get_absolute_url()[1:]}
        lines.append(
            _("Un constat s’appuie sur ce que vous avez dit : « %(text)s » %(url)s") % said
        )
    for action in followed_actions(SOMEBODY).filter(pk__in=told.get("action", ())):
        said = {
            "text": str(action),
            "standing": standing_in_words(action),
            "url": contact.site + action.get_absolute_url()[1:],
        }
        lines.append(_("Une action vient de là : « %(text)s » %(standing)s %(url)s") % said)
    door = contact.site + reverse("portal:my_words_door")[1:]
    return [*lines, _("Tout le reste, avec votre code : %(url)s") % {"url": door}]


def _at(contact, name, token):
    return contact.site + reverse(f"portal:{name}", args=[token])[1:]
