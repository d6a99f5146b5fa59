"""The machine: what is installed, and the disk where the data live."""

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from maillage.config.doctor.finding import Finding

# File locks there are absent or approximate: SQLite's documentation forbids them.
NETWORK = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "davfs",
    "fuse.sshfs", "fuse.glusterfs", "fuse.ceph", "fuse.davfs", "fuse.rclone", "fuse.s3fs",
}  # fmt: skip
LEAST_FREE = 500 * 1024 * 1024
SLOW_MS = 20.0
SYNCS = 100


def tools() -> Iterator[Finding]:
    for name, package, use in (
        ("pandoc", "pypandoc_binary", ("les fiches d’atelier", "workshop sheets")),
        ("typst", "typst", ("les PDF", "PDF files")),
    ):
        found = pandoc_version() if name == "pandoc" else package_version(package)
        yield Finding(
            found != "",
            f"{name} {found or 'absent'} ({use[0]}).",
            f"{name} {found or 'absent'} ({use[1]}).",
            f"pip install {package}",
            f"pip install {package}",
        )


def package_version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def pandoc_version() -> str:
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_version())
    except (ImportError, OSError):
        return ""


def existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there already."""
    while not folder.exists():
        folder = folder.parent
    return folder


def rights(data: Path) -> Finding:
    if not os.access(existing(data), os.W_OK | os.X_OK):
        return Finding(
            False,
            f"Dossier des données {data} : écriture refusée.",
            f"Data folder {data}: not writable.",
            f"Donnez-le au compte qui lance la plateforme : chown -R $USER {data}",
            f"Give it to the account that runs the platform: chown -R $USER {data}",
        )
    open_to_others = data.exists() and stat.S_IMODE(data.stat().st_mode) & 0o007
    return Finding(
        not open_to_others,
        f"Dossier des données {data}.",
        f"Data folder {data}.",
        f"D’autres comptes de la machine peuvent le lire : chmod 750 {data}",
        f"Other accounts of this machine can read it: chmod 750 {data}",
    )


def free_space(data: Path) -> Finding:
    free = shutil.disk_usage(existing(data)).free
    shown = f"{free / 1024**3:.1f}"
    return Finding(
        free >= LEAST_FREE,
        f"Place libre : {shown.replace('.', ',')} Gio.",
        f"Free space: {shown} GiB.",
        "Libérez-en : au-dessous de 0,5 Gio, les écritures peuvent être refusées.",
        "Free some: below 0.5 GiB writes may be refused.",
    )


def mounted(folder: Path, mounts: str) -> tuple[str, str]:
    """(mount point, file system) that holds a folder, from the text of /proc/mounts."""
    best = ("", "")
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        # A later mount on the same point hides the one before.
        if folder.is_relative_to(point) and len(point) >= len(best[0]):
            best = (point, fields[2])
    return best


def network_disk(data: Path, mounts: str | None = None) -> Finding:
    if mounts is None:
        table = Path("/proc/mounts")
        mounts = table.read_text() if table.exists() else ""
    _, kind = mounted(existing(data).resolve(), mounts)
    return Finding(
        kind not in NETWORK,
        f"Disque de la base : {kind or 'inconnu'}.",
        f"Disk of the database: {kind or 'unknown'}.",
        "La base embarquée ne peut vivre sur un disque réseau : MAILLAGE_DATA sur un disque local, "
        "ou PostgreSQL par DATABASE_URL.",
        "The embedded database cannot live on a network disk: MAILLAGE_DATA on a local disk, "
        "or PostgreSQL through DATABASE_URL.",
    )


def sync_times(folder: Path, count: int = SYNCS) -> list[float]:
    """Milliseconds that a 4 KiB write takes to be on the disk, sorted."""
    times = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(count):
            file.write(b"\0" * 4096)
            file.flush()
            before = time.perf_counter()
            getattr(os, "fdatasync", os.fsync)(file.fileno())
            times.append((time.perf_counter() - before) * 1000)
    return sorted(times)


def disk(data: Path) -> Finding:
    try:
        times = sync_times(existing(data))
    except OSError as reason:
        return Finding(
            False,
            f"Disque : écriture impossible ({reason.strerror}).",
            f"Disk: cannot write ({reason.strerror}).",
            "Vérifiez qu’il n’est ni plein ni en lecture seule.",
            "Check that it is neither full nor read-only.",
        )
    middle, worst = times[len(times) // 2], times[int(len(times) * 0.99)]
    shown = f"p50 {middle:.2f} ms, p99 {worst:.2f} ms"
    return Finding(
        middle <= SLOW_MS,
        f"Écriture durable (fdatasync) : {shown.replace('.', ',')}.",
        f"Durable write (fdatasync): {shown}.",
        "Ce disque tient moins de 50 contributions par seconde : préférez un disque local.",
        "This disk holds fewer than 50 contributions a second: prefer a local disk.",
    )
