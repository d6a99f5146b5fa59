"""The fictional territory, loaded once, and never into the data of a real organisation."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

MARK = "demonstration"


def actions() -> Any:
    found = find_spec("maillage.demo.actions")
    return import_module("maillage.demo.actions") if found else None


def populate_once(data: Path) -> str:
    """An empty text when the demonstration is there; else why it is not."""
    from django.contrib.auth import get_user_model

    mark = data / MARK
    if mark.exists():
        return ""
    if get_user_model()._default_manager.exists():
        return (
            "Cette base contient déjà des comptes : la démonstration ne s’y installe pas. "
            "Choisissez un autre dossier, par exemple MAILLAGE_DATA=var-demo maillage demo."
        )
    room = actions()
    if room is not None:
        room.populate()
        mark.touch()
    return ""


def accounts() -> Iterator[str]:
    room = actions()
    for line in getattr(room, "ACCOUNTS_SHOWN", ()):
        yield f"  {line}"
