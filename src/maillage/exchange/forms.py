from django import forms
from django.utils.translation import gettext_lazy as _


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
