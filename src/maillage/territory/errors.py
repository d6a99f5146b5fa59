from django.utils.translation import gettext as _

from maillage.toolbox.errors import Refusal


class InsideItself(Refusal):
    def __init__(self, territory):
        super().__init__(
            _("%(territory)s ne peut pas être rattaché à lui-même ni à ce qu’il contient.")
            % {"territory": territory}
        )


class NotWider(Refusal):
    def __init__(self, territory, parent):
        super().__init__(
            _(
                "%(territory)s (%(kind)s) ne peut pas être rattaché à %(parent)s "
                "(%(wider)s), qui n’est pas plus étendu."
            )
            % {
                "territory": territory,
                "kind": territory.get_kind_display().lower(),
                "parent": parent,
                "wider": parent.get_kind_display().lower(),
            }
        )


class AlreadyKnown(Refusal):
    def __init__(self, known):
        super().__init__(
            _("Le code %(code)s est déjà celui de %(known)s (%(kind)s).")
            % {"code": known.code, "known": known, "kind": known.get_kind_display().lower()}
        )


class UnreadableRow(Refusal):
    """Nothing is loaded by halves: the first bad row is named, and no row is kept."""

    status = 400

    def __init__(self, line, reason):
        self.line = line
        super().__init__(
            _("Ligne %(line)s : %(reason)s Rien n’a été chargé.") % {"line": line, "reason": reason}
        )


class NotProfessional(Refusal):
    status = 400


class LacksData(Refusal):
    def __init__(self, department, sources):
        named = ", ".join(f"{source.title} ({source.address})" for source in sources)
        super().__init__(
            _("Il manque, pour le département %(department)s : %(sources)s.")
            % {"department": department, "sources": named}
        )


class UnusableFile(Refusal):
    """A public file that cannot be recognised, or read to its end: nothing of it is kept."""

    status = 400

    def __init__(self, reason):
        super().__init__(_("%(reason)s Rien n’a été chargé.") % {"reason": reason})


class Unreachable(Refusal):
    """A published file that the network does not give; whoever has it may load it by its name."""

    status = 502

    def __init__(self, published, address, reason, *, is_down=False):
        # Nobody answered: the next address would not either.
        self.is_down = is_down
        super().__init__(
            _("%(title)s : %(reason)s. Adresse : %(address)s")
            % {"title": published.title, "reason": reason, "address": address}
        )


class UnknownSource(Refusal):
    status = 400

    def __init__(self, unknown, known):
        super().__init__(
            _("%(unknown)s : rien de tel n’est publié. Il y a : %(known)s.")
            % {"unknown": ", ".join(unknown), "known": ", ".join(known)}
        )


class NothingToExport(Refusal):
    def __init__(self, department):
        super().__init__(
            _("Aucun lieu n’est chargé pour le département %(department)s.")
            % {"department": department}
        )
