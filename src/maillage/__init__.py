"""Maillage: public consultations that end in something done.

This module runs before anything else of ours, hence before Django: here SQLite is chosen.
"""

import contextlib
import sys

if sys.platform == "linux":
    # Debian 12 ships SQLite 3.40. From 3.7.0 to 3.51.2 two connections that checkpoint and commit
    # at the same moment can corrupt a WAL database. The wheel carries a repaired version; where it
    # is absent, the standard module stays and the system check `toolbox.E001` judges it.
    with contextlib.suppress(ImportError):
        import pysqlite3

        sys.modules["sqlite3"] = pysqlite3
        sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
