"""Settings of the suite: stricter than production where that teaches, faster where it does not."""

import atexit
import os
import shutil
import tempfile

# Nothing a test writes may land in the data of whoever runs it.
_DATA = tempfile.mkdtemp(prefix="maillage-test-")
atexit.register(shutil.rmtree, _DATA, ignore_errors=True)
for _name in [name for name in os.environ if name.startswith("MAILLAGE_")]:
    del os.environ[_name]
os.environ["MAILLAGE_DATA"] = _DATA
os.environ["MAILLAGE_SECRET_KEY"] = "for-the-suite-alone-" * 3

from maillage.config.settings.base import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
