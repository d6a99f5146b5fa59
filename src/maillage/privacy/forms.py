from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.accounts.models import User, UserManager
from maillage.privacy.access import can_answer_for
from maillage.voices.queries import proved_by


class ReceiptForm(forms.Form):
    receipt = forms.CharField(
        label=_("Le code de votre récépissé"),
        help_text=_("Seize signes, comme 7K4P-9XQ2-M0VB-3HTE."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_receipt(self):
        held = proved_by(self.cleaned_data["receipt"])
        if held is None:
            raise forms.ValidationError(
                _("Aucun témoignage n’a ce code. Vérifiez-le signe par signe : 0 et O, 1 et I.")
            )
        return held


class AccountForm(forms.Form):
    email = forms.EmailField(label=_("Adresse électronique du compte"), max_length=254)

    def __init__(self, *args, officer, **options):
        super().__init__(*args, **options)
        self.officer = officer

    def clean_email(self):
        email = UserManager.normalize_email(self.cleaned_data["email"])
        user = User.objects.filter(email=email).first()
        # One answer: an officer does not learn who has an account elsewhere.
        if user is None or not can_answer_for(self.officer, user):
            raise forms.ValidationError(_("Aucun compte de votre territoire n’a cette adresse."))
        return user


class VoiceForm(forms.Form):
    """What an author who has lost everything else still knows: their own words."""

    words = forms.CharField(
        label=_("Le code du récépissé, ou des mots du témoignage"),
        help_text=_("Tels que la personne les cite. Rien de ce que vous tapez n’est gardé."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
