"""A process that is killed while it reads an extract leaves nothing of it; read again, it is whole.
On PostgreSQL, and on SQLite's file."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest

from tests.funding.killing import LINES, WHERE
from tests.migrated import MIGRATED

pytestmark = pytest.mark.database
ON_POSTGRESQL = os.environ.get("RESILIENCE_TEST_DATABASE") == "postgresql"
ROOT = Path(__file__).parents[2]
NOTHING = {
    "extracts": 0, "mappings": 0, "matched": 0, "queued": 0, "paid": 0, "pot": 0, "events": 0,
    "told": False, "faults": [],
}  # fmt: skip
# 19 lines of £155.00 to £155.18 are £2,946.71; the last does not fit any more.
WHOLE = NOTHING | {
    "extracts": 1, "mappings": 1, "matched": LINES - 1, "queued": 1, "paid": 294_671,
    "pot": 294_671, "events": 1, "told": True,
}  # fmt: skip
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(django_db_setup: None, request, tmp_path: Path) -> Iterator[Start]:
    """Starts a process of `tests.funding.killing` on a database of its own."""
    given = {key: value for key, value in os.environ.items() if key in {"PATH", "LANG", "TMPDIR"}}
    given |= {
        "RESILIENCE_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "resilience.site.settings",
    }
    if ON_POSTGRESQL:
        url, name = os.environ["DATABASE_URL"], f"killed_{uuid4().hex[:8]}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {MIGRATED}")
        given["DATABASE_URL"] = urlsplit(url)._replace(path=f"/{name}").geturl()
    else:
        shutil.copy(request.getfixturevalue("migrated"), tmp_path / "db.sqlite3")
    started: list[subprocess.Popen[str]] = []

    def begin(*told: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.funding.killing", *told],
            env=given,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    "where",
    [pytest.param(one, marks=[] if one == "entry" else pytest.mark.slow) for one in WHERE],
)
def test_killed_in_the_middle_of_an_extract_nothing_of_it_is_in_the_books(start: Start, where):
    done(start("prepare"))
    process = start("read", where)
    assert process.stdout
    assert process.stderr
    assert process.stdout.readline() == "stopped\n", process.stderr.read()
    process.kill()
    process.wait()
    assert proven(start) == NOTHING
    done(start("read"))
    assert proven(start) == WHOLE


def proven(start: Start) -> dict[str, Any]:
    return json.loads(done(start("proof")))


def done(process: subprocess.Popen[str]) -> str:
    out, wrong = process.communicate(timeout=120)
    assert process.returncode == 0, wrong
    return out
