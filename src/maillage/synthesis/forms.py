"""Parsing and wording of what is dropped on the synthesis."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from maillage.synthesis.actions import Destination

MAX_FILES = 20
# The library refuses a larger one too; here it is refused before it is read.
MAX_BYTES = 20_000_000
# Under what Django accepts of a form in memory, accents included.
MAX_PASTED = 1_000_000
PASTED = gettext_noop("texte collé")
INDENT = "\N{EM SPACE}"
ACCEPT = ".docx,.odt,.html,.htm,.md,.txt,.json"


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    def __init__(self, **options):
        widget = SeveralFiles(attrs={"accept": ACCEPT})
        super().__init__(widget=widget, **options)

    def clean(self, data, initial=None):
        """The files as they are: each is judged alone, for a wrong one must not cost the others."""
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        if len(files) > MAX_FILES:
            raise forms.ValidationError(
                _("Au plus %(most)s fichiers à la fois : déposez les autres ensuite.")
                % {"most": MAX_FILES}
            )
        return files


class DepositForm(forms.Form):
    files = SeveralFilesField(
        label=gettext_lazy("Feuilles d’atelier"),
        required=False,
        help_text=gettext_lazy(
            "Word (.docx), LibreOffice (.odt), page web, Markdown ou texte. 20 Mo au plus."
        ),
    )
    pasted = forms.CharField(
        label=gettext_lazy("Ou collez ici le contenu de la feuille"),
        required=False,
        help_text=gettext_lazy("Ouvrez le document, sélectionnez tout, copiez, collez."),
        max_length=MAX_PASTED,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self):
        if not self.errors and not self.cleaned_data["files"] and not self.cleaned_data["pasted"]:
            self.add_error(
                "files", _("Choisissez au moins un fichier, ou collez le texte d’une feuille.")
            )

    def sources(self):
        """(name, bytes) of all that is worth reading; what is not is said beside its field."""
        given = []
        for file in self.cleaned_data["files"]:
            if not file.size:
                self.refuse(file.name, _("ce fichier est vide."))
            elif file.size > MAX_BYTES:
                self.refuse(
                    file.name,
                    _("ce fichier pèse plus de 20 Mo : retirez-en les images, redéposez-le."),
                )
            else:
                given.append((file.name, file.read()))
        if self.cleaned_data["pasted"]:
            given.append((PASTED, self.cleaned_data["pasted"].encode()))
        return given

    def refuse(self, name, reason):
        if name == PASTED:
            self.add_error("pasted", reason)
        else:
            self.add_error("files", f"« {name} » : {reason}")

    def forget_pasted(self):
        """It was read and kept: showing it again would have it sent again."""
        self.data = {**self.data.dict(), "pasted": ""}


class PlaceField(forms.ModelChoiceField):
    """A tree: each place stands under what it is part of."""

    def label_from_instance(self, place):
        return INDENT * (len(place.lineage) - 1) + place.name


class DestinationForm(forms.Form):
    """Where the sheet goes: a workshop held already, or a new one, with a name and a place."""

    workshop = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Atelier"),
        required=False,
        empty_label=gettext_lazy("Un nouvel atelier"),
        help_text=gettext_lazy(
            "Choisissez l’atelier dont cette feuille corrige celle qui est déjà là."
        ),
    )
    title = forms.CharField(label=gettext_lazy("Nom de l’atelier"), max_length=200, required=False)
    theme = forms.ModelChoiceField(None, label=gettext_lazy("Thématique"), required=False)
    territory = PlaceField(None, label=gettext_lazy("Territoire"), required=False)
    held_on = forms.DateField(
        label=gettext_lazy("Tenu le"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Écrivez la date ainsi : 2026-03-31.")},
    )

    def __init__(self, *args, consultation, workshops, territories, **kwargs):
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        self.fields["workshop"].queryset = workshops
        self.fields["theme"].queryset = consultation.themes.all()
        self.fields["territory"].queryset = territories

    def clean(self):
        said = self.cleaned_data
        if self.errors:
            return
        if said["workshop"]:
            # A name was typed, not merely left as proposed: overwriting another sheet by
            # inattention would be the worst reading of it.
            if said["title"] and "title" in self.changed_data:
                self.add_error(
                    "workshop",
                    _(
                        "Vous avez aussi écrit le nom d’un nouvel atelier. Choisissez « Un "
                        "nouvel atelier » dans cette liste, ou videz ce nom."
                    ),
                )
            return
        needed = {
            "title": _("Donnez un nom au nouvel atelier, par exemple son lieu et sa date."),
            "theme": _("Choisissez la thématique dont la feuille traite."),
            "territory": _("Choisissez le territoire où l’atelier s’est tenu."),
        }
        for name, message in needed.items():
            if not said.get(name):
                self.add_error(name, message)

    def destination(self):
        said = self.cleaned_data
        if said["workshop"]:
            return Destination(consultation=self.consultation, workshop=said["workshop"])
        return Destination(consultation=self.consultation, **said)

    def guessed(self):
        """Where the sheet goes if its reader changes nothing; None while something is missing."""
        guess = self.initial
        if not guess.get("workshop") and not all(
            guess.get(name) for name in ("title", "theme", "territory")
        ):
            return None
        return Destination(consultation=self.consultation, **guess)
