"""Settings of the suite: stricter than production where that teaches, faster where it does not."""

import atexit
import os
import shutil
import tempfile

# Nothing a test writes may land in the data of whoever runs it, and no test depends on their shell.
_DATA = tempfile.mkdtemp(prefix="maillage-test-")
atexit.register(shutil.rmtree, _DATA, ignore_errors=True)
for _name in [name for name in os.environ if name.startswith("MAILLAGE_")]:
    del os.environ[_name]
os.environ["MAILLAGE_DATA"] = _DATA
os.environ["MAILLAGE_SECRET_KEY"] = "for-the-suite-alone-" * 3

from maillage.config.settings.base import *  # noqa: E402, F403
from maillage.config.settings.base import DATABASES, STATIC_ROOT, STORAGES, TEMPLATES  # noqa: E402


class Undefined(str):
    """What a template gets for a name nobody gave it: the test fails instead of showing a hole."""

    def __contains__(self, text: object) -> bool:
        return text == "%s"

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"undefined in a template: {name}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("undefined")

# One database on both sides, so that a test counts the same queries on both. What the embedded
# installation does with its second file is tested by running the real command.
DATABASES.pop("second", None)
if "postgresql" in DATABASES["default"]["ENGINE"]:
    # Two runs on one server do not meet.
    DATABASES["default"]["TEST"] = {"NAME": f"test_maillage_{os.getpid()}"}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Factories write without an action, hence without the entry that makes a kept page stale.
    "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    "minute": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
# The files as they are in the rooms: nothing to collect before a test.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT.mkdir()

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SENDS_MAIL = True
