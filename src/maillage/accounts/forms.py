from django import forms
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.accounts import actions, mail, queries, throttle
from maillage.accounts.models import UserManager

TOO_MANY = _("Trop d’essais ont été faits pour ce compte. Attendez 15 minutes, puis réessayez.")
PUNCTUATION = str.maketrans("", "", " -.\u00a0\u202f\t")


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
        "too_many": TOO_MANY,
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


class CodeField(forms.CharField):
    """Digits, however they were grouped."""

    def __init__(self, **options):
        widget = forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        )
        super().__init__(max_length=60, widget=widget, **options)

    def to_python(self, value):
        return super().to_python(value).translate(PUNCTUATION)


class CodeForm(forms.Form):
    """A code that shows who it is: of the application, or one kept for the day it is lost."""

    code = CodeField(
        label=_("Votre code"),
        help_text=_("Les six chiffres de votre application, ou un de vos codes de secours."),
    )

    too_many_tries = False
    proof = None

    def __init__(self, *args, user, device="", **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.tried = {"email": user.email, "device": device, "step": throttle.SECOND}

    def clean_code(self):
        if not throttle.take_a_try(**self.tried):
            self.too_many_tries = True
            raise ValidationError(TOO_MANY, code="too_many")
        self.proof = actions.enter_code(
            user=self.user, code=self.cleaned_data["code"], acting_user=self.user
        )
        if self.proof is None:
            if throttle.was_the_last_try(**self.tried):
                mail.tell_codes_guessed(self.user)
            raise ValidationError(
                _("Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant."),
                code="wrong",
            )
        throttle.forget_tries(**self.tried)
        return self.cleaned_data["code"]


class AppForm(forms.Form):
    """The first code that an application gives: it holds the secret that it was shown."""

    code = CodeField(label=_("Les six chiffres que l’application affiche"))

    def __init__(self, *args, user, secret, replaces, **kwargs):
        super().__init__(*args, **kwargs)
        self.sets_up = {"user": user, "secret": secret, "replaces": replaces, "acting_user": user}

    def clean_code(self):
        code = self.cleaned_data["code"]
        # Guessing is of no use here: whoever is asked has the secret before their eyes.
        if not actions.set_up_app(code=code, **self.sets_up):
            raise ValidationError(
                _(
                    "Ce n’est pas le code attendu. Vérifiez l’heure de votre téléphone, "
                    "puis donnez le code affiché maintenant."
                ),
                code="wrong",
            )
        return code


class PasskeyForm(forms.Form):
    """What a device answered, put there by the page's script."""

    credential = forms.CharField(max_length=20_000, widget=forms.HiddenInput())


class NewPasskeyForm(PasskeyForm):
    name = forms.CharField(
        label=_("Nom de cette clé"),
        help_text=_("Pour la reconnaître : « mon téléphone », « clé bleue »."),
        max_length=60,
        strip=True,
    )
    field_order = ("name", "credential")


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label=_("Adresse électronique"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )

    def clean_email(self):
        return UserManager.normalize_email(self.cleaned_data["email"])


class NewPasswordForm(SetPasswordForm):
    """Django's, in our words; saved by the action, which tells and records."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        first, again = self.fields["new_password1"], self.fields["new_password2"]
        first.label, again.label = _("Nouveau mot de passe"), _("Le même, une seconde fois")
        first.help_text = _("Douze caractères au moins ; une phrase est facile à retenir.")
        again.help_text = ""
        first.max_length = again.max_length = 1000

    def save(self, commit=True):
        actions.change_password(
            user=self.user, password=self.cleaned_data["new_password1"], acting_user=self.user
        )
        return self.user


class PasswordForm(forms.Form):
    """For whoever has nothing else yet to show who they are."""

    password = forms.CharField(
        label=_("Mot de passe"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    too_many_tries = False

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        if not throttle.take_a_try(self.user.email, step=throttle.SECOND):
            self.too_many_tries = True
            raise ValidationError(TOO_MANY, code="too_many")
        if not self.user.check_password(self.cleaned_data["password"]):
            raise ValidationError(_("Ce n’est pas votre mot de passe."), code="wrong")
        throttle.forget_tries(self.user.email, step=throttle.SECOND)
        return self.cleaned_data["password"]


def confirm_form(data, *, user):
    """What this account can show, or None: signing in again shows as much."""
    if queries.has_factor(user):
        return CodeForm(data, user=user)
    return PasswordForm(data, user=user) if user.has_usable_password() else None
