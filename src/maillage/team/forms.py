from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.accounts.access import can_grant
from maillage.accounts.enums import RoleKind
from maillage.accounts.models import User, UserManager
from maillage.team import access, queries
from maillage.team.queries import Filters


class FiltersForm(forms.Form):
    nom = forms.CharField(label=_("Nom"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Rôle"), required=False)
    territoire = forms.ChoiceField(label=_("Territoire"), required=False)

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        kinds = [(kind.value, kind.label) for kind in access.kinds_given_by(user)]
        self.places = {str(place.pk): place for place in queries.places_with_hats(user)}
        self.fields["role"].choices = [("", _("Tous")), *kinds]
        self.fields["territoire"].choices = [("", _("Tous")), *self.places.items()]

    def filters(self):
        """What was understood; the rest is left aside, and told beside its field."""
        self.is_valid()
        asked = self.cleaned_data
        return Filters(
            name=asked.get("nom", ""),
            kind=asked.get("role", ""),
            territory=self.places.get(asked.get("territoire", "")),
        )


class HatForm(forms.Form):
    """A hat and a place, among those that `user` hands out."""

    kind = forms.ChoiceField(label=_("Rôle"))
    place = forms.CharField(
        label=_("Territoire"),
        help_text=_("Son nom ou son code. Le rôle vaut aussi dans tout ce qui en fait partie."),
        max_length=170,
        widget=forms.TextInput(attrs={"list": "lieux", "autocomplete": "off"}),
    )

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.user = user
        kinds = access.kinds_given_by(user)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        self.places = queries.places_to_give_in(user)
        if self.places:
            self.fields["place"].initial = f"{self.places[0].name} ({self.places[0].code})"

    def clean_place(self):
        found = queries.places_named(self.cleaned_data["place"], self.user)
        if not found:
            raise ValidationError(_("Aucun territoire où vous confiez des rôles n’a ce nom."))
        if len(found) > 1:
            names = [f"{each.name}, {each.get_kind_display()} ({each.code})" for each in found]
            raise ValidationError(
                _("Plusieurs territoires ont ce nom. Écrivez le code de celui-ci : %(names)s."),
                params={"names": " ; ".join(names)},
            )
        return found[0]

    def clean(self):
        told = super().clean()
        kind, place = told.get("kind"), told.get("place")
        if kind and place and not can_grant(self.user, kind=RoleKind(kind), territory=place):
            self.add_error("kind", _("Vous ne confiez pas ce rôle à cet endroit."))
        return told

    @property
    def hat(self):
        return {"kind": self.cleaned_data["kind"], "territory": self.cleaned_data["place"]}


class InvitationForm(HatForm):
    email = forms.EmailField(
        label=_("Adresse électronique"),
        help_text=_("Celle du travail, de préférence."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("email", "kind", "place")


class NewcomerForm(forms.Form):
    """How somebody who is invited calls themselves, and the password of their account."""

    name = forms.CharField(
        label=_("Votre nom"),
        help_text=_("Celui que vos collègues liront."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Mot de passe"),
        help_text=_("Douze caractères au moins : quelques mots sans lien conviennent."),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, email, **options):
        super().__init__(*args, **options)
        self.email = UserManager.normalize_email(email)

    def clean(self):
        told = super().clean()
        if told.get("password"):
            try:
                validate_password(
                    told["password"], User(email=self.email, name=told.get("name", ""))
                )
            except ValidationError as problem:
                self.add_error("password", problem)
        return told


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=_("Votre nom"),
        help_text=_("Celui que vos collègues liront."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Langue des pages"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        own = dict(settings.LANGUAGES)
        staff = [(code, own[code]) for code in settings.STAFF_LANGUAGES]
        self.fields["language"].choices = [("", _("Celle de mon navigateur")), *staff]
