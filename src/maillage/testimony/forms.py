"""What one person says, as a form: the same questions on a screen, in a class, from paper."""

import re
from dataclasses import replace

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from maillage.testimony import access
from maillage.testimony.paper import read_serial
from maillage.testimony.places import understood
from maillage.voices.actions import Said
from maillage.voices.enums import Profile

# A workshop speaks together, and "partner" alone is what files from elsewhere say.
ONE_PERSON = tuple(each for each in Profile if each not in {Profile.WORKSHOP, Profile.PARTNER})

MOST_POINTS, POINT_LENGTH = 100, 1_000
MOST_LINKS, LINK_LENGTH = 10, 500
STORY_LENGTH = 20_000
SHORT_LENGTH = 200

BULLET = re.compile(r"^\s*[-–—•*·]\s+")

is_address = URLValidator(schemes=["http", "https"])


class Shared:
    """A question that no form changes: Django copies every field of every form, which costs more
    than checking what was typed."""

    def __deepcopy__(self, memo):
        return self


class Radios(Shared, forms.ChoiceField):
    kind = "radios"


class Themes(forms.ChoiceField):
    """Each form is given those of its consultation."""

    kind = "radios"


class Line(Shared, forms.CharField):
    kind = "line"


class Hidden(Shared, forms.CharField):
    widget = forms.HiddenInput


class Area(Shared, forms.CharField):
    kind = "area"

    def __init__(self, *, rows=5, **options):
        self.rows = rows
        super().__init__(required=False, **options)

    def to_python(self, value):
        # Browsers send CRLF whatever was typed: the same words must have the same digest.
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


class Lines(Area):
    """One item a line; as many as wanted, as far as a person can read them."""

    most, length = MOST_POINTS, POINT_LENGTH

    def clean(self, value):
        lines = (BULLET.sub("", line).strip() for line in super().clean(value).split("\n"))
        lines = tuple(line for line in lines if line)
        if len(lines) > self.most:
            raise ValidationError(
                _("%(count)d lignes, c’est plus que les %(most)d possibles ici : gardez les plus "
                  "importantes, ou faites un second témoignage."),
                params={"count": len(lines), "most": self.most},
            )  # fmt: skip
        for number, line in enumerate(lines, 1):
            self.check(number, line)
        return lines

    def check(self, number, line):
        if len(line) > self.length:
            raise ValidationError(
                _("La ligne %(number)d est trop longue (%(length)d caractères, %(most)d au plus) : "
                  "coupez-la en plusieurs lignes, ou racontez-la dans le récit."),
                params={"number": number, "length": len(line), "most": self.length},
            )  # fmt: skip


class Links(Lines):
    most, length = MOST_LINKS, LINK_LENGTH

    def clean(self, value):
        # "www.exemple.fr" is how people write an address.
        return tuple(line if "://" in line else f"https://{line}" for line in super().clean(value))

    def check(self, number, line):
        super().check(number, line)
        try:
            is_address(line if "://" in line else f"https://{line}")
        except ValidationError:
            raise ValidationError(
                _("« %(line)s » n’est pas une adresse de page, qui commence par http:// ou "
                  "https://."),
                params={"line": line},
            ) from None  # fmt: skip


class TestimonyForm(forms.Form):
    """`TestimonyForm(themes=…, data=…)`; when valid, `said(where=…, language=…)`."""

    NOTHING_SAID = _("Écrivez au moins une idée : une ligne suffit.")

    profile = Radios(
        label=_("Qui êtes-vous ?"),
        choices=[(each.value, each.label) for each in ONE_PERSON],
        error_messages={"required": _("Choisissez la réponse la plus proche, ou « Autre ».")},
    )
    place = Line(
        label=_("Où cela se passe-t-il ?"),
        help_text=_(
            "Une commune, une école, un collège ou un lycée : son nom, le code postal, "
            "ou le code INSEE ou UAI."
        ),
        required=False,
        max_length=SHORT_LENGTH,
    )
    # Which place was meant, and the words it was chosen for: other words choose again.
    place_key = Hidden(required=False, max_length=60)
    place_for = Hidden(required=False, max_length=SHORT_LENGTH)
    theme = Themes(label=_("De quoi parlez-vous ?"), required=False, initial="")
    strengths = Lines(label=_("Ce qui a bien marché"), help_text=_("Une idée par ligne."), rows=4)
    irritants = Lines(
        label=_("Ce qui n’a pas marché, ou ce que vous auriez voulu éviter"),
        help_text=_("Une idée par ligne."),
        rows=5,
    )
    title = Line(label=_("Un titre, si vous voulez"), required=False, max_length=SHORT_LENGTH)
    text = Area(
        label=_("Votre récit, si vous voulez"),
        help_text=_("Ce qui s’est passé, et ce que vous proposez."),
        rows=6,
        max_length=STORY_LENGTH,
    )
    links = Links(
        label=_("Des liens, si vous voulez"),
        help_text=_("Une vidéo, un article : une adresse par ligne."),
        rows=2,
    )

    def __init__(self, *, themes, **options):
        super().__init__(**options)
        self.themes = {str(theme.number): theme for theme in themes}
        unsure = ("", _("Je ne sais pas"))
        self.fields["theme"].choices = [
            *((number, theme.title) for number, theme in self.themes.items()),
            unsure,
        ]

    def clean(self):
        told = super().clean()
        wrong = self.errors.keys() & {"strengths", "irritants", "text", "title"}
        if not wrong and not any(told.get(name) for name in ("strengths", "irritants", "text")):
            self.add_error("irritants", self.NOTHING_SAID)
        return told

    @property
    def asked(self):
        """The questions that one sees, in their order."""
        unasked = () if self.themes else ("theme",)
        return [field for field in self.visible_fields() if field.name not in unasked]

    @property
    def problems(self):
        """The questions to come back to."""
        return [field for field in self.visible_fields() if field.errors] if self.is_bound else []

    def said(self, *, where, language, is_minor=False):
        told = self.cleaned_data
        theme = self.themes.get(told["theme"])
        return Said(
            profile=Profile(told.get("profile") or Profile.OTHER),
            theme_id=theme.pk if theme else None,
            territory_id=where.territory and where.territory.pk,
            school_id=where.school and where.school.pk,
            place=where.words,
            title=told.get("title", ""),
            text=told["text"],
            links=told.get("links", ()),
            strengths=told["strengths"],
            irritants=told["irritants"],
            language=language,
            is_minor=is_minor,
        )


class ClassForm(TestimonyForm):
    """For a class: where and who are known from its code, and a child is spoken to as a child."""

    profile = place = place_key = place_for = title = links = None
    theme = Themes(label=_("De quoi parles-tu ?"), required=False, initial="")
    strengths = Lines(
        label=_("Ce qui marche bien"), help_text=_("Écris une idée par ligne."), rows=4
    )
    irritants = Lines(
        label=_("Ce qui ne marche pas, ou ce que tu voudrais changer"),
        help_text=_("Écris une idée par ligne."),
        rows=5,
    )
    text = Area(label=_("Raconte, si tu veux"), rows=5, max_length=STORY_LENGTH)

    NOTHING_SAID = _("Écris au moins une idée : une ligne suffit.")

    def said(self, **told):
        return replace(super().said(**told, is_minor=True), profile=Profile.PUPIL)


class ClassCodeForm(forms.Form):
    """For a teacher: which class, where, for how long."""

    consultation = forms.ModelChoiceField(None, label=_("Consultation"), empty_label=None)
    label = forms.CharField(
        label=_("Classe"),
        help_text=_("Par exemple « 6e B ». Ce nom n’est montré qu’aux collègues du territoire."),
        max_length=80,
    )
    place = forms.CharField(
        label=_("Établissement ou commune"),
        help_text=_("Son nom, ou son code UAI, INSEE ou postal."),
        max_length=SHORT_LENGTH,
    )
    days = forms.TypedChoiceField(
        label=_("Le code sert pendant"),
        choices=[(7, _("une semaine")), (30, _("un mois")), (120, _("un trimestre"))],
        coerce=int,
        initial=30,
    )

    def __init__(self, *, user, consultations, **options):
        super().__init__(**options)
        self.user = user
        self.fields["consultation"].queryset = consultations
        self.fields["consultation"].initial = consultations.first()

    def clean_place(self):
        consultation = self.cleaned_data.get("consultation")
        if consultation is None:
            return None
        where = understood(self.cleaned_data["place"], consultation=consultation)
        if where.candidates:
            labels = " ; ".join(f"{place.label} ({place.detail})" for place in where.candidates)
            raise ValidationError(
                _("Plusieurs lieux correspondent : %(labels)s. Écrivez le code de l’un d’eux."),
                params={"labels": labels},
            )
        if where.territory is None:
            raise ValidationError(_("Ce lieu n’est pas connu ici : essayez son code."))
        if not access.can_give_class_codes(self.user, where.territory):
            raise ValidationError(_("Ce lieu n’est pas dans un territoire qui vous est confié."))
        return where


class PaperForm(TestimonyForm):
    """What is typed from a sheet: its questions in its order, after its number."""

    TYPED_ALREADY = _(
        "Ce numéro a déjà été saisi avec d’autres mots. Vérifiez-le sur la feuille ; s’il est "
        "exact, la feuille est déjà enregistrée."
    )

    serial = Line(
        label=_("Numéro du formulaire"),
        help_text=_("En haut de la feuille. Laissez vide s’il n’y en a pas."),
        required=False,
        max_length=40,
    )
    language = Radios(
        label=_("Langue de la feuille"), choices=settings.LANGUAGES, initial="fr", required=False
    )

    field_order = ("serial", "profile", "place", "theme", "strengths", "irritants", "text")

    def clean_serial(self):
        typed = self.cleaned_data["serial"].strip()
        serial = read_serial(typed) if typed else ""
        if serial is None:
            raise ValidationError(
                _("Ce n’est pas un numéro de formulaire : il a 8 signes, comme K7PM-3XQ9.")
            )
        return serial

    def clean_language(self):
        return self.cleaned_data["language"] or "fr"


class CopiesForm(forms.Form):
    copies = forms.IntegerField(
        label=_("Combien de formulaires ?"), min_value=1, max_value=500, initial=30
    )
