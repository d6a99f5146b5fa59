from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.moderation.enums import Decision, Grievance, Reason


class DecisionForm(forms.Form):
    """One decision, for one account or for several. The reason is what their authors will read."""

    decision = forms.ChoiceField(choices=Decision)
    reason = forms.ChoiceField(
        label=_("Pourquoi, si vous ne publiez pas"),
        choices=[*Reason.choices, ("", _("Une autre raison, écrite ci-dessous"))],
        required=False,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("À ajouter, ou une autre raison"),
        help_text=_(
            "L’auteur le lira avec son code. Dites ce qu’il peut corriger pour être publié ; ne "
            "nommez personne."
        ),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self):
        told = super().clean()
        refuses = told.get("decision") == Decision.REFUSE
        if refuses and not (told.get("reason") or told.get("words")):
            self.add_error(
                "reason",
                ValidationError(_("Choisissez une raison, ou écrivez-la : l’auteur la lira.")),
            )
        return told

    @property
    def told_reason(self):
        """The sentences that the author reads; nothing where it is published."""
        told = self.cleaned_data
        if told["decision"] != Decision.REFUSE:
            return ""
        ready = str(Reason(told["reason"]).label) if told["reason"] else ""
        return "\n".join(filter(None, (ready, told["words"].strip())))


class ReportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Qu’est-ce qui ne va pas ?"),
        choices=Grievance,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez la réponse la plus proche.")},
    )
    words = forms.CharField(
        label=_("Précisez, si vous voulez"),
        help_text=_("Ne donnez ni votre nom ni celui de quelqu’un d’autre."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
