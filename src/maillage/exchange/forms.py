from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maillage.exchange.columns import COLUMNS, WORDS

LEFT = "-"
CHOICES = [(LEFT, _("Ne pas importer")), *((each.name, each.name) for each in COLUMNS)]


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Fichier"),
        help_text=_(
            "CSV, XLSX, JSON, ou l’export de Decidim. Rien n’est enregistré avant votre accord."
        ),
        error_messages={
            "empty": _("Ce fichier est vide."),
            "required": _("Choisissez un fichier."),
        },
    )


class ColumnsForm(forms.Form):
    """Which column of a file is which of ours; one that nobody decides is asked for again."""

    def __init__(self, *args, mapping, samples, **options):
        super().__init__(*args, **options)
        self.mapping, count = mapping, len(mapping.header)
        # First those that nobody recognises.
        for at in sorted(range(count), key=lambda at: (at not in mapping.undecided, at)):
            self.fields[f"c{at}"] = self._field(at, samples.get(at))

    def _field(self, at, sample):
        is_open = at in self.mapping.undecided
        undecided = [("", _("Choisissez"))] if is_open else []
        return forms.ChoiceField(
            label=self.mapping.called(at),
            help_text=gettext("Par exemple : %(sample)s") % {"sample": sample} if sample else "",
            choices=undecided + CHOICES,
            required=is_open,
            initial=self.mapping.names.get(at, "" if is_open else LEFT),
            error_messages={
                "required": _("Dites ce qu’elle est, ou choisissez de ne pas l’importer.")
            },
        )

    def clean(self):
        told, names = super().clean(), {}
        for field, name in list(told.items()):
            at = int(field[1:])
            other = next((one for one, said in names.items() if said == name), None)
            if name in {"", LEFT}:
                continue
            if other is not None and not {at, other} <= self.mapping.languages.keys():
                reason = gettext("« %(name)s » est déjà la colonne « %(other)s ».")
                self.add_error(field, reason % {"name": name, "other": self.mapping.called(other)})
            names[at] = name
        if not set(names.values()) & set(WORDS):
            reason = gettext("Il faut au moins une colonne de témoignages : %(words)s.")
            self.add_error(None, reason % {"words": ", ".join(WORDS)})
        return told

    @property
    def chosen(self):
        """{index: our name, or ""}"""
        return {
            int(field[1:]): "" if name in {"", LEFT} else name
            for field, name in self.cleaned_data.items()
        }
