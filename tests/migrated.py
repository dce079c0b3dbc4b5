"""A migrated database, made once and copied: to migrate takes longer than many tests together."""

from __future__ import annotations

import fcntl
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings
from django.db import connection

MIGRATED = "migrated"
"""What the copied database of a PostgreSQL server is called."""
MADE_OF = {"migrations", "models", "protection", "apps", "settings"}
"""Modules, and folders of them: what migrates, what it is migrated to, and what runs after it."""
ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def migrated_once(folder: Path) -> Iterator[None]:
    """Whoever sets its database up inside finds it migrated, where another did so before: workers
    of a run one after the other, and on SQLite a later run, until the product changes.

    `folder` is kept between runs.
    """
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        way = _copied_file if connection.vendor == "sqlite" else _copied_in_the_server
        with way(folder):
            yield


@contextmanager
def _copied_file(folder: Path) -> Iterator[None]:
    kept = folder / f"{_fingerprint()}.sqlite3"
    memory = connection.creation._get_test_db_name()  # type: ignore[attr-defined]
    with closing(sqlite3.connect(memory, uri=True)) as database:  # held open: it is in memory
        if kept.exists():
            with closing(sqlite3.connect(kept)) as migrated:
                migrated.backup(database)
        yield
        if not kept.exists():
            for old in {*folder.iterdir()} - {folder / "lock"}:
                old.unlink()
            with closing(sqlite3.connect(aside := folder / "aside")) as migrated:
                database.backup(migrated)
            aside.replace(kept)


@contextmanager
def _copied_in_the_server(folder: Path) -> Iterator[None]:
    test = connection.settings_dict["TEST"]
    with connection._nodb_cursor() as server:  # type: ignore[attr-defined]
        server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [MIGRATED])
        known = server.fetchone() is not None
    test["TEMPLATE"] = MIGRATED if known else None
    yield
    if not known:
        connection.close()
        with connection._nodb_cursor() as server:  # type: ignore[attr-defined]
            made = connection.ops.quote_name(settings.DATABASES["default"]["NAME"])
            server.execute(f"CREATE DATABASE {MIGRATED} TEMPLATE {made}")


def _fingerprint() -> str:
    """Changes with all of the product that a migrated database is made of, and with the packages
    that it stands on."""
    found = hashlib.sha256(sqlite3.sqlite_version.encode())
    for path in sorted((ROOT / "resilience").rglob("*.py")):
        if MADE_OF & {path.stem, path.parent.name}:
            found.update(path.read_bytes())
    for package in sorted(f"{one.name} {one.version}" for one in distributions()):
        found.update(package.encode())
    return found.hexdigest()[:16]
