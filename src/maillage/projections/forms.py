from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.diagnosis.models import Finding


class DrawLinkForm(forms.Form):
    """Choose, among the findings of the workshop, the one that an irritant restates."""

    finding = forms.ModelChoiceField(
        label=_("Constat repris"),
        queryset=Finding.objects.none(),
        empty_label=_("Choisir un constat"),
        error_messages={
            "required": _("Choisissez un constat dans la liste."),
            "invalid_choice": _("Ce constat n’est plus sur la feuille. Choisissez-en un autre."),
        },
    )

    def __init__(self, *args, findings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["finding"].queryset = findings
