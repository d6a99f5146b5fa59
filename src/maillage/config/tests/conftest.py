import os
import shutil
import subprocess
import sys

import pytest
from tests.once import made_once

GATHER = "from maillage.config.serving import collect_static; collect_static()"


class Maillage:
    """The real command, in its own process and its own data folder."""

    def __init__(self, data):
        self.data = data
        kept = {name: value for name, value in os.environ.items() if "MAILLAGE_" not in name}
        self.environment = {
            **kept,
            "MAILLAGE_DATA": str(data),
            "DJANGO_SETTINGS_MODULE": "maillage.config.settings.base",
            "DATABASE_URL": "",
            "LANG": "C.UTF-8",
            "LC_ALL": "",
        }

    def __call__(self, *arguments, **changes):
        return subprocess.run(
            [sys.executable, "-m", "maillage.config", *arguments],
            env={**self.environment, **changes},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )


@pytest.fixture
def maillage(tmp_path):
    return Maillage(tmp_path / "var")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """Migrated and its static files gathered, once for all: it takes as long as all the rest."""

    def make(folder):
        made = Maillage(folder / "var")
        for arguments in ("migrate", "--verbosity", "0"), ("shell", "-c", GATHER):
            found = made(*arguments)
            assert found.returncode == 0, found.stderr

    return made_once(tmp_path_factory, "prepared", make) / "var"


@pytest.fixture
def migrated(maillage, prepared):
    """The same, on databases that are up to date."""
    shutil.copytree(prepared, maillage.data)
    maillage.data.chmod(0o700)
    return maillage
