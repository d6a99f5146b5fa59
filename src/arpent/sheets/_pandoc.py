"""Running pandoc: in its sandbox, with a bounded heap, and never longer than it is worth."""

import importlib.util
import json
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from arpent.sheets._bounds import MAX_SECONDS, PANDOC_HEAP
from arpent.sheets._errors import SheetError

API_VERSION = [1, 23, 1]

Node = dict[str, Any]


@lru_cache(maxsize=1)
def _binary() -> str:
    # Importing pypandoc costs 50 ms, for the path of one file it carries.
    found = importlib.util.find_spec("pypandoc")
    for folder in (found.submodule_search_locations or []) if found else []:
        for name in ("pandoc", "pandoc.exe"):
            carried = Path(folder, "files", name)
            if carried.is_file():
                return str(carried)
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError) as error:
        raise SheetError(
            "Le convertisseur de documents (pandoc) n'est pas installé ; prévenez la personne qui"
            " administre la plateforme."
        ) from error


class Deadline:
    """The time left for one reading or one writing, shared by its runs of pandoc."""

    def __init__(self, seconds: float = MAX_SECONDS) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        return max(0.05, self._end - time.monotonic())


def run(arguments: Sequence[str], source: bytes, deadline: Deadline) -> bytes:
    """What pandoc makes of ``source``; SheetError where it fails or takes too long."""
    # A larger nursery (-A) spares most of the collections of a run: half its time.
    limits = ["+RTS", f"-M{PANDOC_HEAP}", "-A16m", "-RTS"]
    command = [_binary(), "--sandbox", *arguments, *limits]
    # No HOME: the result must not depend on templates somebody keeps in a home folder.
    # A fixed date: the same sheet gives the same file.
    environment = {"LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": "315532800", "HOME": os.devnull}
    if "SYSTEMROOT" in os.environ:
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(source, timeout=deadline.left())
        except subprocess.TimeoutExpired as error:
            _kill(process)
            raise SheetError(
                "La lecture du document prend trop de temps ; simplifiez-le ou enregistrez-le"
                " au format .docx, puis réessayez."
            ) from error
        except BaseException:
            _kill(process)
            raise
    if process.returncode != 0:
        raise SheetError(
            "Le document est abîmé ou incomplet et n'a pas pu être lu ; ouvrez-le dans votre"
            " traitement de texte, enregistrez-le de nouveau, puis réessayez."
        )
    return output


def _kill(process: "subprocess.Popen[bytes]") -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (AttributeError, ProcessLookupError, PermissionError):
        process.kill()
    process.communicate()


def read_tree(source: bytes, pandoc_format: str, deadline: Deadline) -> tuple[Node, list[Node]]:
    """The metadata and the blocks of a document."""
    extra = ["--track-changes=all"] if pandoc_format.startswith("docx") else []
    output = run(["-f", pandoc_format, "-t", "json", *extra], source, deadline)
    tree = json.loads(output)
    return tree["meta"], tree["blocks"]


def write_tree(
    blocks: Sequence[Node],
    pandoc_format: str,
    deadline: Deadline,
    *,
    options: Sequence[str] = (),
    meta: Node | None = None,
) -> bytes:
    """A tree in one of pandoc's formats."""
    tree = {"pandoc-api-version": API_VERSION, "meta": meta or {}, "blocks": list(blocks)}
    source = json.dumps(tree, ensure_ascii=False).encode()
    arguments = ["-f", "json", "-t", pandoc_format, *options]
    if pandoc_format in {"docx", "odt"}:
        arguments += ["-o", "-"]
    return run(arguments, source, deadline)
