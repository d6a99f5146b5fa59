"""The installation: databases, key, host names. Django is awake here."""

import sqlite3
import stat
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections

from maillage.config import environment
from maillage.config.doctor.finding import Finding
from maillage.config.serving import pending_migrations
from maillage.diagnosis import analysis
from maillage.toolbox.sqlite.version import refusal, wal_is_sound

LOCAL = {"localhost", "127.0.0.1", "[::1]"}
OLDEST_POSTGRESQL = 150000


def findings(embedded: bool) -> Iterator[Finding]:
    yield secret_key()
    yield from hosts()
    yield from identity_provider()
    yield encoder()
    sound = wal_is_sound(sqlite3.sqlite_version_info)
    if embedded:
        yield sqlite_version(sound)
    if embedded and not sound:
        return
    try:
        yield from (databases() if embedded else [server()])
        waiting = migrations()
        yield waiting
        if waiting.well:
            yield from places()
    except DatabaseError as reason:
        yield Finding(
            False,
            f"Base de données : {str(reason).strip().splitlines()[0]}.",
            f"Database: {str(reason).strip().splitlines()[0]}.",
            "Vérifiez DATABASE_URL et que le serveur répond, ou les droits de MAILLAGE_DATA.",
            "Check DATABASE_URL and that the server answers, or the rights on MAILLAGE_DATA.",
        )


def secret_key() -> Finding:
    kept = settings.DATA / "secret.key"
    if environment.read("MAILLAGE_SECRET_KEY"):
        return Finding(True, "Clé de signature : donnée.", "Signing key: given.")
    private = stat.S_IMODE(kept.stat().st_mode) & 0o077 == 0
    return Finding(
        private,
        f"Clé de signature : {kept}.",
        f"Signing key: {kept}.",
        f"D’autres comptes peuvent la lire : chmod 600 {kept}",
        f"Other accounts can read it: chmod 600 {kept}",
    )


def encoder() -> Finding:
    """Optional: nothing that is public reads thousands of texts."""
    try:
        name = analysis.encoder_name()
    except analysis.ArpentError as changed:
        return Finding(
            False,
            f"Analyse de textes : {changed}",
            "Text analysis: the model is not the expected one.",
            "Réinstallez-le : make analysis",
            "Install it again: make analysis",
        )
    if name is None:
        return Finding(
            True,
            "Analyse de textes : non installée (« make analysis » l’ajoute).",
            'Text analysis: not installed ("make analysis" adds it).',
        )
    return Finding(True, f"Analyse de textes : {name}.", f"Text analysis: {name}.")


def hosts() -> Iterator[Finding]:
    named = settings.ALLOWED_HOSTS
    shown = ", ".join(named) or "-"
    public = [name for name in named if name not in LOCAL]
    if "*" in named or not named or (settings.PROXY and not public):
        yield Finding(
            False,
            f"Noms servis : {shown}.",
            f"Names served: {shown}.",
            "Donnez les noms exacts : MAILLAGE_HOSTS=concertation.exemple.fr",
            "Give the exact names: MAILLAGE_HOSTS=consultation.example.org",
        )
    else:
        yield Finding(True, f"Noms servis : {shown}.", f"Names served: {shown}.")
    if public and settings.DEBUG:
        yield Finding(
            False,
            "Les pages d’erreur détaillées sont actives sur un site public.",
            "Detailed error pages are on, on a public site.",
            "Retirez MAILLAGE_DEBUG.",
            "Remove MAILLAGE_DEBUG.",
        )
    if public and not settings.PROXY:
        yield Finding(
            False,
            "Site public sans HTTPS : aucun mandataire n’est déclaré.",
            "Public site without HTTPS: no proxy is declared.",
            "Placez un mandataire HTTPS devant, et son adresse dans MAILLAGE_BEHIND_PROXY.",
            "Put an HTTPS proxy in front, and its address in MAILLAGE_BEHIND_PROXY.",
        )


def identity_provider() -> Iterator[Finding]:
    given = [
        bool(environment.read(f"MAILLAGE_OIDC_{name}"))
        for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET")
    ]
    if any(given):
        yield Finding(
            all(given),
            "Fournisseur d’identité : " + ("réglé." if all(given) else "réglé à moitié."),
            "Identity provider: " + ("set." if all(given) else "half set."),
            "Donnez MAILLAGE_OIDC_ISSUER, MAILLAGE_OIDC_CLIENT_ID et MAILLAGE_OIDC_CLIENT_SECRET.",
            "Give MAILLAGE_OIDC_ISSUER, MAILLAGE_OIDC_CLIENT_ID and MAILLAGE_OIDC_CLIENT_SECRET.",
        )


def sqlite_version(sound: bool) -> Finding:
    found = sqlite3.sqlite_version
    told = refusal(sqlite3.sqlite_version_info)
    return Finding(sound, f"SQLite {found}.", f"SQLite {found}.", told, told)


def databases() -> Iterator[Finding]:
    for alias, least in (("default", 2), ("second", 1)):
        connection: Any = connections[alias]
        name = connection.settings_dict["NAME"].name
        with connection.cursor() as cursor:
            mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
            synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
        yield Finding(
            mode == "wal" and synchronous >= least,
            f"{name} : journal {mode}, synchronous {('OFF', 'NORMAL', 'FULL')[synchronous]}.",
            f"{name}: journal {mode}, synchronous {('OFF', 'NORMAL', 'FULL')[synchronous]}.",
            "Le disque refuse le mode WAL : placez MAILLAGE_DATA sur un disque local.",
            "The disk refuses WAL mode: put MAILLAGE_DATA on a local disk.",
        )


def server() -> Finding:
    connection: Any = connections["default"]
    connection.ensure_connection()
    number = connection.pg_version
    shown = f"PostgreSQL {number // 10000}.{number % 10000}"
    return Finding(
        number >= OLDEST_POSTGRESQL,
        f"{shown}.",
        f"{shown}.",
        "Il faut PostgreSQL 15 au moins.",
        "PostgreSQL 15 at least is needed.",
    )


def migrations() -> Finding:
    waiting = len(pending_migrations())
    return Finding(
        waiting == 0,
        f"Migrations en attente : {waiting}.",
        f"Pending migrations: {waiting}.",
        "maillage migrate (demo et serve le font au démarrage).",
        "maillage migrate (demo and serve do it at start).",
    )


def places() -> Iterator[Finding]:
    """Not faults: people may still say where in their own words. But none is found by its name."""
    from maillage.territory.models import Postcode, School, Territory

    for model, french, english in (
        (Territory, "Territoires", "Territories"),
        (School, "Établissements", "Schools"),
        (Postcode, "Codes postaux", "Postcodes"),
    ):
        held = model.objects.count()
        how = "maillage territory load FICHIER.csv (docs/rooms/territory.md)"
        yield Finding(
            True,
            f"{french} : {held}." + (f" Pour en charger : {how}" if not held else ""),
            f"{english}: {held}." + (f" To load some: {how}" if not held else ""),
        )
