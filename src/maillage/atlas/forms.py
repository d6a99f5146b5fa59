"""Whom to ask in a place, as its lead writes it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.territory.models import Contact
from maillage.territory.queries import fault_of_contact


class ContactForm(forms.ModelForm):
    class Meta:
        model = Contact
        fields = ("function", "organisation", "email", "phone", "name")
        labels = {
            "function": _("Fonction"),
            "organisation": _("Organisation"),
            "email": _("Courriel professionnel"),
            "phone": _("Téléphone professionnel"),
            "name": _("Nom, si la personne veut qu’il soit public"),
        }
        help_texts = {
            "function": _("Par exemple « référente numérique » ou « responsable informatique »."),
            "email": _("De préférence celui de la fonction ou du service."),
        }

    def clean(self):
        told = super().clean()
        if not self.errors:
            fault = fault_of_contact(told)
            if fault:
                self.add_error("email" if told.get("email") else "phone", fault)
        return told
