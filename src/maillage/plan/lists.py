"""What stands around the lists of the plan and of its follow-up: one more filter than elsewhere."""

from dataclasses import dataclass

from django.utils.html import format_html_join

from maillage.voices.lists import Chip, surroundings

__all__ = ["Choice", "around"]


@dataclass(frozen=True)
class Choice:
    """A filter of one list: its name in the address, its label, {value: wording}."""

    name: str
    label: str
    options: dict

    def asked(self, filters):
        """The value that the address names; None when there is none by that name."""
        value = filters.kept.get(self.name)
        return value if value in self.options else None

    def written(self, filters):
        asked = self.asked(filters)
        return format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((v, SELECTED if v == asked else "", words) for v, words in self.options.items()),
        )


SELECTED = format_html_join("", "{}", [(" selected",)])


def around(filters, page, choice):
    """For `plan/filters.html`: what every list has, then this choice among its filters."""
    context = surroundings(filters, page)
    asked = choice.asked(filters)
    chips = context["chips"]
    if asked is not None:
        chips = [*chips, Chip(choice.options[asked], filters.address(**{choice.name: ""}))]
    return {
        **context,
        "chips": chips,
        "choice": choice,
        "options": choice.written(filters),
        # The same filters, for the pages beside this one that have not this choice.
        "same_filters": filters.address(**{choice.name: ""}) if chips else "",
    }
