"""The settings tests run under: like a small installation, with a key that protects nothing."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "tests only, and no secret at all: 0123456789 abcdefghij")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")
os.environ["DEMO"] = "0"

from network.settings import *  # noqa: E402,F403
from network.settings import DATABASES, MIDDLEWARE, STORAGES  # noqa: E402

if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # A file, as in use: a database in memory has no write-ahead log and locks otherwise. Its name is this
    # run's own, and its workers', so that two runs at once do not meet.
    run = os.environ.setdefault("TIGHTROPE_TEST_RUN", str(os.getpid()))
    test_database = Path(tempfile.gettempdir()) / f"tightrope-test-{run}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(test_database)}

# Files come from the finders here, and nothing has been collected for whitenoise to serve.
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]

MEDIA_ROOT = tempfile.mkdtemp(prefix="tightrope-test-uploads-")
SEAL_KEY, SEAL_KEY_FILE = "", Path(MEDIA_ROOT) / "seal.key"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# The live server answers from the finders, which know no hashed names.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
