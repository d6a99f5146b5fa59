"""What the administrator of a consultation types: its words, themes and phases, line by line."""

import re
from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.voices.enums import USUAL_QUESTION, USUAL_THEMES, Moderation

THEME = re.compile(r"(?P<number>\d{1,3})\s*[.):–-]\s*(?P<title>\S.*)")
DAY = r"(\d{1,2})/(\d{1,2})/(\d{4})"
PHASE = re.compile(rf"(?P<title>\S.*?)\s*:?\s+(?:du|from)\s+{DAY}\s+(?:au|to)\s+{DAY}\.?")


class ConsultationForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Titre"), max_length=200)
    question = forms.CharField(label=gettext_lazy("Question posée"), max_length=300)
    intro = forms.CharField(
        label=gettext_lazy("Présentation"), required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    themes = forms.CharField(
        label=gettext_lazy("Thématiques"),
        help_text=gettext_lazy("Une par ligne, avec son numéro : « 1. Garantir un égal accès »."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    phases = forms.CharField(
        label=gettext_lazy("Phases"),
        required=False,
        help_text=gettext_lazy("Une par ligne : « Recueil : du 12/01/2027 au 31/03/2027 »."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    moderation = forms.ChoiceField(
        label=gettext_lazy("Quand la modération lit les témoignages"),
        help_text=gettext_lazy(
            "Ce que dit un enfant, et ce qui ressemble à une adresse, un téléphone ou une maladie, "
            "est toujours lu avant. Changer ce choix vaut pour les témoignages à venir."
        ),
        choices=Moderation,
        initial=Moderation.BEFORE,
        widget=forms.RadioSelect,
        # What an older page, still open, does not send changes nothing.
        required=False,
    )

    @classmethod
    def filled(cls, consultation):
        if consultation is None:
            usual = [f"{n}. {title}" for n, title in enumerate(USUAL_THEMES, 1)]
            return cls(initial={"question": USUAL_QUESTION, "themes": "\n".join(usual)})
        themes = [f"{theme.number}. {theme.title}" for theme in consultation.themes.all()]
        phases = [
            _("%(title)s : du %(starts_on)s au %(ends_on)s")
            % {
                "title": phase.title,
                "starts_on": f"{phase.starts_on:%d/%m/%Y}",
                "ends_on": f"{phase.ends_on:%d/%m/%Y}",
            }
            for phase in consultation.phases.all()
        ]
        initial = {
            "title": consultation.title,
            "question": consultation.question,
            "intro": consultation.intro,
            "moderation": consultation.moderation,
            "themes": "\n".join(themes),
            "phases": "\n".join(phases),
        }
        return cls(initial=initial)

    def clean_moderation(self):
        return self.cleaned_data["moderation"] or None

    def clean_themes(self):
        themes = [_theme(at, line) for at, line in _lines(self.cleaned_data["themes"])]
        numbers = [number for number, _ in themes]
        twice = next((number for number in numbers if numbers.count(number) > 1), None)
        if twice is not None:
            raise forms.ValidationError(
                _("Le numéro %(twice)s est donné à deux thématiques.") % {"twice": twice}
            )
        return themes

    def clean_phases(self):
        return [_phase(at, line) for at, line in _lines(self.cleaned_data["phases"])]


def _lines(text):
    """(number of the line, the line), blank ones left out."""
    return [(at, line.strip()) for at, line in enumerate(text.splitlines(), 1) if line.strip()]


def _theme(at, line):
    match = THEME.fullmatch(line)
    if match is None or len(match["title"]) > 300:
        raise forms.ValidationError(
            _(
                "Ligne %(at)s : écrivez un numéro, un point, puis un titre de 300 "
                "caractères au plus."
            )
            % {"at": at}
        )
    return int(match["number"]), match["title"]


def _phase(at, line):
    match = PHASE.fullmatch(line)
    if match is None:
        raise forms.ValidationError(
            _("Ligne %(at)s : écrivez un titre, puis « du 12/01/2027 au 31/03/2027 ».") % {"at": at}
        )
    days = match.groups()[1:]
    try:
        starts_on, ends_on = (date(int(y), int(m), int(d)) for d, m, y in (days[:3], days[3:]))
    except ValueError as error:
        raise forms.ValidationError(
            _("Ligne %(at)s : cette date n’existe pas.") % {"at": at}
        ) from error
    if ends_on < starts_on:
        raise forms.ValidationError(
            _("Ligne %(at)s : la phase finit avant de commencer.") % {"at": at}
        )
    return match["title"].rstrip(" :")[:120], starts_on, ends_on
