import os
import shutil
import subprocess
import sys

import pytest


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
    """Migrated once for the whole session: it takes as long as all the rest."""
    made = Maillage(tmp_path_factory.mktemp("prepared") / "var")
    found = made("migrate", "--verbosity", "0")
    assert found.returncode == 0, found.stderr
    return made.data


@pytest.fixture
def migrated(maillage, prepared):
    """The same, on databases that are up to date."""
    shutil.copytree(prepared, maillage.data)
    maillage.data.chmod(0o700)
    return maillage
