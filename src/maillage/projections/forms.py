from django import forms

from maillage.diagnosis.models import Finding


class DrawLinkForm(forms.Form):
    """Choose, among the findings of the workshop, the one that an irritant restates."""

    finding = forms.ModelChoiceField(
        label="Constat repris",
        queryset=Finding.objects.none(),
        empty_label="Choisir un constat",
        error_messages={
            "required": "Choisissez un constat dans la liste.",
            "invalid_choice": "Ce constat n’est plus sur la feuille. Choisissez-en un autre.",
        },
    )

    def __init__(self, *args, findings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["finding"].queryset = findings
