"""A race of several who write at once, on a database that takes more than one writer."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection


@pytest.fixture
def race(request: pytest.FixtureRequest, settings, tmp_path: Path) -> Callable[..., Any]:
    """Runs `raced(*names)` of a module: on PostgreSQL here, on SQLite's file in a process of its
    own (`python -m MODULE HOME NAMES`), as a database in memory takes one writer at a time."""

    def run(module: str, *names: str) -> Any:
        if connection.vendor == "postgresql":
            settings.RESILIENCE_HOME = tmp_path
            return importlib.import_module(module).raced(*names)
        shutil.copy(request.getfixturevalue("migrated"), tmp_path / "db.sqlite3")
        given = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}"}
        command = [sys.executable, "-m", module, str(tmp_path), *names]
        answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=given)
        return json.loads(answer.stdout)

    return run
