from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.plan.enums import Direction, IndicatorKind
from maillage.toolbox.french_numbers import FrenchDecimalField

AGAINST = {
    Direction.UP: _("La cible est au-dessous du départ, alors que l’indicateur doit augmenter."),
    Direction.DOWN: _("La cible est au-dessus du départ, alors que l’indicateur doit baisser."),
}


class DefinitionForm(forms.Form):
    """What is counted. The words of the workshop are not in it: they stay as they are."""

    kind = forms.ChoiceField(
        label=_("De quoi s’agit-il ?"), choices=IndicatorKind.choices, widget=forms.RadioSelect
    )
    unit = forms.CharField(
        label=_("Unité"),
        max_length=60,
        required=False,
        help_text=_("Ce que l’on compte : %, élèves, communes, jours…"),
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    direction = forms.ChoiceField(label=_("Sens"), choices=Direction.choices, required=False)
    baseline = FrenchDecimalField(
        label=_("Départ"),
        max_digits=16,
        decimal_places=4,
        required=False,
        help_text=_("La valeur avant l’action. Laissez vide si personne ne la connaît."),
    )
    target = FrenchDecimalField(label=_("Cible"), max_digits=16, decimal_places=4, required=False)
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        required=False,
        help_text=_("Qui compte, et dans quoi : un cahier, une enquête, un logiciel…"),
    )

    def clean(self):
        said = super().clean()
        baseline, target = said.get("baseline"), said.get("target")
        if baseline is None or target is None:
            return said
        direction = said.get("direction")
        upside_down = {Direction.UP: target < baseline, Direction.DOWN: target > baseline}
        if upside_down.get(direction):
            self.add_error("target", AGAINST[Direction(direction)])
        return said


class LeverChoice(forms.Form):
    """Which lever of the workshop's projections is restated here."""

    lever = forms.ModelChoiceField(queryset=None, label=_("Levier des projections"))

    def __init__(self, *args, levers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lever"].queryset = levers
