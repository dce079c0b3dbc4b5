"""Settings. Everything that differs between installations comes from the environment.

RESILIENCE_HOME             folder of the database, the evidence and the key (default ./home)
RESILIENCE_DEMONSTRATION    show screening results under the synthetic demonstration's banner
RESILIENCE_HOLD_PERCENT     by how much a national total may move in a year before a release is
                            held for a person (default 10)
RESILIENCE_ALLOWED_HOSTS    names under which the site is served; naming one means a deployment
RESILIENCE_HTTPS            whether it is reached by HTTPS (default: yes for a deployment)
RESILIENCE_STATIC_ROOT      where `collectstatic` puts hashed files; without it none are needed
RESILIENCE_SECRET_KEY       default: made once and kept in the home
RESILIENCE_LOG_LEVEL        default INFO
RESILIENCE_DEBUG            default off
DATABASE_URL                default: SQLite in the home; postgresql://… moves it
"""

from __future__ import annotations

from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from jinja2 import ChainableUndefined, FileSystemBytecodeCache

from resilience.site.home import TEMPLATE_CACHE, open_home, secret_key, share
from resilience.site.logs import logging_settings

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent.parent

RESILIENCE_HOME = open_home(Path(env.str("RESILIENCE_HOME", default="home")).resolve())
DEMONSTRATION = env.bool(
    "RESILIENCE_DEMONSTRATION", default=(RESILIENCE_HOME / "DEMONSTRATION").exists()
)

HOLD_SHARE = share("RESILIENCE_HOLD_PERCENT", env.str("RESILIENCE_HOLD_PERCENT", default="10"))

# --- where and how it is served
DEBUG = env.bool("RESILIENCE_DEBUG", default=False)
SECRET_KEY = env.str("RESILIENCE_SECRET_KEY", default="") or secret_key(RESILIENCE_HOME)
HERE_ONLY = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.list("RESILIENCE_ALLOWED_HOSTS", default=HERE_ONLY)
HTTPS = env.bool("RESILIENCE_HTTPS", default=ALLOWED_HOSTS != HERE_ONLY)
ROOT_URLCONF = "resilience.site.urls"
WSGI_APPLICATION = "resilience.site.wsgi.application"

# --- rooms
INSTALLED_APPS = [
    "resilience.site",  # before staticfiles, whose runserver it replaces
    "resilience.audit",
    "resilience.look",
    "resilience.organisations",
    "resilience.profiles",
    "resilience.accounts",
    "resilience.screening",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_structlog",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "resilience.site.logs.RequestLog",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "resilience.accounts.middleware.reader_of_the_page",
    "resilience.audit.origin.origin_of_the_request",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

# --- database
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{RESILIENCE_HOME / 'db.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for a writer; a writer takes its turn at the start, never half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# --- pages
FORM_RENDERER = "resilience.look.forms.NhsForms"
ROOMS_WITH_PAGES = ["site", "screening", "accounts", "profiles", "organisations", "look"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / room / "templates" for room in ROOMS_WITH_PAGES],
        "OPTIONS": {
            "environment": "resilience.look.jinja.environment",
            "context_processors": ["resilience.site.navigation.navigation"],
            "autoescape": True,
            "undefined": ChainableUndefined,  # the NHS macros read attributes nobody passed
            "bytecode_cache": FileSystemBytecodeCache(str(RESILIENCE_HOME / TEMPLATE_CACHE)),
            "auto_reload": DEBUG,
        },
    }
]
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

# --- static files, served by WhiteNoise straight from the rooms unless they were collected
STATIC_URL = "static/"
STATIC_ROOT = env.str("RESILIENCE_STATIC_ROOT", default="") or None
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_ROOT
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
}

# --- people
AUTH_USER_MODEL = "accounts.User"

# --- security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],  # the icons inside the NHS stylesheet
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # the rest of the domain is not ours
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# --- logs
LOGGING = logging_settings(env.str("RESILIENCE_LOG_LEVEL", default="INFO"))
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
