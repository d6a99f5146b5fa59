from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_LINKS = 30


class RetexForm(forms.Form):
    """Mend the transcription of an account. The points drawn from it keep their own words."""

    title = forms.CharField(label=gettext_lazy("Titre"), max_length=500, required=False)
    text = forms.CharField(
        label=gettext_lazy("Récit"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy(
            "Tel que la personne l’a dit. Une ligne vide sépare deux paragraphes."
        ),
    )
    links = forms.CharField(
        label=gettext_lazy("Liens"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocapitalize": "none"}),
        help_text=gettext_lazy("Une adresse par ligne, qui commence par https:// ou http://"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, retex, **kwargs):
        self.retex = retex
        super().__init__(*args, **kwargs)

    @classmethod
    def filled(cls, retex):
        initial = {
            "title": retex.title,
            "text": retex.text,
            "links": "\n".join(retex.links),
            "version": retex.version,
        }
        return cls(initial=initial, retex=retex)

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean_text(self):
        return self.cleaned_data["text"].replace("\r\n", "\n").strip()

    def clean_version(self):
        return self.cleaned_data["version"] or 0

    def clean_links(self):
        lines = [line.strip() for line in self.cleaned_data["links"].splitlines()]
        links = list(dict.fromkeys(line for line in lines if line))
        if len(links) > MOST_LINKS:
            raise ValidationError(_("Gardez %(most)s liens au plus.") % {"most": MOST_LINKS})
        is_web = URLValidator(schemes=["http", "https"])
        for link in links:
            # What the sheet said stays: only what is typed here must be an address.
            if link in self.retex.links:
                continue
            try:
                is_web(link)
            except ValidationError:
                message = _(
                    "« %(link)s » n’est pas une adresse. Copiez-la en entier, avec https://"
                )
                raise ValidationError(message, params={"link": link[:100]}) from None
        return links

    def clean(self):
        said = super().clean()
        if not self.errors and not (said["title"] or said["text"]):
            raise ValidationError(
                _("Gardez un titre ou un récit : un RETEX vide ne dit plus rien.")
            )
        return said
