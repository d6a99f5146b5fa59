"""Figures as French readers type them: «12,5», «1 234», with whatever space the keyboard gave."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.toolbox.charts import french

__all__ = ["FrenchDecimalField", "written"]


class FrenchDecimalField(forms.DecimalField):
    """A text field, since browsers refuse or rewrite a comma in a number field."""

    default_error_messages = {
        "invalid": _("Écrivez un nombre, par exemple 12,5 ou 1\u202f234."),
        "max_decimal_places": _("Écrivez au plus %(max)s chiffres après la virgule."),
    }

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "short"})
        super().__init__(**{"widget": widget, **options})

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            # «1.234,5» has both: nobody can tell what was meant, and Decimal refuses two dots.
            value = "".join(value.split()).replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, Decimal) else value


def written(value: Decimal | float | None) -> str:
    """The figure with its decimals and no more; "" for what is not known."""
    return "" if value is None else french(value, 4)  # type: ignore[arg-type]
