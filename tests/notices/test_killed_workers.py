"""Real processes on a database of their own, killed at the worst moments, and two at once."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest

from tests.migrated import MIGRATED
from tests.notices.post import PostOffice

pytestmark = pytest.mark.database
ON_POSTGRESQL = os.environ.get("RESILIENCE_TEST_DATABASE") == "postgresql"
ROOT = Path(__file__).parents[2]
BEGIN = """
import os, sys, time, django
django.setup()
from datetime import timedelta
from django.db import transaction
from django.utils import timezone
from resilience.accounts.models import User
from resilience.notices.actions import tell
from resilience.notices.models import Notice
"""
TELLS = """
from resilience.site.home import prepare
prepare()
people = [User.objects.create_user(f"{one}@{sys.argv[1]}.example.org", None, name=one)
          for one in range(int(sys.argv[2]))]
with transaction.atomic():
    tell(people=people, subject="A case moved on", text="", once="case 1")
print("committed", flush=True)
time.sleep(60)
"""
DIES_AFTER_THE_SERVERS_YES = """
from resilience.notices import sending
sending._held = lambda *_: os._exit(9)
sending.send_singles()
"""
WORKS_TEN_MINUTES_LATER = """
from django.core.management import call_command
for one in Notice.objects.filter(sent=None):
    Notice.objects.filter(pk=one.pk).update(due=one.due - timedelta(minutes=10))
call_command("work", "--once")
"""
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture(scope="module")
def database(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, request: pytest.FixtureRequest
) -> Iterator[dict[str, str]]:
    """The environment of processes that share a database: not the one in memory of the tests."""
    home = tmp_path_factory.mktemp("home")
    found = {"RESILIENCE_HOME": str(home)}
    if ON_POSTGRESQL:
        url, name = os.environ["DATABASE_URL"], f"working_{uuid4().hex[:8]}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {MIGRATED}")
        found["DATABASE_URL"] = urlsplit(url)._replace(path=f"/{name}").geturl()
    else:
        shutil.copy(request.getfixturevalue("migrated"), home / "db.sqlite3")
    yield found


@pytest.fixture
def start(database: dict[str, str], post: PostOffice) -> Iterator[Start]:
    """Start `resilience …`, or a program that begins like a command of it."""
    keep = {key: value for key, value in os.environ.items() if key in {"PATH", "LANG", "TMPDIR"}}
    given = database | {
        "RESILIENCE_EMAIL_URL": post.url,
        "DJANGO_SETTINGS_MODULE": "resilience.site.settings",
    }
    started = []

    def begin(*arguments: str, program: str = "") -> subprocess.Popen[str]:
        resilience = str(Path(sys.executable).with_name("resilience"))
        command = [sys.executable, "-c", BEGIN + program] if program else [resilience]
        process = subprocess.Popen(
            [*command, *arguments],
            env=keep | given,
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


@pytest.fixture
def run(start: Start) -> Callable[..., str]:
    """The same, waited for; it must end well and say nothing wrong."""

    def done(*arguments: str, program: str = "", code: int = 0) -> str:
        process = start(*arguments, program=program)
        out, wrong = process.communicate(timeout=120)
        assert (process.returncode, "Traceback" in wrong) == (code, False), wrong
        return out

    return done


@pytest.fixture
def told(start: Start) -> Callable[[int], str]:
    """So many people are told by a process that is killed as soon as its act is committed."""

    def tell(number: int) -> str:
        where = uuid4().hex[:8]
        process = start(where, str(number), program=TELLS)
        assert process.stdout and process.stderr
        assert process.stdout.readline() == "committed\n", process.stderr.read()
        process.kill()
        return where

    return tell


def test_killed_between_act_and_e_mail_it_goes_once_and_later(told, run, post):
    where = told(1)
    assert not post.taken
    for _ in range(2):
        run("work", "--once")
    assert [mail["To"] for mail in post.taken] == [f"0@{where}.example.org"]


@pytest.mark.slow
def test_killed_while_it_sends_it_goes_once_and_later(told, run, start, post):
    told(1)
    post.slow = 60
    worker = start("work", "--once")
    post.wait_for(1)
    worker.kill()
    worker.wait()
    post.slow = 0
    run("work", "--once")
    assert not post.taken  # the claim of the killed one still holds
    run(program=WORKS_TEN_MINUTES_LATER)
    assert len(post.taken) == 1


@pytest.mark.slow
def test_killed_before_its_note_the_same_message_goes_again_and_no_more(told, run, post):
    told(1)
    run(program=DIES_AFTER_THE_SERVERS_YES, code=9)
    assert len(post.taken) == 1
    for _ in range(2):
        run(program=WORKS_TEN_MINUTES_LATER)
    first, again = post.taken
    assert first["Message-ID"] == again["Message-ID"]


@pytest.mark.slow
def test_two_workers_at_once_send_each_once_and_end_when_asked(told, start, post):
    where = told(20)
    post.slow = 0.05
    workers = [start("work") for _ in range(2)]
    post.wait_for(20)
    for worker in workers:
        worker.send_signal(signal.SIGTERM)
    for worker in workers:
        _, wrong = worker.communicate(timeout=30)
        assert (worker.returncode, wrong) == (0, "")
    assert sorted(mail["To"] for mail in post.taken) == sorted(
        f"{one}@{where}.example.org" for one in range(20)
    )


@pytest.mark.slow
def test_a_worker_waits_for_a_server_that_is_down(told, run, start, post):
    told(1)
    post.close()
    process = start("work", "--once")
    _, wrong = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Traceback" not in wrong
    assert "example.org" not in wrong
    assert [line for line in wrong.splitlines() if not line.startswith("{")] == [
        "sending e-mails: The mail server could not be used: Connection refused. E-mails wait."
    ]
    post.open()
    run("work", "--once")
    assert len(post.taken) == 1
