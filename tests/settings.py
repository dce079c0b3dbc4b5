"""The settings of the tests: a throw-away home, and the database the run asks for.

`RESILIENCE_TEST_DATABASE=postgresql` runs the same tests on a PostgreSQL server that lives in a
private folder for as long as the run.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from jinja2 import FileSystemBytecodeCache

_home = Path(tempfile.mkdtemp(prefix="resilience-test-"))
atexit.register(shutil.rmtree, _home, ignore_errors=True)

for _name in [name for name in os.environ if name.startswith("RESILIENCE_")]:
    if not _name.startswith("RESILIENCE_TEST_"):
        del os.environ[_name]
os.environ["RESILIENCE_HOME"] = str(_home)
os.environ["RESILIENCE_LOG_LEVEL"] = "WARNING"
os.environ["RESILIENCE_REQUIRE_SECOND_FACTOR"] = "no"  # tests of it ask for it
os.environ["DATABASE_URL"] = f"sqlite:///{_home / 'db.sqlite3'}"
if os.environ.get("RESILIENCE_TEST_DATABASE", "sqlite") == "postgresql":
    from tests.postgresql import start

    os.environ["DATABASE_URL"] = start()

# Playwright keeps an event loop in the test's thread; the ORM is right to work there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from resilience.site.settings import *  # noqa: E402, F403

# Workers of a run share the templates that one of them compiled.
_compiled = "RESILIENCE_TEST_TEMPLATES"
if _compiled not in os.environ:
    os.environ[_compiled] = str(_home / "templates")
    Path(os.environ[_compiled]).mkdir()
TEMPLATES[0]["OPTIONS"]["bytecode_cache"] = FileSystemBytecodeCache(os.environ[_compiled])  # noqa: F405

# Every test's client would list them anew: they are looked for when they are asked for.
WHITENOISE_AUTOREFRESH = True
