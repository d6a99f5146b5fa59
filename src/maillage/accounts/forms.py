from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.accounts import throttle
from maillage.accounts.models import UserManager


class SignInForm(AuthenticationForm):
    """Django's own, by e-mail address, and patient with a limited number of tries."""

    username = forms.EmailField(
        label=_("Adresse électronique"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Mot de passe"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    # One answer whether the address is known, the account closed, or the password wrong.
    error_messages = {
        "invalid_login": _(
            "L’adresse et le mot de passe ne vont pas ensemble. Vérifiez-les, puis réessayez."
        ),
        "too_many": _(
            "Trop d’essais ont été faits pour ce compte. Attendez 15 minutes, puis réessayez."
        ),
    }
    too_many_tries = False

    def clean_username(self):
        return UserManager.normalize_email(self.cleaned_data["username"])

    def clean(self):
        email = self.cleaned_data.get("username")
        if email is None or not self.cleaned_data.get("password"):
            return self.cleaned_data
        cookie = self.request.COOKIES.get(throttle.device_cookie_name(), "")
        self.device = throttle.known_device(cookie, email)
        if not throttle.take_a_try(email, device=self.device):
            self.too_many_tries = True
            raise ValidationError(self.error_messages["too_many"], code="too_many")
        cleaned = super().clean()
        throttle.forget_tries(email, device=self.device)
        return cleaned

    def get_invalid_login_error(self):
        return ValidationError(self.error_messages["invalid_login"], code="invalid_login")
