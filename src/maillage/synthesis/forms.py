"""Parsing and wording of what is dropped on the synthesis."""

from django import forms

from maillage.synthesis.actions import Destination

MAX_FILES = 20
# The library refuses a larger one too; here it is refused before it is read.
MAX_BYTES = 20 * 1024 * 1024
ACCEPT = ".docx,.odt,.html,.htm,.md,.txt,.json"


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    def __init__(self, **options):
        widget = SeveralFiles(attrs={"accept": ACCEPT})
        super().__init__(widget=widget, **options)

    def clean(self, data, initial=None):
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        cleaned = [super(SeveralFilesField, self).clean(file, initial) for file in files]
        if len(cleaned) > MAX_FILES:
            raise forms.ValidationError(
                f"Au plus {MAX_FILES} fichiers à la fois : déposez les autres ensuite."
            )
        for file in cleaned:
            if file.size > MAX_BYTES:
                raise forms.ValidationError(
                    f"« {file.name} » pèse plus de 20 Mo : retirez-en les images et redéposez-la."
                )
        return cleaned


class DepositForm(forms.Form):
    files = SeveralFilesField(
        label="Feuilles d’atelier",
        required=False,
        help_text="Word (.docx), LibreOffice (.odt), page web, Markdown ou texte. 20 Mo au plus.",
    )
    pasted = forms.CharField(
        label="Ou collez ici le contenu de la feuille",
        required=False,
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self):
        if not self.errors and not self.cleaned_data["files"] and not self.cleaned_data["pasted"]:
            self.add_error(
                "files", "Choisissez au moins un fichier, ou collez le texte d’une feuille."
            )

    def sources(self):
        """(name, bytes) of everything that was given."""
        given = [(file.name, file.read()) for file in self.cleaned_data["files"]]
        if self.cleaned_data["pasted"].strip():
            given.append(("texte collé", self.cleaned_data["pasted"].encode()))
        return given


class DestinationForm(forms.Form):
    """Where the sheet goes: an existing workshop is corrected, a new one needs a name and a place."""

    workshop = forms.ModelChoiceField(
        None,
        label="Atelier",
        required=False,
        empty_label="Un nouvel atelier",
        help_text="Choisissez un atelier existant pour corriger sa feuille.",
    )
    title = forms.CharField(label="Nom du nouvel atelier", max_length=200, required=False)
    theme = forms.ModelChoiceField(None, label="Thématique", required=False)
    territory = forms.ModelChoiceField(None, label="Territoire", required=False)
    held_on = forms.DateField(
        label="Tenu le",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Écrivez la date ainsi : 2026-03-31."},
    )

    def __init__(self, *args, consultation, workshops, territories, **kwargs):
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        self.fields["workshop"].queryset = workshops
        self.fields["theme"].queryset = consultation.themes.all()
        self.fields["territory"].queryset = territories

    def clean(self):
        said = self.cleaned_data
        if self.errors or said.get("workshop"):
            return
        needed = {
            "title": "Donnez un nom au nouvel atelier, par exemple son lieu et sa date.",
            "theme": "Choisissez la thématique dont la feuille traite.",
            "territory": "Choisissez le territoire où l’atelier s’est tenu.",
        }
        for name, message in needed.items():
            if not said.get(name):
                self.add_error(name, message)

    def destination(self):
        return Destination(consultation=self.consultation, **self.cleaned_data)

    def guessed(self):
        """Where the sheet goes if its reader changes nothing; None while something is missing."""
        guess = self.initial
        if not guess.get("workshop") and not all(
            guess.get(name) for name in ("title", "theme", "territory")
        ):
            return None
        return Destination(consultation=self.consultation, **guess)
