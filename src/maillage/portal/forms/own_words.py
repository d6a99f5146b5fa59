"""Correct what one said: the questions that were asked first, with the answers that were given."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.testimony.forms import ClassForm, TestimonyForm
from maillage.testimony.places import OWN_WORDS, Where, understood
from maillage.voices.enums import PointKind


class DoorForm(forms.Form):
    """The code that one was given."""

    receipt = forms.CharField(
        label=_("Votre code"),
        help_text=_("16 signes, par exemple 7K4P-9XQ2-M0VB-3HTE. Les tirets et les majuscules ne "
                    "comptent pas."),
        max_length=100,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Écrivez le code qui est sur votre récépissé.")},
    )  # fmt: skip


class ContactForm(forms.Form):
    """How to be told: neither is asked for, one is enough."""

    TOO_MANY = _("Beaucoup d’adresses viennent du même réseau que vous : réessayez dans une heure.")

    email = forms.EmailField(
        label=_("Votre adresse électronique"),
        help_text=_("Elle recevra d’abord un message pour la confirmer."),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.RegexField(
        r"^\+?[\d\s().-]{6,30}$",
        label=_("Votre téléphone"),
        help_text=_(
            "Pour qu’une personne de la modération vous rappelle si besoin : rien n’est envoyé."
        ),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={
            "invalid": _("Écrivez un numéro : des chiffres, des espaces, un + devant.")
        },
    )

    def __init__(self, *args, sends_mail, **options):
        super().__init__(*args, **options)
        if not sends_mail:
            del self.fields["email"]

    def clean(self):
        told = super().clean()
        told.setdefault("email", "")
        if not self.errors and not (told["email"] or told["phone"]):
            raise forms.ValidationError(
                _("Donnez une adresse ou un téléphone, ou revenez sans rien laisser.")
            )
        return told

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class OwnWords:
    """What the two forms share: the version that was read, and fields drawn as elsewhere."""

    def __init__(self, *, retex, **options):
        self.retex = retex
        super().__init__(**options)
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        for field in self.fields.values():
            kind = getattr(field, "kind", "")
            if kind == "area":
                field.widget = forms.Textarea(attrs={"rows": field.rows})
            elif kind == "radios":
                field.widget = forms.RadioSelect(choices=field.choices)

    def clean_version(self):
        return self.cleaned_data["version"] or 0

    @classmethod
    def filled(cls, retex, points, **options):
        said = {kind: "\n".join(p.text for p in points if p.kind == kind) for kind in PointKind}
        told = {
            "profile": retex.profile,
            "theme": str(retex.theme.number) if retex.theme else "",
            "strengths": said[PointKind.STRENGTH],
            "irritants": said[PointKind.IRRITANT],
            "title": retex.title,
            "text": retex.text,
            "links": "\n".join(retex.links),
            "version": retex.version,
        }
        return cls(initial={**told, **_place_of(retex)}, retex=retex, **options)


class OwnWordsForm(OwnWords, TestimonyForm):
    # A place that may be several: whoever corrects says which, in the form itself.
    candidates = ()

    def clean(self):
        told = super().clean()
        if "place" in self.errors:
            return told
        self.where = understood(
            told.get("place", ""),
            key=told.get("place_key", ""),
            chosen_for=told.get("place_for", ""),
            consultation=self.retex.consultation,
        )
        self.candidates = self.where.candidates
        if self.candidates:
            self.add_error(
                "place", _("Dites de quel endroit vous parlez : plusieurs correspondent.")
            )
        return told


class OwnClassForm(OwnWords, ClassForm):
    candidates = ()

    @property
    def where(self):
        """A class does not choose where it is."""
        retex = self.retex
        return Where(territory=retex.territory, school=retex.school, words=retex.place)


def _place_of(retex):
    if retex.school:
        name, key = retex.school.name, f"uai-{retex.school.uai}"
    elif retex.territory:
        name, key = retex.territory.name, f"{retex.territory.kind}-{retex.territory.code}"
    else:
        name, key = retex.place, OWN_WORDS if retex.place else ""
    return {"place": name, "place_key": key, "place_for": name}
