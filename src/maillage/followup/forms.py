from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.followup.enums import Method, ProgressState
from maillage.followup.errors import DateToCome
from maillage.toolbox.french_numbers import FrenchDecimalField

DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]


class PastDayField(forms.DateField):
    """A day that has come, today when nothing else is said."""

    def __init__(self, **options):
        # The form a browser's date field reads, whatever the language of the page.
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(
            widget=widget,
            input_formats=DAY_FORMATS,
            error_messages={"invalid": gettext_lazy("Écrivez une date, par exemple 30/06/2027.")},
            **options,
        )

    def validate(self, value):
        super().validate(value)
        if value and value > timezone.localdate():
            raise forms.ValidationError(str(DateToCome()))


class OnceForm(forms.Form):
    """A form that writes one row however often it is sent."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)

    @classmethod
    def fresh(cls, **initial):
        return cls(initial={"client_key": uuid4(), "on": timezone.localdate(), **initial})

    @classmethod
    def again(cls, data, refusal):
        """What was typed, its reason for not being saved, and a key of its own."""
        form = cls({**data.dict(), "client_key": str(uuid4())})
        form.add_error(None, str(refusal))
        return form


class ReportForm(OnceForm):
    state = forms.ChoiceField(
        label=gettext_lazy("Où en est l’action ?"),
        choices=ProgressState.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choisissez où en est l’action.")},
    )
    on = PastDayField(label=gettext_lazy("À la date du"))
    text = forms.CharField(
        label=gettext_lazy("Ce qui s’est passé"),
        max_length=5000,
        required=False,
        help_text=gettext_lazy("Tout le monde peut le lire."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    obstacle = forms.CharField(
        label=gettext_lazy("Ce qui bloque"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("Seulement si l’action est bloquée."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    unblocker = forms.CharField(
        label=gettext_lazy("Qui peut débloquer"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Une fonction ou un service, plutôt qu’un nom."),
    )

    def clean(self):
        said = super().clean()
        if said.get("state") == ProgressState.BLOCKED:
            if not said.get("obstacle"):
                self.add_error("obstacle", _("L’action est bloquée : dites par quoi."))
            if not said.get("unblocker"):
                self.add_error(
                    "unblocker", _("L’action est bloquée : dites qui peut la débloquer.")
                )
        return said


class MeasureForm(OnceForm):
    value = FrenchDecimalField(label=gettext_lazy("Valeur"), max_digits=16, decimal_places=4)
    on = PastDayField(label=gettext_lazy("À la date du"))
    method = forms.ChoiceField(
        label=gettext_lazy("Comment ce chiffre a-t-il été obtenu ?"),
        choices=Method.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Dites comment ce chiffre a été obtenu.")},
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=300,
        help_text=gettext_lazy("D’où vient ce chiffre : un cahier, une enquête, un logiciel…"),
        error_messages={
            "required": gettext_lazy("Dites d’où vient ce chiffre, pour qu’il se vérifie.")
        },
    )
    margin = FrenchDecimalField(
        label=gettext_lazy("Marge (±)"),
        max_digits=16,
        decimal_places=4,
        min_value=0,
        required=False,
        error_messages={"min_value": gettext_lazy("Une marge est positive ou nulle.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Remarque"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
