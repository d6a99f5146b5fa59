"""How long does a workshop sheet take? The published one, in each format, here.

    python bench/read_sheet.py [SHEET]

Without a sheet, the published one beside the checkout (../shared/seeds/thematique-1.md).
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from arpent.sheets import FORMATS_OUT, read_sheet, write_sheet

SEED = Path(__file__).resolve().parents[2] / "shared" / "seeds" / "thematique-1.md"
RUNS = 7
COMMAND = "import sys; from arpent.sheets.command import main; sys.exit(main(sys.argv[1:]))"


def median(act: Callable[[], object]) -> float:
    """The median time of a few runs, in seconds, after one that warms the disk cache."""
    act()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def whole_process(path: Path) -> None:
    command = [sys.executable, "-c", COMMAND, "read", str(path), "--json"]
    subprocess.run(command, check=True, capture_output=True)


def main() -> int:
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SEED
    if not source.is_file():
        print(f"{source}: not there; give a sheet as an argument.")
        return 2
    sheet = read_sheet(source.read_bytes(), name=source.name)
    print(f"{'format':10}{'write':>9}{'read':>9}{'process':>9}{'bytes':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for kind in FORMATS_OUT:
            content = write_sheet(sheet, kind)
            line = f"{kind:10}{median(lambda: write_sheet(sheet, kind)):8.3f}s"  # noqa: B023
            if kind != "pdf":
                path = Path(folder, f"sheet.{kind}")
                path.write_bytes(content)
                line += f"{median(lambda: read_sheet(content)):8.3f}s"  # noqa: B023
                line += f"{median(lambda: whole_process(path)):8.3f}s"  # noqa: B023
            else:
                line += " " * 18
            print(f"{line}{len(content):9}")
    print(f"the file itself, whole process: {median(lambda: whole_process(source)):.3f}s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
