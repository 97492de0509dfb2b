"""Django settings, read from the installation's data directory. The one place that knows the deployment."""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from binhyen.site import installation as _installation

PACKAGE = Path(__file__).resolve().parent.parent
DATA = _installation.data_directory()

if _installation.exists(DATA):
    INSTALLATION = _installation.load(DATA)
    SECRET_KEY = _installation.secret(DATA, "secret.key")
    CHECKPOINT_KEY = base64.b64decode(_installation.secret(DATA, "checkpoint.key"))
else:
    # No installation yet (`binhyen --help`, the type checker, the tests): a throw-away identity that is
    # never written anywhere.
    INSTALLATION = _installation.Installation(id="by-none", name="", demonstration=False)
    SECRET_KEY = secrets.token_urlsafe(50)
    CHECKPOINT_KEY = secrets.token_bytes(32)

# BINHYEN_DEBUG exists for a developer at a desk; `serve` refuses it, because a debug page shows what was typed.
DEBUG = os.environ.get("BINHYEN_DEBUG") == "1"
ALLOWED_HOSTS = list(INSTALLATION.hosts)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "binhyen.units",
    "binhyen.offices",
    "binhyen.accounts",
    "binhyen.matters",
    "binhyen.notices",
    "binhyen.movement",
    "binhyen.kinds.case",
    "binhyen.kinds.objection",
    "binhyen.kinds.order_report",
    "binhyen.kinds.recognition",
    "binhyen.kinds.sanction",
    "binhyen.kinds.clearance",
    "binhyen.kinds.street",
    "binhyen.kinds.story",
    "binhyen.kinds.task",
    "binhyen.kinds.session",
    "binhyen.kinds.tip",
    "binhyen.kinds.nomination",
    "binhyen.figures",
    "binhyen.public",
    "binhyen.desk",
    "binhyen.api",
    "binhyen.site",
    "allauth",
    "binhyen.accounts.apps.AllauthAccountConfig",
    "allauth.mfa",
]

MIDDLEWARE = [
    "binhyen.site.uploads.ReadToTheEnd",
    "binhyen.site.headers.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "binhyen.site.sessions.DeskSessions",
    "binhyen.site.sessions.DeskCsrf",
    "binhyen.site.sessions.DeskAuthentication",
    "binhyen.site.sessions.DeskAccount",
    "binhyen.accounts.gate.SecondFactorGate",
]

ROOT_URLCONF = "binhyen.site.urls"
WSGI_APPLICATION = "binhyen.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "binhyen.site.context.installation",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]


def database_of(url: str) -> dict[str, Any]:
    """Django's description of the database: "" is the embedded SQLite, else postgresql://user:pw@host:port/name."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "binhyen.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # IMMEDIATE: a transaction that will write takes the lock when it begins, so it waits its turn
                # instead of failing half-way. FULL: an acknowledged report is on disk. secure_delete: erased
                # rows are overwritten, not left in free pages.
                "transaction_mode": "IMMEDIATE",
                "timeout": 60,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                    " PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000"
                ),
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": dict(parse_qsl(parts.query)).get("host", parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {},
    }


DATABASE_URL = os.environ.get("BINHYEN_DATABASE") or INSTALLATION.database
DATABASES = {"default": database_of(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Nothing about a resident is ever put in a cache; what is cached (rate tokens) lives in this process's memory.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # Django's 300 would let a flood push out the counters that hold it back.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["binhyen.accounts.backend.PersonBackend"]
PASSWORD_HASHERS = ["binhyen.accounts.hashing.BranchHasher"]
LOGIN_URL = "desk:home"

# allauth gives the second factor and nothing else: nobody signs up, resets a password or has an e-mail here.
ACCOUNT_ADAPTER = "binhyen.accounts.second_factor.AccountAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "binhyen.accounts.second_factor.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
# A telephone's clock may be half a minute off either way.
MFA_TOTP_TOLERANCE = 1
# The security page asks to prove oneself again by itself (binhyen.accounts.security.fresh).
MFA_REAUTHENTICATION_REQUIRED = False
# Behind TLS stands one proxy of ours, which appends the address it sees; else nobody's word is taken for it.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if INSTALLATION.https else 0

SESSION_ENGINE = "binhyen.accounts.sessions"
SESSION_COOKIE_NAME = "desk"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = INSTALLATION.https
SESSION_COOKIE_AGE = 12 * 3600
CSRF_FAILURE_VIEW = "binhyen.site.errors.without_token"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = INSTALLATION.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if INSTALLATION.https else None
SECURE_CONTENT_TYPE_NOSNIFF = True

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["binhyen.site.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
# `serve` collects the static files under hashed names that browsers keep for ever; tests read them where they lie.
HASHED_STATIC = os.environ.get("BINHYEN_STATIC") == "hashed"
STATIC_ROOT = DATA / "static" if HASHED_STATIC else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "binhyen.site.static.Hashed"
        if HASHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not HASHED_STATIC
# Where they lie, a file is looked up when it is asked for: nobody waits for a walk through all of them first.
WHITENOISE_AUTOREFRESH = not HASHED_STATIC

# Sealed words, receipts and stories travel in request bodies. Nothing of a body may reach a temporary file.
FILE_UPLOAD_HANDLERS = ["binhyen.site.uploads.InMemoryWhereTaken"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
# Sealed attachments: ciphertext in files, because a row of 100 MB would have to be in memory whole.
ATTACHMENTS = DATA / "attachments"
# What erasing destroys; on another disk when the installation says so.
KEEP_MONTHS = INSTALLATION.keep_months
# Where keys lie that only notices need: of recipients, and what this installation signs as towards push services.
NOTICE_KEYS = DATA
RETENTION_KEYS = DATA / (INSTALLATION.retention or "retention/keys.sqlite3")

DEFAULT_EXCEPTION_REPORTER = "binhyen.site.errors.QuietReporter"
ADMINS: list[tuple[str, str]] = []
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"quiet": {"()": "binhyen.site.errors.QuietFilter"}},
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["quiet"], "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "INFO", "propagate": False}},
}
