"""Django settings of every installation. What varies comes from maillage.config.environment."""

from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import UUID

from maillage.config import environment, navigation

environment.check_all()


def _origin(address: str) -> str:
    return "/".join(address.split("/")[:3])


PACKAGE = Path(__file__).resolve().parents[2]
DATA: Path = environment.read("MAILLAGE_DATA")
VERSION = version("maillage")
CONTROLLER: str = environment.read("MAILLAGE_CONTROLLER")
DPO_CONTACT: str = environment.read("MAILLAGE_DPO_CONTACT")
SITE_NAME: str = environment.read("MAILLAGE_SITE_NAME")
DEMO: bool = environment.read("MAILLAGE_DEMO")
# What one person of the fiction said, whose receipt is shown to whoever tries the site.
DEMO_VOICE = UUID("f7564615-cb36-57e7-920c-24c01a6c753f")

DEBUG: bool = environment.read("MAILLAGE_DEBUG")
SECRET_KEY = environment.kept_secret_key(DATA)
ALLOWED_HOSTS: list[str] = environment.read("MAILLAGE_HOSTS")
# A declared proxy is the one that speaks HTTPS: cookies and headers follow from that single fact.
PROXY: str = environment.read("MAILLAGE_BEHIND_PROXY")

# --- rooms, upstream first: each reads those above it (tests/house keeps the four orders equal)
ROOMS = [
    "maillage.toolbox",
    "maillage.audit",
    "maillage.territory",
    "maillage.accounts",
    "maillage.team",
    "maillage.voices",
    "maillage.testimony",
    "maillage.exchange",
    "maillage.moderation",
    "maillage.diagnosis",
    "maillage.sorting",
    "maillage.silence",
    "maillage.projections",
    "maillage.plan",
    "maillage.followup",
    "maillage.scenarios",
    "maillage.atlas",
    "maillage.synthesis",
    "maillage.privacy",
    "maillage.portal",
    "maillage.demo",
]
INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    # Second factors (docs/adr/0016-a-second-factor-before-the-session.md).
    "maillage.accounts.apps.AllauthAccountConfig",
    "allauth.mfa",
]
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Outside what keeps pages: the language is part of what is kept.
    "maillage.toolbox.language.LanguageMiddleware",
    # Outside compression: what is kept is what is sent.
    "maillage.portal.middleware.PublishedPages",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "maillage.accounts.middleware.NothingKept",
    # Closed by default: a public view says so with @login_not_required.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "maillage.toolbox.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "maillage.config.urls"
LOGIN_URL = "/compte/connexion/"
LOGOUT_URL = "/compte/deconnexion/"
ACCOUNT_URL = "/compte/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
SPEAK_URL = "/temoigner/"
SEARCH_URL = "/retours/"
STAGES = navigation.STAGES
FOOTER_LINKS = navigation.FOOTER_LINKS

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "maillage.toolbox.context.page",
            ],
        },
    }
]

# --- databases (docs/adr/0002-embedded-sqlite.md)
DATABASES: dict[str, dict[str, Any]] = {}
_server: dict[str, Any] | None = environment.read("DATABASE_URL")
if _server is not None:
    _server.setdefault("OPTIONS", {})["options"] = (
        "-c lock_timeout=2s -c statement_timeout=15s -c idle_in_transaction_session_timeout=30s"
    )
    DATABASES["default"] = _server
else:
    _embedded = {"ENGINE": "maillage.toolbox.sqlite", "CONN_MAX_AGE": None}
    DATABASES["default"] = {**_embedded, "NAME": DATA / "db.sqlite3"}
    DATABASES["second"] = {
        **_embedded,
        "NAME": DATA / "second.sqlite3",
        # A power cut may cost the last sessions, never a contribution.
        "OPTIONS": {"synchronous": "NORMAL", "rank": 1},
    }
DATABASE_ROUTERS = ["maillage.toolbox.router.SecondDatabaseRouter"]
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # The lists that everyone reads, as they were last sent: some 5 kB each, in each process.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 1_000},
    },
    # What a whole school asks in the same minute: a place by its name, the themes.
    "minute": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "minute",
        "TIMEOUT": 60,
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    },
}

# --- people
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        # Letters are compared whatever their order: below, a few words resemble a name by chance.
        "OPTIONS": {"user_attributes": ("name", "email"), "max_similarity": 0.85},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 30 * 60
# Second factors: allauth's models and algorithms, our own pages.
MFA_ADAPTER = "maillage.accounts.adapter.Adapter"
MFA_TOTP_TOLERANCE = 1  # a telephone late or early by half a minute
MFA_RECOVERY_CODE_DIGITS = 12
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]

# An identity provider: there is one when all three are given.
_oidc = {
    name: environment.read(f"MAILLAGE_OIDC_{name.upper()}")
    for name in ("issuer", "client_id", "client_secret", "algorithm", "name")
}
OIDC: dict[str, str] | None = _oidc if all(_oidc.values()) else None

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
# The cookie first: a visitor without an account costs no row.
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"

# --- what a browser may do with our pages
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        # Signing out leads to the provider's own door.
        "form-action": ["'self'", *([_origin(OIDC["issuer"])] if OIDC else [])],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if PROXY:
    # The server believes its headers alone (maillage.config.serving): is_secure() is then true.
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

# --- mail: offered and sent only where a server is named
_mail: dict[str, Any] | None = environment.read("MAILLAGE_MAIL")
SENDS_MAIL = _mail is not None
globals().update(_mail or {})
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL: str = (
    environment.read("MAILLAGE_MAIL_FROM") or f"ne-pas-repondre@{ALLOWED_HOSTS[0]}"
)

# --- language and time
LANGUAGE_CODE: str = environment.read("MAILLAGE_LANGUAGE")
# Each in its own words: whoever looks for theirs does not read ours.
LANGUAGES = [
    ("fr", "Français"),
    ("en", "English"),
    ("ar", "العربية"),
    ("tr", "Türkçe"),
    ("pt", "Português"),
    ("uk", "Українська"),
    ("fr-x-facile", "Facile à lire"),
]
STAFF_LANGUAGES = ("fr", "en")
# What whoever speaks may meet: written in all of them. Elsewhere, in those of staff.
PUBLIC_PAGES = ("/", "/accessibilite/", "/confidentialite/")
PUBLIC_FORMS = (
    "/temoigner/",
    "/retours/",
    "/ma-parole/",
    "/moderation/signaler/",
    "/confidentialite/mes-donnees/",
)
LANGUAGE_COOKIE_NAME = "langue"
# Cookies that say nothing of who reads a list: a page kept for everyone is theirs too.
COOKIES_OF_ANYONE = (LANGUAGE_COOKIE_NAME, "moi-aussi")
FORMAT_MODULE_PATH = ["maillage.config.formats"]
TIME_ZONE: str = environment.read("MAILLAGE_TIME_ZONE")
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [PACKAGE / "config" / "locale"]

# --- files
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Hashed names, compressed once at start (maillage.config.serving): a browser keeps them a year.
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- the technical journal: on the standard error, kept by whoever runs the service
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "maillage.toolbox.redaction.RedactedFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": environment.read("MAILLAGE_LOG_LEVEL")},
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}
