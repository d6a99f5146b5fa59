"""Malformed public files, given to a base one after the other: no traceback, nothing by halves.

python -m bench.drill_sources [FILES]
"""

import contextlib
import io
import os
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path


def main(many: int) -> int:
    folder = Path(tempfile.mkdtemp(prefix="drill-sources-"))
    os.environ["MAILLAGE_DATA"] = str(folder / "var")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings.test")
    try:
        return _play(many, folder)
    finally:
        shutil.rmtree(folder)


def _play(many: int, folder: Path) -> int:
    import django

    django.setup()
    from django.core.management import CommandError, call_command
    from tests import public_files as samples

    from maillage.territory.models import Dataset

    call_command("migrate", verbosity=0)

    def held():
        return list(Dataset.objects.order_by("pk").values_list("pk", "rows"))

    tracebacks = halves = refused = 0
    begun = time.perf_counter()
    for seed in range(many):
        name, data = samples.malformed(seed)
        path = folder / name
        path.write_bytes(data)
        before = held()
        try:
            with (
                contextlib.redirect_stdout(io.StringIO()),
                contextlib.redirect_stderr(io.StringIO()),
            ):
                call_command("territory", "load", str(path), replace=True)
        except CommandError:
            refused += 1
            halves += held() != before
        except Exception:  # noqa: BLE001 - counting them is what this is for
            tracebacks += 1
            print(f"{name}\n{traceback.format_exc()}")
        path.unlink()
    # What later files replaced is gone; what is held of a file is some of the rows it counted.
    for dataset in Dataset.objects.all():
        kept = sum(dataset.parts.values_list("rows", flat=True))
        halves += not 0 < kept <= dataset.rows
    print(
        f"{many} fichiers abîmés en {time.perf_counter() - begun:.0f} s : {refused} refusés, "
        f"{many - refused - tracebacks} lus ; {tracebacks} traces d’erreur, "
        f"{halves} chargements à moitié."
    )
    return int(bool(tracebacks or halves))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
