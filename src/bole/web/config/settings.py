"""Settings, all from the environment (docs/deploy.md); secure unless told otherwise.

Everything the application keeps lies in one folder, `BOLE_DATA`: the embedded database, the
delivered facts, results and attachments, and the secret key made at first start.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from bole.web.config import environment
from bole.web.config.secrets import secret_key

BASE_DIR = Path(__file__).resolve().parents[1]
DATA_DIR = Path(environment.given("BOLE_DATA", "bole-data")).resolve()

DEBUG = environment.flag("BOLE_DEBUG")
BOLE_DEMO = (DATA_DIR / "demo.json").is_file()
"""A demo bank: the sign-in page lists its people, and a public notice can be let run out."""
SECRET_KEY = secret_key(DATA_DIR)
ALLOWED_HOSTS = environment.hosts("BOLE_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.origins("BOLE_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "bole.web.base",
    "bole.web.people",
    "bole.web.audit",
    "bole.web.common",
    "bole.web.organisation",
    "bole.web.accounts",
    "bole.web.auditing",
    "bole.web.policies",
    "bole.web.facts",
    "bole.web.cycles",
    "bole.web.results",
    "bole.web.api",
]

MIDDLEWARE = [
    "bole.web.config.health.answer_health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "bole.web.people.sessions.SessionLimitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "bole.web.base.submitting.SubmittingOnlyMiddleware",
    "bole.web.people.access.AccessMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "bole.web.config.urls"
WSGI_APPLICATION = "bole.web.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "base" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bole.web.common.context.everywhere",
            ],
        },
    }
]

DATABASES = {"default": environment.database("DATABASE_URL", f"sqlite:///{DATA_DIR / 'bole.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL lets readers go on while one writes; IMMEDIATE takes the writer's place at the start of a
    # transaction, so that a guard and its write cannot be split by another writer; FULL so that what
    # was committed is on the disk.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

PASSWORD_PROFILE = environment.one_of("BOLE_PASSWORD_PROFILE", "level3", ("level3", "asvs"))
"""`level3`: complexity and change every 90 days (China's level-3 protection); `asvs`: length and a
list of leaked passwords (OWASP ASVS 5)."""

_VALIDATORS = "bole.web.people.passwords"
PASSWORD_PROFILES: dict[str, list[dict[str, object]]] = {
    "level3": [
        {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
        {
            "NAME": f"{_VALIDATORS}.MinimumLengthValidator",
            "OPTIONS": {"min_length": 10},
        },
        {"NAME": f"{_VALIDATORS}.ComplexityValidator"},
    ],
    "asvs": [
        {
            "NAME": f"{_VALIDATORS}.MinimumLengthValidator",
            "OPTIONS": {"min_length": 15},
        },
        {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
        {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    ],
}
AUTH_PASSWORD_VALIDATORS = PASSWORD_PROFILES[PASSWORD_PROFILE]
PASSWORD_CHANGE_DAYS = 90 if PASSWORD_PROFILE == "level3" else None  # noqa: S105 - a profile, not a password

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_VERBOSE = False
PROXIES = environment.whole_number("BOLE_PROXIES", 0, least=0)
"""How many reverse proxies of our own stand before the application (`config.proxies`)."""

SESSION_IDLE_SECONDS = environment.whole_number("BOLE_IDLE_MINUTES", 30, least=1) * 60
SESSION_ABSOLUTE_SECONDS = environment.whole_number("BOLE_SESSION_HOURS", 10, least=1) * 3600
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

HTTPS = environment.flag("BOLE_HTTPS")
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("BOLE_BEHIND_PROXY") else None
)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF, "'unsafe-inline'"],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("中文")), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = environment.time_zone("BOLE_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [DATA_DIR / "assets"]
"""Static files that are made at start; the installed package may not be writable."""
SILENCED_SYSTEM_CHECKS = ["staticfiles.W004"]  # the folder above is made at start
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

FACTS_UPLOAD_LIMIT = environment.whole_number("BOLE_UPLOAD_MB", 2048, least=1) * 1024 * 1024
FACTS_FOLDERS = [Path(entry) for entry in environment.listed("BOLE_FACTS_FOLDERS")]
"""Folders on the server from which facts may be loaded; nothing outside them is ever read."""

LOG_LEVEL = environment.one_of("BOLE_LOG", "WARNING", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"unknown_host": {"()": "bole.web.config.logs.UnknownHost"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["unknown_host"]}
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
