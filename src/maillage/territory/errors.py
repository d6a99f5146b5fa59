from maillage.toolbox.errors import Refusal


class InsideItself(Refusal):
    def __init__(self, territory):
        super().__init__(
            f"{territory} ne peut pas être rattaché à lui-même ni à ce qu’il contient."
        )


class NotWider(Refusal):
    def __init__(self, territory, parent):
        super().__init__(
            f"{territory} ({territory.get_kind_display().lower()}) ne peut pas être rattaché à "
            f"{parent} ({parent.get_kind_display().lower()}), qui n’est pas plus étendu."
        )


class AlreadyKnown(Refusal):
    def __init__(self, known):
        super().__init__(
            f"Le code {known.code} est déjà celui de {known} ({known.get_kind_display().lower()})."
        )


class UnreadableRow(Refusal):
    """Nothing is loaded by halves: the first bad row is named, and no row is kept."""

    status = 400

    def __init__(self, line, reason):
        self.line = line
        super().__init__(f"Ligne {line} : {reason} Rien n’a été chargé.")
