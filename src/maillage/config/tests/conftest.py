import os
import subprocess
import sys

import pytest


@pytest.fixture
def maillage(tmp_path):
    """The real command, in its own process and its own data folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAILLAGE_")}
    base = {
        **kept,
        "MAILLAGE_DATA": str(tmp_path / "var"),
        "DJANGO_SETTINGS_MODULE": "maillage.config.settings.base",
        "DATABASE_URL": "",
        "LANG": "C.UTF-8",
        "LC_ALL": "",
    }

    def run(*arguments, **changes):
        return subprocess.run(
            [sys.executable, "-m", "maillage.config", *arguments],
            env={**base, **changes},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    run.environment = base
    run.data = tmp_path / "var"
    return run
