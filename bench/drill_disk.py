"""The disk fills up under the server, then is given room again. Needs the right to mount a tmpfs.

    python -m bench.drill_disk

Full: a correction is refused, never confirmed; pages are still read. Room again: corrections are
kept at once, without a restart; what was confirmed before is there; database and trail are sound.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.data import fill
from bench.editing import held, is_sound, post, sign_in
from bench.installation import awake
from bench.serving import get, running

SIZE = "48m"


@contextlib.contextmanager
def small_disk():
    with tempfile.TemporaryDirectory(prefix="maillage-disk-") as folder:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder]
        done = subprocess.run(mount, capture_output=True, check=False)
        if done.returncode:
            yield None
            return
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=False)


def fill_up(disk):
    """Not a byte left; the file to delete."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        for size in (1 << 20, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while True:
                    file.write(b"\0" * size)
    return ballast


def drill(disk):
    cookie = sign_in()
    fill(40)
    trials = []
    with running(dict(os.environ)) as port:
        before = post(port, cookie, 1, "Avant", 1)
        trials.append(("avant : confirmée", before == 302))
        ballast = fill_up(disk)
        full = [post(port, cookie, 2, f"Plein {n}", 1) for n in range(200)]
        kept = held(2)
        confirmed = full.count(302)
        trials += [
            # Room inside the write-ahead log may serve for a while: what matters is not to lie.
            (f"plein : {200 - confirmed} refusées sur 200", confirmed <= 1 and full[-1] != 302),
            ("plein : rien de confirmé n’est perdu", (kept[1] == 2) == bool(confirmed)),
            ("plein : les pages se lisent", get(port, "/diagnostic/")[0] == 200),
        ]
        ballast.unlink()
        after = post(port, cookie, 3, "Après", 1)
        trials += [
            ("place rendue : confirmée sans redémarrer", after == 302),
            ("rien de perdu", held(1)[0] == "Avant" and held(3)[0] == "Après"),
            ("base et journal intacts", is_sound()),
        ]
        print(f"  réponses disque plein : {sorted({str(status) for status in full})}")
    return trials


def main():
    print("sqlite, disque plein")
    with small_disk() as disk:
        if disk is None:
            print("  impossible de monter un petit disque ici (il faut être root) : non essayé")
            return 0
        os.environ["MAILLAGE_BENCH"] = str(disk)
        with awake("sqlite"):
            trials = drill(disk)
    for name, good in trials:
        print(f"  {name:48} {'OK' if good else 'FAUTE'}")
    return 0 if all(good for _, good in trials) else 1


if __name__ == "__main__":
    sys.exit(main())
