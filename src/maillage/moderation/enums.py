"""What a moderator decides and why, what a reader reports, with their wording."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Decision(TextChoices):
    PUBLISH = "publish", _("Publier")
    REFUSE = "refuse", _("Ne pas publier")


class Queue(TextChoices):
    """The lists of the page, as its address says them."""

    WAITING = "", _("À lire")
    PUBLISHED = "publies", _("Publiés")
    REFUSED = "refuses", _("Non publiés")


class Reason(TextChoices):
    """Why it is not published: a sentence for its author, who may correct it and send it again."""

    SOMEBODY = (
        "somebody",
        _(
            "Une personne y est reconnaissable : son nom, son adresse, son téléphone, sa santé. "
            "Enlevez ce qui la désigne, puis renvoyez votre témoignage."
        ),
    )
    HURTFUL = (
        "hurtful",
        _(
            "Des mots y attaquent une personne ou un groupe. Dites ce qui s’est passé sans "
            "attaquer personne, puis renvoyez votre témoignage."
        ),
    )
    ACCUSATION = (
        "accusation",
        _(
            "Quelqu’un y est accusé d’un fait grave. Une consultation ne peut pas le vérifier : "
            "parlez-en aux personnes qui peuvent agir. Vous pouvez renvoyer le reste."
        ),
    )
    OFF_TOPIC = (
        "off_topic",
        _(
            "Il parle d’autre chose que de la question posée. Vous pouvez le corriger pour dire ce "
            "qu’il a à voir avec elle."
        ),
    )
    ADVERT = ("advert", _("C’est une publicité, ou un texte envoyé partout."))
    TWICE = ("twice", _("Le même témoignage a déjà été reçu : c’est celui-là qui est gardé."))
    UNCLEAR = (
        "unclear",
        _("Nous n’avons pas compris ce qu’il dit. Redites-le autrement, puis renvoyez-le."),
    )


class Grievance(TextChoices):
    """What a reader says is wrong with a published account."""

    SOMEBODY = "somebody", _("Une personne y est reconnaissable")
    HURTFUL = "hurtful", _("Des mots attaquent une personne ou un groupe")
    FALSE = "false", _("C’est faux, ou ce n’est pas arrivé")
    ADVERT = "advert", _("C’est une publicité")
    OTHER = "other", _("Autre chose")


class Event(TextChoices):
    RETEX_REPORTED = "moderation.retex.reported", _("RETEX signalé par un lecteur")
