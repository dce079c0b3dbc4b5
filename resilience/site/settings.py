"""Settings. Everything that differs between installations comes from the environment.

RESILIENCE_HOME             folder of the database, the evidence and the key (default ./home)
RESILIENCE_DEMONSTRATION    show screening results under the synthetic demonstration's banner
RESILIENCE_HOLD_PERCENT     by how much a national total may move in a year before a release is
                            held for a person (default 10)
RESILIENCE_AUDIT_HEADS      folder where the heads of the sealed record are published, best on
                            another machine (default: audit/ in the home)
RESILIENCE_ALLOWED_HOSTS    names under which the site is served; naming one means a deployment
RESILIENCE_HTTPS            whether it is reached by HTTPS (default: yes for a deployment)
RESILIENCE_STATIC_ROOT      where `collectstatic` puts hashed files; without it none are needed
RESILIENCE_SECRET_KEY       default: made once and kept in the home
RESILIENCE_REQUIRE_SECOND_FACTOR  whether people who act for an organisation must have one
                            (default: yes, but in the demonstration)
RESILIENCE_IDLE_MINUTES     after which a session that is not used ends (default 30)
RESILIENCE_SESSION_HOURS    after which every session ends (default 12)
RESILIENCE_OIDC             outside providers of identities (docs/sign-in.md)
RESILIENCE_PROXIES          how many proxies of ours stand before the service and add to
                            X-Forwarded-For (default: 1 with HTTPS, else 0)
RESILIENCE_EMAIL_URL        how e-mail is sent, such as smtp+tls://user:password@host:587
                            (default: written to files in the home)
RESILIENCE_EMAIL_FROM       who it is from
RESILIENCE_ADDRESS          where the site is reached, such as https://resilience.example.nhs.uk:
                            links in e-mails begin with it (default: the first allowed host)
RESILIENCE_CONTACT          whom people ask who got an e-mail, in a few words
RESILIENCE_DIGEST_HOUR      from which hour in London the daily e-mail goes out (default 7)
RESILIENCE_LOG_LEVEL        default INFO
RESILIENCE_DEBUG            default off
DATABASE_URL                default: SQLite in the home; postgresql://… moves it
"""

from __future__ import annotations

from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from jinja2 import ChainableUndefined, FileSystemBytecodeCache

from resilience.accounts.providers import origins, providers
from resilience.site.home import TEMPLATE_CACHE, open_home, secret_key, share
from resilience.site.logs import logging_settings
from resilience.site.mail import address_of_the_site, hour

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent.parent

RESILIENCE_HOME = open_home(Path(env.str("RESILIENCE_HOME", default="home")).resolve())
DEMONSTRATION = env.bool(
    "RESILIENCE_DEMONSTRATION", default=(RESILIENCE_HOME / "DEMONSTRATION").exists()
)

HOLD_SHARE = share("RESILIENCE_HOLD_PERCENT", env.str("RESILIENCE_HOLD_PERCENT", default="10"))
AUDIT_HEADS = env.str("RESILIENCE_AUDIT_HEADS", default="")

# --- where and how it is served
DEBUG = env.bool("RESILIENCE_DEBUG", default=False)
SECRET_KEY = env.str("RESILIENCE_SECRET_KEY", default="") or secret_key(RESILIENCE_HOME)
HERE_ONLY = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.list("RESILIENCE_ALLOWED_HOSTS", default=HERE_ONLY)
HTTPS = env.bool("RESILIENCE_HTTPS", default=ALLOWED_HOSTS != HERE_ONLY)
PROXIES = env.int("RESILIENCE_PROXIES", default=1 if HTTPS else 0)
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
    "resilience.notices",
    "resilience.programmes",
    "resilience.screening",
    "resilience.cases",
    "resilience.agreements",
    "resilience.funding",
    "resilience.clusters",
    "resilience.returns",
    "resilience.reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "django_structlog",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "resilience.site.proxies.visitor_behind_proxies",
    "resilience.site.logs.RequestLog",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "resilience.audit.origin.origin_of_the_request",
    "allauth.account.middleware.AccountMiddleware",
    "resilience.accounts.limits.session_limits",
    "resilience.accounts.middleware.reader_of_the_page",
    "resilience.accounts.limits.second_factor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "resilience.site.sizes.over_large_requests",
    "resilience.programmes.unfit.SettingsThatFit",
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
ROOMS_WITH_PAGES = [
    "site",
    "reports",
    "returns",
    "clusters",
    "funding",
    "agreements",
    "cases",
    "screening",
    "programmes",
    "notices",
    "accounts",
    "profiles",
    "organisations",
    "look",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / room / "templates" for room in ROOMS_WITH_PAGES],
        "OPTIONS": {
            "environment": "resilience.look.jinja.environment",
            "context_processors": [
                "resilience.site.navigation.navigation",
                "resilience.accounts.pages.account_of_the_page",
                "resilience.returns.studies.beside.case_studies_beside",
            ],
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
AUTHENTICATION_BACKENDS = ["resilience.accounts.backends.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("UserAttributeSimilarityValidator", {"user_attributes": ["name", "email"]}),
    ]
]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "home", "home"
PASSWORD_RESET_TIMEOUT = 3600
REQUIRE_SECOND_FACTOR = env.bool("RESILIENCE_REQUIRE_SECOND_FACTOR", default=not DEMONSTRATION)
SESSION_IDLE_SECONDS = env.int("RESILIENCE_IDLE_MINUTES", default=30) * 60
SESSION_ABSOLUTE_SECONDS = env.int("RESILIENCE_SESSION_HOURS", default=12) * 3600
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
CACHES = {  # limits on attempts are counted here, so all processes and machines must share it
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}

# --- signing in, by django-allauth; docs/sign-in.md says what this comes to
ACCOUNT_ADAPTER = "resilience.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation reaches its person by e-mail
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,5/15m/key"}
ACCOUNT_FORMS = {
    "login": "resilience.accounts.forms.SignIn",
    "reauthenticate": "resilience.accounts.forms.Confirm",
    "change_password": "resilience.accounts.forms.ChangePassword",
    "set_password": "resilience.accounts.forms.SetPassword",
    "reset_password": "resilience.accounts.forms.AskForReset",
    "reset_password_from_key": "resilience.accounts.forms.ResetPassword",
}
MFA_ADAPTER = "resilience.accounts.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # see ACCOUNT_EMAIL_VERIFICATION
MFA_TOTP_ISSUER = "GP resilience"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers themselves allow it on localhost only
MFA_FORMS = {
    "authenticate": "resilience.accounts.forms.Code",
    "reauthenticate": "resilience.accounts.forms.ConfirmByCode",
    "activate_totp": "resilience.accounts.forms.AddApp",
    "add_webauthn": "resilience.accounts.forms.AddPasskey",
    "edit_webauthn": "resilience.accounts.forms.RenamePasskey",
}
SOCIALACCOUNT_ADAPTER = "resilience.accounts.adapters.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": providers(env)}}

# --- e-mail
EMAIL_CONFIG = env.email_url("RESILIENCE_EMAIL_URL", default=f"filemail:///{RESILIENCE_HOME}/mail")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20  # seconds for each step; without one a silent server would be waited for
DEFAULT_FROM_EMAIL = env.str("RESILIENCE_EMAIL_FROM", default="GP resilience <no-reply@localhost>")

ADDRESS = address_of_the_site(env.str("RESILIENCE_ADDRESS", default=""), ALLOWED_HOSTS, HTTPS)
CONTACT = env.str(
    "RESILIENCE_CONTACT", default="whoever administers your organisation's people in this service"
)
DIGEST_HOUR = hour("RESILIENCE_DIGEST_HOUR", env.str("RESILIENCE_DIGEST_HOUR", default="7"))

# --- security
CSRF_FAILURE_VIEW = "resilience.accounts.lapsed.form_out_of_date"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],  # the icons inside the NHS stylesheet
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *origins(SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])],
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
