"""Fifty people who write at once, with the record of it and without; a job seals meanwhile.

Each database has a process of its own: `python -m tests.bench.audit 50 10` times the people, ten
acts each, on the database of DATABASE_URL (or SQLite), and writes what it found as JSON.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from unittest.mock import patch

from tests.bench.clock import seconds, tell

PEOPLE, ACTS, ROUNDS = 50, 10, 5
DAY = date(2026, 3, 1)


def measure() -> None:
    for name, database in databases():
        found = timed(PEOPLE, ACTS, ROUNDS, database)
        assert not found["faults"], found
        tell(
            f"{PEOPLE} people write, recorded / not, {name}",
            found["recorded"],
            found["not recorded"],
            "at most 1.2",
        )


def databases() -> Iterator[tuple[str, str]]:
    yield "SQLite", ""
    from tests.postgresql import start

    yield "PostgreSQL", start()


def timed(people: int, acts: int, rounds: int, database: str) -> dict[str, float]:
    """The seconds of a round, and what the chain was found to be afterwards."""
    command = [sys.executable, "-m", "tests.bench.audit", *map(str, (people, acts, rounds))]
    given = os.environ | ({"DATABASE_URL": database} if database else {})
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=given)
    found: dict[str, float] = json.loads(answer.stdout)
    return found


def _run(people: int, acts: int, rounds: int) -> dict[str, float]:
    from tests.bench.setting import settled

    with tempfile.TemporaryDirectory() as home:
        settled(Path(home))
        from resilience.audit.models import Event
        from resilience.audit.sealing import seal
        from resilience.audit.verifying import verify
        from resilience.site.home import prepare

        prepare()
        act = _writing(people)
        unrecorded = patch("resilience.accounts.actions.record")
        recorded, silent = [], []
        with ThreadPoolExecutor(people) as pool:

            def everybody() -> None:
                list(pool.map(act, [*range(people)] * acts))

            everybody()  # connections are open
            for _ in range(rounds):
                with sealing_meanwhile():
                    recorded.append(seconds(everybody))
                with unrecorded:
                    silent.append(seconds(everybody))
        seal()
        verdict = verify()
        return {
            "recorded": statistics.median(recorded),
            "not recorded": statistics.median(silent),
            "events": Event.objects.count(),
            "sealed": verdict.sealed,
            "faults": len(verdict.faults),
        }


@contextmanager
def sealing_meanwhile(every: float = 0.5) -> Iterator[None]:
    """A job that seals again and again, far more often than one would."""
    from django.db import connection

    from resilience.audit.sealing import seal

    done = Signal()

    def job() -> None:
        while not done.wait(every):
            seal()
        connection.close()

    thread = Thread(target=job)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _writing(people: int) -> Callable[[int], None]:
    """Each person, an administrator, invites somebody: rights are checked and a row is written, as
    on a page."""
    from resilience.accounts.actions import invite
    from resilience.accounts.models import User
    from resilience.accounts.reader import Reader
    from resilience.accounts.roles import Role
    from resilience.organisations.models import Kind, Organisation

    held = []
    for number in range(people):
        user = User.objects.create_user(f"{number}@example.nhs.uk", name=f"Person {number}")
        practice = Organisation.objects.create(code=f"Z{number:05}", kind=Kind.PRACTICE, name="P")
        user.memberships.create(
            organisation=practice, role=Role.ADMINISTRATOR, starts=date(2020, 1, 1)
        )
        held.append((user, practice))

    def act(number: int) -> None:
        user, practice = held[number]
        invite(
            by=Reader(User.objects.get(pk=user.pk), DAY),
            email="somebody@example.nhs.uk",
            organisation=practice,
            role=Role.PRACTICE_MEMBER,
        )

    return act


if __name__ == "__main__":
    json.dump(_run(*map(int, sys.argv[1:4])), sys.stdout)
