"""What is asked of a scenario, how it is described, and where it goes in the plan."""

from decimal import Decimal
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.scenarios.enums import WITH_PLACES, Objective
from maillage.scenarios.models import Question
from maillage.territory.enums import PlaceKind, PlaceSlot
from maillage.toolbox.french_numbers import FrenchDecimalField, written

USUAL_KINDS = [
    PlaceKind.LIBRARY,
    PlaceKind.SOCIAL_CENTRE,
    PlaceKind.NEIGHBOURHOOD,
    PlaceKind.DIGITAL,
]
MOST_PLACES, MOST_KILOMETRES, MOST_EUROS = 200, 60, 100_000_000


class CostsField(forms.MultiValueField):
    """What one place of each kind costs to open."""

    class Inputs(forms.MultiWidget):
        template_name = "scenarios/costs.html"

        def decompress(self, value):
            return [written((value or {}).get(kind)) for kind in PlaceKind.values]

        def get_context(self, name, value, attrs):
            context = super().get_context(name, value, attrs)
            subwidgets = context["widget"]["subwidgets"]
            context["costs"] = list(zip(PlaceKind.labels, subwidgets, strict=True))
            return context

    def __init__(self, **options):
        one = {"max_digits": 12, "decimal_places": 2, "min_value": 0, "max_value": MOST_EUROS}
        costs = [FrenchDecimalField(required=False, **one) for _kind in PlaceKind]
        widget = self.Inputs([cost.widget for cost in costs])
        super().__init__(costs, widget=widget, require_all_fields=False, required=False, **options)

    def compress(self, values):
        told = zip(PlaceKind.values, values or [], strict=False)
        return {kind: float(value) for kind, value in told if value is not None}


class QuestionForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    territory = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Département"),
        error_messages={"required": gettext_lazy("Choisissez un département.")},
    )
    objective = forms.ChoiceField(
        label=gettext_lazy("Que cherchez-vous ?"),
        choices=Objective.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choisissez ce que vous cherchez.")},
    )
    places = forms.IntegerField(
        label=gettext_lazy("Combien de lieux ouvrir"),
        required=False,
        min_value=1,
        max_value=MOST_PLACES,
        help_text=gettext_lazy("Pour un nombre de lieux donné."),
        error_messages={
            "min_value": gettext_lazy("Demandez au moins un lieu."),
            "max_value": gettext_lazy("Demandez au plus 200 lieux."),
            "invalid": gettext_lazy("Écrivez un nombre entier, par exemple 5."),
        },
    )
    budget = FrenchDecimalField(
        label=gettext_lazy("Budget, en euros"),
        required=False,
        max_digits=12,
        decimal_places=2,
        min_value=1,
        help_text=gettext_lazy(
            "Pour un budget : dites aussi ce que coûte un lieu de chaque sorte."
        ),
    )
    costs = CostsField(label=gettext_lazy("Ce que coûte l’ouverture d’un lieu, en euros"))
    distance = FrenchDecimalField(
        label=gettext_lazy("À quelle distance au plus, en kilomètres"),
        max_digits=4,
        decimal_places=1,
        min_value=0.5,
        max_value=MOST_KILOMETRES,
        help_text=gettext_lazy("À vol d’oiseau, depuis le centre peuplé de chaque commune."),
        error_messages={
            "required": gettext_lazy("Écrivez une distance, par exemple 5."),
            "min_value": gettext_lazy("Écrivez au moins 0,5 km."),
            "max_value": gettext_lazy("Écrivez au plus 60 km."),
        },
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Où pourrait-on ouvrir ?"),
        choices=PlaceKind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choisissez au moins une sorte de lieu.")},
    )
    existing = forms.BooleanField(
        label=gettext_lazy("Compter les lieux où l’on se connecte déjà"),
        required=False,
        help_text=gettext_lazy(
            "Bibliothèques qui déclarent le Wi-Fi, France services, lieux de médiation qui "
            "déclarent un accès : ils restent ouverts et ne coûtent rien."
        ),
    )
    connects = forms.BooleanField(
        label=gettext_lazy("N’ouvrir que là où le Wi-Fi ou des postes sont déclarés"),
        required=False,
    )
    seats = forms.IntegerField(
        label=gettext_lazy("Nombre de places au moins"),
        required=False,
        min_value=1,
        max_value=10_000,
        error_messages={
            "min_value": gettext_lazy("Écrivez au moins 1, ou laissez vide."),
            "invalid": gettext_lazy("Écrivez un nombre entier, par exemple 12."),
        },
    )
    slots = forms.MultipleChoiceField(
        label=gettext_lazy("Le lieu doit être ouvert"),
        required=False,
        choices=PlaceSlot.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    unknown = forms.BooleanField(
        label=gettext_lazy("Accepter ce que les fichiers ne disent pas"),
        required=False,
        help_text=gettext_lazy("Le résultat dira quels lieux sont à vérifier."),
    )
    name = forms.CharField(
        label=gettext_lazy("Nom du scénario"),
        required=False,
        max_length=150,
        help_text=gettext_lazy("Vide : il dira ce que vous demandez."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, territories, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["territory"]
        field.queryset = territories
        if not self.is_bound:
            # One alone is chosen already; of several, nobody is guessed.
            first_two = list(territories[:2])
            if len(first_two) == 1:
                field.empty_label = None

    @classmethod
    def fresh(cls, *, territories, scenario=None):
        """Filled as one usually asks, or as a scenario was asked: its duplicate."""
        initial = {"objective": Objective.REACH, "places": 5, "distance": 5, "kinds": USUAL_KINDS,
                   "existing": True, "unknown": True}  # fmt: skip
        if scenario is not None:
            initial = {**scenario.question, "territory": scenario.territory_id}
            initial |= {name: _decimal(initial[name]) for name in ("distance", "budget")}
            initial["costs"] = {kind: _decimal(cost) for kind, cost in initial["costs"].items()}
        return cls(territories=territories, initial={**initial, "client_key": uuid4()})

    def clean(self):
        said = super().clean()
        objective = said.get("objective")
        if objective in WITH_PLACES and not self._typed("places"):
            self.add_error("places", _("Dites combien de lieux ouvrir."))
        if objective == Objective.BUDGET:
            if not self._typed("budget"):
                self.add_error("budget", _("Dites de quel budget vous disposez."))
            self._check_costs(said)
        return said

    def _typed(self, name):
        return name in self.errors or self.cleaned_data.get(name) is not None

    def _check_costs(self, said):
        unsaid = [
            str(PlaceKind(kind).label)
            for kind in said.get("kinds", ())
            if kind not in said.get("costs", {})
        ]
        if unsaid and "costs" not in self.errors:
            self.add_error(
                "costs",
                _("Dites ce que coûte un lieu de chaque sorte choisie : %(kinds)s.")
                % {"kinds": ", ".join(unsaid)},
            )

    def question(self):
        said = self.cleaned_data
        objective = Objective(said["objective"])
        by_budget = objective == Objective.BUDGET
        return Question(
            objective=objective,
            kinds=tuple(said["kinds"]),
            distance=float(said["distance"]),
            places=said["places"] if objective in WITH_PLACES else None,
            budget=float(said["budget"]) if by_budget else None,
            costs=said["costs"] if by_budget else {},
            connects=said["connects"],
            seats=said["seats"],
            slots=tuple(said["slots"]),
            unknown=said["unknown"],
            existing=said["existing"],
        )


def _decimal(value):
    return None if value is None else Decimal(str(value))


class DescriptionForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Nom du scénario"),
        max_length=150,
        error_messages={"required": gettext_lazy("Donnez un nom à ce scénario.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PlanForm(forms.Form):
    """Into which plan; a new workshop where none fits."""

    workshop = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Dans le plan de l’atelier"),
        required=False,
        empty_label=gettext_lazy("Un nouvel atelier"),
    )
    theme = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Thématique du nouvel atelier"),
        required=False,
        help_text=gettext_lazy("Seulement pour un nouvel atelier."),
    )
    title = forms.CharField(
        label=gettext_lazy("Nom du nouvel atelier"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Seulement pour un nouvel atelier."),
    )
    horizon = forms.CharField(
        label=gettext_lazy("Quand ?"),
        max_length=200,
        help_text=gettext_lazy("Par exemple « court terme », ou « d’ici au 30 juin 2027 »."),
        error_messages={"required": gettext_lazy("Dites quand, même à peu près.")},
    )

    def __init__(self, *args, workshops, themes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["workshop"].queryset = workshops
        self.fields["theme"].queryset = themes

    def clean(self):
        said = super().clean()
        if "workshop" in said and said["workshop"] is None:
            if not said.get("theme"):
                self.add_error("theme", _("Choisissez la thématique du nouvel atelier."))
            if not said.get("title"):
                self.add_error("title", _("Donnez un nom au nouvel atelier."))
        return said
