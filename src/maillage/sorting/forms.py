"""One form for every gesture: what was typed is kept whole when it cannot be done as it is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.sorting.models import Card, Decision, SharedFinding, Suggestion

# What each asks for, beside the number that the page showed and its key.
NEEDS = {
    "open": ("cards", "text"),
    "place": ("cards", "finding"),
    "set_aside": ("cards",),
    "take_back": ("cards",),
    "refuse": ("suggestion",),
    "merge": ("finding", "into"),
    "split": ("finding", "cards", "text"),
    "rename": ("finding", "text"),
    "undo": ("decision",),
}
MISSING = {
    "cards": _("Cochez au moins un propos."),
    "text": _("Écrivez la formulation du constat."),
    "finding": _("Choisissez un constat."),
    "into": _("Choisissez le constat qui réunit les deux."),
    "suggestion": _("Ce rapprochement n’est plus proposé."),
    "decision": _("Cette décision n’existe pas."),
}
# Buttons that say both the gesture and the finding.
UNDER = {"sous": ("place", "finding"), "dans": ("merge", "into")}


class StoryForm(forms.Form):
    """The passages of a story, one a line, as they are."""

    retex = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    strengths = forms.CharField(
        label=_("Points forts, un par ligne"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    irritants = forms.CharField(
        label=_("Irritants, un par ligne"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_strengths(self):
        return _lines(self.cleaned_data["strengths"])

    def clean_irritants(self):
        return _lines(self.cleaned_data["irritants"])


def _lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


class GestureForm(forms.Form):
    geste = forms.ChoiceField(choices=[(name, name) for name in NEEDS], widget=forms.HiddenInput)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Formulation du constat"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data, *, desk):
        data = data.copy()
        for name, (gesture, target) in UNDER.items():
            if data.get(name):
                data["geste"], data[target] = gesture, data[name]
        super().__init__(data)
        gone = {"invalid_choice": _("Un de ces propos n’est plus à trier."),
                "invalid_pk_value": _("Un de ces propos n’est plus à trier.")}  # fmt: skip
        self.fields["cards"] = forms.ModelMultipleChoiceField(
            Card.objects.filter(desk=desk), required=False, error_messages=gone
        )
        for name, model in (
            ("finding", SharedFinding),
            ("into", SharedFinding),
            ("suggestion", Suggestion),
            ("decision", Decision),
        ):
            found = model.objects.filter(desk=desk)
            self.fields[name] = forms.ModelChoiceField(
                found, required=False, error_messages={"invalid_choice": MISSING[name]}
            )

    def clean_text(self):
        return " ".join(self.cleaned_data["text"].split())

    def clean(self):
        told = super().clean()
        for name in NEEDS.get(told.get("geste"), ()):
            if not told.get(name) and name not in self.errors:
                self.add_error(None if name == "cards" else name, MISSING[name])
        return told

    @property
    def said(self):
        """For the action: what its gesture asks for, and the suggestion that it answers."""
        told = self.cleaned_data
        names = [*NEEDS[told["geste"]], "seen", "key"]
        if told["geste"] in {"open", "place"}:
            names.append("suggestion")
        said = {name: told[name] for name in names}
        return said | ({"cards": list(said["cards"])} if "cards" in said else {})
