"""Every setting that comes from the environment: declared once, refused loudly when wrong.

`maillage doctor` lists them and docs/running.md is tested against this registry.
"""

import os
import zoneinfo
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

PREFIX = "MAILLAGE_"
LANGUAGES = ("fr", "en")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class BadSetting(ImproperlyConfigured):
    """A setting has a value that cannot be meant."""

    def __init__(self, setting: "Setting", reason: str) -> None:
        self.reason = reason
        shown = "(secret)" if setting.secret else repr(setting.raw)
        super().__init__(
            f"{setting.name} = {shown} : valeur refusée ({reason}). Attendu : {setting.french}.\n"
            f"{setting.name} = {shown}: refused ({reason}). Expected: {setting.english}."
        )


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    parse: Callable[[str], Any]
    french: str
    english: str
    secret: bool = False

    @property
    def origin(self) -> str:
        return "environment" if self.name in os.environ else "default"

    @property
    def raw(self) -> str:
        return os.environ.get(self.name, self.default).strip()

    @property
    def shown(self) -> str:
        """The value as it may be printed."""
        return "••••" if self.secret and self.raw else self.raw

    def value(self) -> Any:
        try:
            return self.parse(self.raw)
        except ValueError as reason:
            raise BadSetting(self, str(reason)) from None


def text(raw: str) -> str:
    return raw


def switch(raw: str) -> bool:
    if raw.lower() in {"1", "true", "yes", "oui", "on"}:
        return True
    if raw.lower() in {"", "0", "false", "no", "non", "off"}:
        return False
    raise ValueError("oui | non")


def names(raw: str) -> list[str]:
    found = [name.strip() for name in raw.split(",") if name.strip()]
    if any("/" in name or " " in name for name in found):
        raise ValueError("a.example.fr,b.example.fr")
    return found


def one_of(choices: Iterable[str]) -> Callable[[str], str]:
    allowed = tuple(choices)

    def parse(raw: str) -> str:
        if raw not in allowed:
            raise ValueError(" | ".join(allowed))
        return raw

    return parse


def whole_number(low: int, high: int) -> Callable[[str], int]:
    def parse(raw: str) -> int:
        if not raw.isascii() or not raw.isdigit() or not low <= int(raw) <= high:
            raise ValueError(f"{low}-{high}")
        return int(raw)

    return parse


def zone(raw: str) -> str:
    if raw not in zoneinfo.available_timezones():
        raise ValueError("Europe/Paris, Indian/Reunion…")
    return raw


def secret_key(raw: str) -> str:
    if raw and len(raw) < 40:
        raise ValueError(">= 40")
    return raw


def issuer(raw: str) -> str:
    parts = urlsplit(raw)
    here = parts.hostname in {"127.0.0.1", "localhost"}
    if raw and not (
        parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and here))
    ):
        raise ValueError("https://…")
    return raw


MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail(raw: str) -> dict[str, Any] | None:
    """Nothing means that this site sends no mail; it works without."""
    if not raw:
        return None
    try:
        parts = urlsplit(raw)
        port = parts.port or MAIL_PORTS[parts.scheme]
        host = parts.hostname or ""
    except (ValueError, KeyError):  # the reason would repeat the password
        host = ""
    if not host:
        raise ValueError("smtp+tls://user:password@host:587")
    return {
        "EMAIL_HOST": host,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }


def database(raw: str) -> dict[str, Any] | None:
    """Nothing means the embedded database; only PostgreSQL is known beside it."""
    if not raw:
        return None
    try:
        found = dict(dj_database_url.parse(raw, conn_max_age=60, conn_health_checks=True))
    except (ValueError, KeyError):  # the message of the library would repeat the password
        found = {}
    if found.get("ENGINE") != "django.db.backends.postgresql" or not found.get("NAME"):
        raise ValueError("postgresql://user:password@host:5432/name")
    return found


REGISTRY: tuple[Setting, ...] = (
    Setting(
        "MAILLAGE_DATA",
        "var",
        lambda raw: Path(raw).expanduser().absolute(),
        "dossier qui contient tout ce que la plateforme écrit",
        "folder that holds everything the platform writes",
    ),
    Setting(
        "DATABASE_URL",
        "",
        database,
        "adresse d’une base PostgreSQL ; vide : base embarquée dans MAILLAGE_DATA",
        "address of a PostgreSQL database; empty: embedded database in MAILLAGE_DATA",
        secret=True,
    ),
    Setting(
        "MAILLAGE_SECRET_KEY",
        "",
        secret_key,
        "clé de signature, 40 caractères au moins ; vide : tirée au premier démarrage et gardée "
        "dans MAILLAGE_DATA/secret.key (à partager entre serveurs)",
        "signing key, at least 40 characters; empty: drawn at first start and kept in "
        "MAILLAGE_DATA/secret.key (to be shared between servers)",
        secret=True,
    ),
    Setting(
        "MAILLAGE_HOSTS",
        "localhost,127.0.0.1,[::1]",
        names,
        "noms de machine servis, séparés par des virgules",
        "host names served, separated by commas",
    ),
    Setting(
        "MAILLAGE_BEHIND_PROXY",
        "",
        text,
        "adresse IP du mandataire HTTPS ; vide : aucun, et ses en-têtes sont ignorés",
        "IP address of the HTTPS proxy; empty: none, and its headers are ignored",
    ),
    Setting(
        "MAILLAGE_MAIL",
        "",
        mail,
        "serveur qui envoie les courriels, smtp+tls://nom:mot-de-passe@serveur:587, smtps:// ou "
        "smtp:// ; vide : aucun courriel n’est proposé ni envoyé",
        "server that sends e-mails, smtp+tls://user:password@host:587, smtps:// or smtp://; "
        "empty: no e-mail is offered or sent",
        secret=True,
    ),
    Setting(
        "MAILLAGE_MAIL_FROM",
        "",
        text,
        "adresse de l’expéditeur des courriels ; vide : ne-pas-repondre@ suivi du premier de "
        "MAILLAGE_HOSTS",
        "address that e-mails come from; empty: ne-pas-repondre@ and the first of MAILLAGE_HOSTS",
    ),
    Setting(
        "MAILLAGE_OIDC_ISSUER",
        "",
        issuer,
        "fournisseur d’identité (ProConnect), https://… ; vide : aucun",
        "identity provider (ProConnect), https://…; empty: none",
    ),
    Setting(
        "MAILLAGE_OIDC_CLIENT_ID",
        "",
        text,
        "nom de ce site chez le fournisseur d’identité",
        "name of this site at the identity provider",
    ),
    Setting(
        "MAILLAGE_OIDC_CLIENT_SECRET",
        "",
        text,
        "secret de ce site chez le fournisseur d’identité",
        "secret of this site at the identity provider",
        secret=True,
    ),
    Setting(
        "MAILLAGE_OIDC_ALGORITHM",
        "RS256",
        one_of(("RS256", "ES256")),
        "signature du fournisseur d’identité : RS256 ou ES256",
        "signature of the identity provider: RS256 or ES256",
    ),
    Setting(
        "MAILLAGE_OIDC_NAME",
        "ProConnect",
        text,
        "nom du fournisseur d’identité, sur la page de connexion",
        "name of the identity provider, on the sign-in page",
    ),
    Setting(
        "MAILLAGE_SITE_NAME",
        "Maillage",
        text,
        "nom du site, dans l’en-tête et les titres",
        "name of the site, in the header and the titles",
    ),
    Setting(
        "MAILLAGE_CONTROLLER",
        "",
        text,
        "qui répond de ce qui est gardé ici, nom et adresse, sur la page de confidentialité",
        "who answers for what is kept here, name and address, on the privacy page",
    ),
    Setting(
        "MAILLAGE_DPO_CONTACT",
        "",
        text,
        "comment joindre le délégué à la protection des données",
        "how to reach the data-protection officer",
    ),
    Setting(
        "MAILLAGE_LANGUAGE",
        "fr",
        one_of(LANGUAGES),
        "langue de l’interface : fr ou en",
        "language of the interface: fr or en",
    ),
    Setting(
        "MAILLAGE_TIME_ZONE",
        "Europe/Paris",
        zone,
        "fuseau horaire des dates affichées",
        "time zone of the dates shown",
    ),
    Setting(
        "MAILLAGE_DEMO",
        "non",
        switch,
        "oui : bandeau de démonstration et comptes d’essai (posé par maillage demo)",
        "yes: demonstration banner and trial accounts (set by maillage demo)",
    ),
    Setting(
        "MAILLAGE_DEBUG",
        "non",
        switch,
        "oui : pages d’erreur détaillées, jamais en public",
        "yes: detailed error pages, never in public",
    ),
    Setting(
        "MAILLAGE_LOG_LEVEL",
        "INFO",
        one_of(LOG_LEVELS),
        "finesse du journal technique : DEBUG, INFO, WARNING ou ERROR",
        "detail of the technical log: DEBUG, INFO, WARNING or ERROR",
    ),
    Setting(
        "MAILLAGE_THREADS",
        "8",
        whole_number(1, 64),
        "fils d’exécution de chaque processus du serveur",
        "threads of each process of the server",
    ),
    Setting(
        "MAILLAGE_PROCESSES",
        "2",
        whole_number(1, 16),
        "processus du serveur, un par cœur : deux écrivent 300 contributions par seconde",
        "processes of the server, one a core: two write 300 contributions a second",
    ),
)

_BY_NAME = {setting.name: setting for setting in REGISTRY}


def read(name: str) -> Any:
    return _BY_NAME[name].value()


def check_all() -> None:
    """A wrong value stops the start, not the first page that would need it."""
    for setting in REGISTRY:
        setting.value()


def strangers() -> list[str]:
    """Names that look like ours and are not: a misspelt setting is silent otherwise."""
    return sorted(name for name in os.environ if name.startswith(PREFIX) and name not in _BY_NAME)


def kept_secret_key(data: Path) -> str:
    """The signing key: the one given, else the one in the data folder, drawn on first use."""
    given: str = read("MAILLAGE_SECRET_KEY")
    if given:
        return given
    path = data / "secret.key"
    # What people said is not for the other accounts of the machine.
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Two processes may start together: only one creates the file, under a name nobody reads, then
    # links it into place whole; the other finds it there.
    draft = data / f".secret.{os.getpid()}"
    if not path.exists():
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(get_random_secret_key())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
