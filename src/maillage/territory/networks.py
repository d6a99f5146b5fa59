"""Roads that are held: of which département, to go how, and from where they come."""

from typing import NamedTuple

from maillage.territory.enums import TravelMode
from maillage.territory.loading_networks import SOURCE
from maillage.territory.models import DatasetPart


class Roads(NamedTuple):
    """`content`: what the library packed. `source`: as an estimate tells its own."""

    mode: TravelMode
    content: bytes
    source: dict


def modes_of(departments):
    """{code of a département: how one may go there}, in the order of the modes. One query."""
    held = DatasetPart.objects.filter(dataset__source=SOURCE, department__in=departments)
    known = set(held.values_list("department", "dataset__series"))
    return {
        code: [mode for mode in TravelMode if (code, mode.value) in known]
        for code in sorted({code for code, _mode in known})
    }


def roads_of(department, mode):
    """None where no network of that mode is held."""
    held = DatasetPart.objects.filter(
        dataset__source=SOURCE, dataset__series=mode, department=department
    )
    part = held.select_related("dataset").first()
    if part is None:
        return None
    names = ("title", "publisher", "edition", "licence", "digest")
    source = {name: getattr(part.dataset, name) for name in names}
    return Roads(TravelMode(mode), bytes(part.content), source)
