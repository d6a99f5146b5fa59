"""What a rule of the register is made of."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maillage.privacy.enums import Fate


@dataclass(frozen=True)
class Rule:
    """`personal`: the columns that may say who somebody is. `retex` and `account`: the way from a
    row to whoever asks what is kept of them, by a receipt or by an account.
    """

    what: str | Promise
    why: str | Promise = ""
    kept: str | Promise = ""
    then: Fate = Fate.KEPT
    personal: tuple[str, ...] = ()
    retex: str = ""
    account: str = ""


@dataclass(frozen=True)
class Chapter:
    title: str | Promise
    rules: dict[str, Rule]


MISSION = _("mission d’intérêt public : entendre le terrain et répondre")
SECURITY = _("sécurité du service")
CONSENT = _("accord de la personne, qu’elle reprend quand elle veut")
NOBODY = _("rien de personnel")


def nobody(what):
    return Rule(what, why=NOBODY, kept=_("tant que la consultation est en ligne"))
