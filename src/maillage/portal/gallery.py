"""What the gallery shows: one fictional example of each component and drawing."""

from django import forms

from maillage.toolbox.charts import Bar
from maillage.toolbox.thread_drawing import ThreadLink, ThreadNode

STAGES = ("Retours", "Diagnostic", "Besoins", "Leviers", "Actions", "Indicateurs")


class ExampleForm(forms.Form):
    """Fictional, and shown with its errors."""

    title = forms.CharField(
        label="Titre de votre expérience",
        help_text="Quelques mots, comme vous le diriez à un collègue.",
        error_messages={"required": "Donnez un titre à votre expérience."},
    )
    body = forms.CharField(
        label="Ce qui s’est passé",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    theme = forms.ChoiceField(
        label="Thématique", choices=[("1", "Un égal accès au numérique"), ("2", "Enseigner")]
    )
    kind = forms.ChoiceField(
        label="Cette expérience s’est-elle bien passée ?",
        widget=forms.RadioSelect,
        choices=[("strength", "Plutôt bien"), ("irritant", "Plutôt mal")],
        error_messages={"required": "Dites si cette expérience s’est bien passée."},
    )
    days = forms.MultipleChoiceField(
        label="Quand cela arrive-t-il ?",
        required=False,
        help_text="Plusieurs réponses sont possibles.",
        widget=forms.CheckboxSelectMultiple,
        choices=[("wednesday", "Le mercredi"), ("evening", "Le soir")],
    )
    email = forms.EmailField(
        label="Adresse électronique", required=False, initial="camille@exemple"
    )
    agree = forms.BooleanField(
        label="J’accepte que mes mots soient cités sans mon nom", required=False
    )


def gallery_context() -> dict[str, object]:
    columns, links = _thread(), _links()
    return {
        "form": ExampleForm({"email": "camille@exemple"}),
        "kinds": ("irritant", "strength", "need", "lever", "action", "indicator", "voice"),
        "states": (
            "highlighted",
            "late",
            "not_started",
            "under_way",
            "blocked",
            "done",
            "abandoned",
        ),
        "themes": (
            ("Un égal accès au numérique pour tous", 412),
            ("Enseigner et apprendre avec le numérique", 388),
            ("Travailler ensemble autrement", 141),
            ("Un numérique responsable et souverain", 96),
            ("Gouvernance et anticipation", None),
        ),
        "speakers": (
            Bar("Professeurs", 54, 12),
            Bar("Parents", 18, 41, "need"),
            Bar("Élèves", 6, 38, "irritant"),
            Bar("Partenaires", 22, 9, "lever"),
        ),
        "course": (12, 15, 14, 22, 31, 41),
        "columns": columns,
        "links": links,
        "long_columns": _long_thread(),
        "long_links": [ThreadLink("v3", "irritant"), ThreadLink("v40", "irritant")],
        "big": 1284,
    }


def _node(key: str, kind: str, label: str, *, current: bool = False) -> ThreadNode:
    return ThreadNode(key, label, f"#{key}", kind, current)


def _thread() -> list[tuple[str, list[ThreadNode]]]:
    voices = [
        _node("r1", "voice", "Des ordinateurs pour tous au collège des Tilleuls"),
        _node("r2", "voice", "Suivre la classe depuis le bourg, sans réseau"),
        _node("r3", "voice", "Garder le lien avec les familles de l’IME"),
    ]
    findings = [
        _node("i1", "irritant", "Zones blanches"),
        _node("i2", "irritant", "Fournir le matériel ne garantit pas le bon usage"),
        _node("s1", "strength", "Prêt de vieux ordinateurs reconfigurés"),
    ]
    needs = [
        _node("n1", "need", "Se connecter avec son ordinateur ou son téléphone"),
        _node("n2", "need", "Être accompagné dans la prise en main"),
    ]
    levers = [
        _node("l1", "lever", "Un point d’accès dans chaque commune"),
        _node("l2", "lever", "Des ateliers pour les parents"),
    ]
    actions = [
        _node(
            "a1",
            "action",
            "Ouvrir une salle connectée le mercredi dans les 14 médiathèques",
            current=True,
        ),
        _node("a2", "action", "Former un référent par école"),
    ]
    indicators = [
        _node("m1", "indicator", "Élèves à moins de 15 min d’un point d’accès"),
        _node("m2", "indicator", "Familles accompagnées"),
    ]
    return list(zip(STAGES, (voices, findings, needs, levers, actions, indicators), strict=True))


def _links() -> list[ThreadLink]:
    sure = "r1-i2 r1-s1 r2-i1 r3-i2 i1-n1 i2-n2 s1-n1 n1-l1 n2-l2 l1-a1 l2-a2 a1-m1 a2-m2"
    maybe = "r3-i1 l2-a1"
    return [ThreadLink(*pair.split("-")) for pair in sure.split()] + [
        ThreadLink(*pair.split("-"), suggested=True) for pair in maybe.split()
    ]


def _long_thread() -> list[tuple[str, list[ThreadNode]]]:
    voices = [_node(f"v{n}", "voice", f"Témoignage fictif numéro {n}") for n in range(1, 61)]
    return [
        ("Retours", voices),
        ("Diagnostic", [_node("irritant", "irritant", "Zones blanches", current=True)]),
    ]
