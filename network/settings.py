"""One file, read top to bottom. An installation differs by its environment, never by another module."""

import os
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from network import environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))
environment.load(BASE_DIR / ".env")

DEBUG = environment.flag("DEBUG")
HTTPS = environment.flag("HTTPS")
SECRET_KEY = os.environ.get("SECRET_KEY", "not secret: only while DEBUG is on" if DEBUG else "")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS") or (["127.0.0.1", "localhost"] if DEBUG else [])
if not SECRET_KEY or not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "Tightrope needs SECRET_KEY (50 random characters, kept secret) and ALLOWED_HOSTS "
        "(the names it is served under) in its environment or in .env. `make run` writes both for you."
    )
# Participants' links are derived from this key: change it and every link sent so far is dead.
LINK_KEY = os.environ.get("LINK_KEY", SECRET_KEY)
CSRF_TRUSTED_ORIGINS = environment.words("TRUSTED_ORIGINS")
# What somebody seals before a vote is encrypted under this key, which no database holds. Several, separated
# by commas: the first encrypts, and the others still open what was sealed before. Without one, the file's is
# used; it is made at the first sealing.
SEAL_KEY = os.environ.get("SEAL_KEY", "")
SEAL_KEY_FILE = VAR_DIR / "seal.key"
# Where links in messages point. Pages know their own address; a message sent at night does not.
SITE_URL = os.environ.get("SITE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")

# Where the source of this installation can be had, as its licence asks.
SOURCE_URL = os.environ.get("SOURCE_URL", "https://www.gnu.org/licenses/agpl-3.0.html")

# A demo keeps its own database; so does your own network. Without DEMO, commands take yours if there is one.
OWN_DATABASE, DEMO_DATABASE = VAR_DIR / "tightrope.sqlite3", VAR_DIR / "demo.sqlite3"
# A server is never taken for a demo unless it is told so: a demo shows a link and a sign-in to everyone.
DEMO = environment.flag("DEMO") or (
    Path(sys.argv[0]).name == "manage.py"
    and not {"DEMO", "DATABASE_URL"} & os.environ.keys()
    and not environment.holds_data(OWN_DATABASE)
    and environment.holds_data(DEMO_DATABASE)
)
DATABASES = {
    "default": environment.database(
        # A demo never touches the database of the real thing, whatever DATABASE_URL says.
        os.environ.get("DEMO_DATABASE_URL", f"sqlite:///{DEMO_DATABASE}")
        if DEMO
        else os.environ.get("DATABASE_URL", f"sqlite:///{OWN_DATABASE}")
    )
}
# Printed on the console by `manage.py serve` while there is no coordinator yet.
FIRST_RUN_CODE = os.environ.get("FIRST_RUN_CODE", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "crispy_forms",
    "crispy_bootstrap5",
    "network",
    "proforma",
    "topics",
    "meetings",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "network.middleware.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "network.middleware.SignInAgainMiddleware",
    "network.middleware.SameMomentMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "network.urls"
WSGI_APPLICATION = "network.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "network.context.source",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "crispy_forms.templatetags.crispy_forms_filters",
                "network.templatetags.words",
            ],
        },
    }
]

AUTH_USER_MODEL = "network.User"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60  # seconds that a way in is good
LOGIN_URL = "sign_in"
CSRF_FAILURE_VIEW = "network.views.doors.page_was_old"
LOGIN_REDIRECT_URL = "front"
LOGOUT_REDIRECT_URL = "sign_in"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "network.packaged_files.PackagedFilesFinder",
]
# Files served from the Python packages that ship them; nothing of theirs is committed here.
PACKAGED_FILES = {
    "vendor/bootstrap.min.css": ("django_include_bootstrap", "static/css/bootstrap.min.css"),
    "vendor/bootstrap.min.css.map": (
        "django_include_bootstrap",
        "static/css/bootstrap.min.css.map",
    ),
    "vendor/htmx.min.js": ("django_htmx", "static/django_htmx/htmx-2.min.js"),
    "vendor/plotly.min.js": ("plotly", "package_data/plotly.min.js"),
}
# What people upload: never served as it lies there, only through a view that asks who may.
MEDIA_ROOT = VAR_DIR / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
# Not the session: a participant's page must not need one.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A page of a long pro-forma: every question sends some eight fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# The provider that messages leave through, if it is one: EMAIL_URL says so.
MAIL_PROVIDER, ANYMAIL = "", {}
globals().update(
    environment.email(
        # The people of a demo are invented: nothing is sent to them, whatever EMAIL_URL says.
        os.environ.get("DEMO_EMAIL_URL", "outbox://")
        if DEMO
        else os.environ.get("EMAIL_URL", "console://"),
        # user:password, with which the provider tells us what came back
        hook_secret=os.environ.get("MAIL_HOOK_SECRET", ""),
    )
)
# With a worker (`manage.py db_worker`) messages are sent by it; without one, while the coordinator waits.
WORKER = environment.flag("WORKER")
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if WORKER
        else "django_tasks.backends.immediate.ImmediateBackend"
    }
}
DEFAULT_FROM_EMAIL = os.environ.get("FROM_EMAIL", "Tightrope <tightrope@localhost>")

# Same shape as Django 6's built-in setting, so that our middleware can be dropped then.
SECURE_CSP = {
    "default-src": ["'self'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if environment.flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"links": {"()": "network.links.MaskLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["links"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # The developer's server writes each address into its log; links are masked there as well.
    "loggers": {"django.server": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
