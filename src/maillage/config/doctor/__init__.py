"""`maillage doctor`: is this machine fit, is this installation whole, and what to do if not."""

import os
import sys
from collections.abc import Iterable, Iterator

from maillage.config import environment
from maillage.config.doctor.finding import Finding
from maillage.config.doctor.machine import (
    disk,
    existing,
    free_space,
    network_disk,
    rights,
    tools,
)

TITLE = {"fr": "Examen de l’installation", "en": "Examination of the installation"}
VERDICT = {
    ("fr", True): "Tout est en ordre.",
    ("fr", False): "À corriger : {}.",
    ("en", True): "All is well.",
    ("en", False): "To mend: {}.",
}
STATE = {
    ("fr", True): "OK        ",
    ("fr", False): "à corriger",
    ("en", True): "OK     ",
    ("en", False): "to mend",
}


def examine(language: str) -> int:
    sys.stdout.write(f"{TITLE[language]}\n\n")
    wrong = 0
    for finding in findings():
        sys.stdout.write(f"{STATE[language, finding.well]}  {finding.told(language)}\n")
        if not finding.well:
            wrong += 1
            sys.stdout.write(f"            -> {finding.remedy(language)}\n")
        sys.stdout.flush()
    sys.stdout.write("\n" + "\n".join(listed(language)) + "\n\n")
    sys.stdout.write(VERDICT[language, wrong == 0].format(wrong) + "\n")
    return 1 if wrong else 0


def findings() -> Iterator[Finding]:
    unreadable = list(settings_refused())
    yield from unreadable
    yield from tools()
    if unreadable:
        return  # nothing else can be opened with them
    data = environment.read("MAILLAGE_DATA")
    embedded = environment.read("DATABASE_URL") is None
    yield rights(data)
    yield free_space(data)
    if embedded:
        yield network_disk(data)
    yield disk(data)
    if not os.access(existing(data), os.W_OK):
        return

    import django

    django.setup()
    from maillage.config.doctor import installation

    yield from installation.findings(embedded)


def settings_refused() -> Iterator[Finding]:
    for setting in environment.REGISTRY:
        try:
            setting.value()
        except environment.BadSetting as problem:
            shown = "" if setting.secret else f" = {setting.raw!r}"
            yield Finding(
                False,
                f"{setting.name}{shown} : valeur refusée ({problem.reason}).",
                f"{setting.name}{shown}: refused ({problem.reason}).",
                f"Attendu : {setting.french}.",
                f"Expected: {setting.english}.",
            )
    for name in environment.strangers():
        yield Finding(
            False,
            f"{name} : réglage inconnu, donc sans effet.",
            f"{name}: unknown setting, hence without effect.",
            "Corrigez le nom (la liste est ci-dessous) ou retirez-le.",
            "Correct its name (the list is below) or remove it.",
        )


def listed(language: str) -> Iterable[str]:
    origins = {"environment": "environnement", "default": "par défaut"}
    yield "Réglages" if language == "fr" else "Settings"
    for setting in environment.REGISTRY:
        origin = origins[setting.origin] if language == "fr" else setting.origin
        yield f"  {setting.name} = {setting.shown}  ({origin})"
