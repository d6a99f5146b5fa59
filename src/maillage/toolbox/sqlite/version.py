"""Which SQLite may run in WAL mode with several writers.

From 3.7.0 to 3.51.2 a checkpoint and a commit at the same moment can corrupt the database
(repaired in 3.51.3, and in the maintenance release 3.50.7).
"""


def wal_is_sound(version: tuple[int, ...]) -> bool:
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0)


def refusal(version: tuple[int, ...]) -> str:
    found = ".".join(str(part) for part in version)
    return (
        f"SQLite {found} peut corrompre une base en mode WAL ; il faut 3.51.3 au moins "
        "(ou 3.50.7). Sous Linux : pip install --upgrade pysqlite3. Ailleurs : un Python plus "
        f"récent, ou PostgreSQL par DATABASE_URL. / SQLite {found} can corrupt a WAL database; "
        "3.51.3 at least is needed."
    )
