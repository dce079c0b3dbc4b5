"""The home: the one folder that holds everything of the embedded default.

It holds `db.sqlite3`, `evidence/`, `cache/`, `secret_key` and, in a demonstration, the file
`DEMONSTRATION`. Two homes know nothing of each other.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.utils import get_random_secret_key
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from resilience.site.locks import locked

TEMPLATE_CACHE = Path("cache") / "templates"


def open_home(home: Path) -> Path:
    """Make the folders of `home` if they are missing and return it; say plainly if we may not."""
    try:
        (home / TEMPLATE_CACHE).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{home}: cannot be used as the home ({error.strerror}). "
            "Set RESILIENCE_HOME to a folder that you may write to."
        ) from error
    return home


def share(name: str, percent: str) -> float:
    """A setting in per cent as a share; say plainly if it is none."""
    try:
        found = float(percent)
    except ValueError:
        found = -1
    if not found >= 0:
        raise ImproperlyConfigured(f"{name} is '{percent}'; write a number in per cent, like 10.")
    return found / 100


def secret_key(home: Path) -> str:
    """Return the key kept in `home`, made on first use and readable by its owner only.

    Written aside and then linked into place, so that of two processes that start together one
    wins and both read the same key.
    """
    kept = home / "secret_key"
    if not kept.exists():
        draft = home / f"secret_key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(get_random_secret_key())
        try:
            kept.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return kept.read_text()


def prepare() -> None:
    """Bring the database to the present models, so that a command works on a fresh home.

    Quick when there is nothing to do. Commands that start together wait for each other.
    """
    with locked(settings.RESILIENCE_HOME / "migrate.lock"):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
