"""What is asked of a scenario, how it is described, and where it goes in the plan."""

from decimal import Decimal
from uuid import uuid4

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.scenarios.enums import WITH_PLACES, Objective
from maillage.scenarios.errors import NoRoads, SeatsOfEverybody
from maillage.scenarios.models import Question
from maillage.territory.enums import PlaceKind, PlaceSlot, TravelMode
from maillage.territory.queries import travel_modes
from maillage.toolbox.french_numbers import FrenchDecimalField, written

USUAL_KINDS = [
    PlaceKind.LIBRARY,
    PlaceKind.SOCIAL_CENTRE,
    PlaceKind.NEIGHBOURHOOD,
    PlaceKind.DIGITAL,
]
MOST_PLACES, MOST_KILOMETRES, MOST_MINUTES, MOST_EUROS = 200, 60, 120, 100_000_000
MOST_SEATS, MOST_TURNS = 10_000, 100


def whole_number(label, *, most, example, **more):
    """From 1 to `most`; whether it may be left empty depends on the rest of the form."""
    within = {"most": most, "example": example}
    wrong = format_lazy(
        gettext_lazy("Écrivez un nombre entier de 1 à {most}, par exemple {example}."), **within
    )
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=most,
        error_messages=dict.fromkeys(("min_value", "max_value", "invalid"), wrong),
        **more,
    )


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


class QuestionForm(DescriptionForm):
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
    places = whole_number(
        gettext_lazy("Combien de lieux ouvrir"),
        most=MOST_PLACES,
        example=5,
        help_text=gettext_lazy("Pour un nombre de lieux donné."),
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
    by = forms.ChoiceField(
        label=gettext_lazy("Comment mesurer le trajet"),
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("En minutes, là où un réseau de voies est chargé."),
    )
    minutes = whole_number(
        gettext_lazy("En combien de minutes au plus"),
        most=MOST_MINUTES,
        example=15,
        help_text=gettext_lazy("Seulement par la voirie."),
    )
    distance = FrenchDecimalField(
        label=gettext_lazy("À quelle distance au plus, en kilomètres"),
        required=False,
        max_digits=4,
        decimal_places=1,
        min_value=0.5,
        max_value=MOST_KILOMETRES,
        help_text=gettext_lazy(
            "À vol d’oiseau, d’où sont les élèves : leur carreau de 200 m où l’estimation le "
            "connaît, sinon le centre peuplé de leur commune."
        ),
        error_messages={
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
    seats = whole_number(gettext_lazy("Nombre de places au moins"), most=MOST_SEATS, example=12)
    turns = whole_number(
        gettext_lazy("Élèves qui viennent tour à tour à une même place"),
        most=MOST_TURNS,
        example=5,
        help_text=gettext_lazy(
            "Vide : un lieu sert tous ceux qui sont assez près. Un lieu dont on ne sait pas les "
            "places n’en refuse aucun."
        ),
    )
    hours = FrenchDecimalField(
        label=gettext_lazy("Heures d’ouverture par semaine, au moins"),
        required=False,
        max_digits=4,
        decimal_places=1,
        min_value=1,
        max_value=168,
        help_text=gettext_lazy("Seules les bibliothèques les disent."),
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

    def __init__(self, *args, territories, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False
        self.fields["name"].help_text = _("Vide : il dira ce que vous demandez.")
        self.modes = travel_modes(territories.values("code"))
        self._offer_roads()
        field = self.fields["territory"]
        field.queryset = territories
        if not self.is_bound:
            # One alone is chosen already; of several, nobody is guessed.
            first_two = list(territories[:2])
            if len(first_two) == 1:
                field.empty_label = None

    def _offer_roads(self):
        """As the crow flies alone where no network is held."""
        held = {mode for modes in self.modes.values() for mode in modes}
        self.has_roads = bool(held)
        if not held:
            del self.fields["by"], self.fields["minutes"]
            return
        self.fields["by"].choices = [
            ("", _("à vol d’oiseau, en kilomètres")),
            *(
                (mode.value, _("en minutes, %(way)s") % {"way": mode.label})
                for mode in TravelMode
                if mode in held
            ),
        ]

    @classmethod
    def fresh(cls, *, territories, scenario=None):
        """Filled as one usually asks, or as a scenario was asked: its duplicate."""
        initial = {"objective": Objective.REACH, "places": 5, "distance": 5, "kinds": USUAL_KINDS,
                   "existing": True, "unknown": True, "by": ""}  # fmt: skip
        if scenario is not None:
            told = Question.of(scenario.question).stored()
            initial = {**told, "territory": scenario.territory_id}
            initial |= {name: _decimal(told[name]) for name in ("distance", "budget", "hours")}
            initial["minutes"] = told["minutes"] and round(told["minutes"])
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
        self._check_way(said)
        if objective == Objective.EVERYBODY and said.get("turns"):
            self.add_error("turns", str(SeatsOfEverybody()))
        return said

    def _check_way(self, said):
        mode, territory = said.get("by"), said.get("territory")
        if not mode:
            if not self._typed("distance"):
                self.add_error("distance", _("Écrivez une distance, par exemple 5."))
            return
        if not self._typed("minutes"):
            self.add_error("minutes", _("Écrivez une durée, par exemple 15."))
        if territory and mode not in self.modes.get(territory.code, ()):
            refusal = NoRoads(territory=territory, mode=TravelMode(mode).label)
            self.add_error("by", str(refusal))

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
            distance=float(said["distance"] or 0),
            by=said.get("by", ""),
            minutes=float(said["minutes"]) if said.get("by") else None,
            places=said["places"] if objective in WITH_PLACES else None,
            budget=float(said["budget"]) if by_budget else None,
            costs=said["costs"] if by_budget else {},
            connects=said["connects"],
            seats=said["seats"],
            turns=said["turns"],
            hours=None if said["hours"] is None else float(said["hours"]),
            slots=tuple(said["slots"]),
            unknown=said["unknown"],
            existing=said["existing"],
        )


def _decimal(value):
    return None if value is None else Decimal(str(value))


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
