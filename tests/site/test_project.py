from __future__ import annotations

import os
import re
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.core.management import call_command

from resilience.site.home import open_home, prepare, secret_key

ROOT = Path(__file__).resolve().parents[2]


def resilience(*arguments: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if key in {"PATH", "LANG", "TMPDIR"}}
    return subprocess.run(
        [Path(sys.executable).with_name("resilience"), *arguments],
        env=kept | {"RESILIENCE_HOME": str(home)} | environment,
        cwd=home.parent,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.django_db
def test_the_site_says_that_it_is_alive(client):
    answer = client.get("/healthz/")
    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.django_db
def test_every_answer_carries_a_strict_policy(client):
    answer = client.get("/healthz/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "command",
    [
        ["due"],
        *(
            pytest.param(one, marks=pytest.mark.slow)
            for one in (["work", "--once"], ["past-support", "past.csv"], ["load", "file.csv"])
        ),
    ],
)
def test_a_damaged_database_is_told_in_one_sentence_with_where_it_is(tmp_path, command):
    home = open_home(tmp_path / "home")
    (home / "db.sqlite3").write_bytes(os.urandom(8192))
    answer = resilience(*command, home=home)
    assert answer.returncode == 2, answer.stderr
    (told,) = answer.stderr.splitlines()
    assert told.startswith(f"resilience: the database {home / 'db.sqlite3'} cannot be read (")


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_fresh_home_holds_a_private_key_that_stays(tmp_path):
    home = open_home(tmp_path / "new" / "home")
    key = secret_key(home)
    assert len(key) >= 50
    assert secret_key(home) == key
    assert stat.S_IMODE((home / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in home.glob("secret_key*")] == ["secret_key"]


@pytest.mark.django_db
def test_preparing_a_ready_home_changes_nothing(home, django_assert_max_num_queries):
    prepare()
    with django_assert_max_num_queries(5):
        prepare()


def test_a_command_works_on_a_fresh_home(tmp_path):
    done = resilience("check", home=tmp_path / "home")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "home" / "secret_key").exists()


def test_a_home_that_cannot_be_used_is_one_clear_line(tmp_path):
    (tmp_path / "home").write_text("a file, not a folder")
    done = resilience("check", home=tmp_path / "home")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Set RESILIENCE_HOME to a folder" in done.stderr


def test_an_installation_with_a_name_of_its_own_is_reached_by_https_only(tmp_path):
    done = resilience(
        "check", "--deploy", "--fail-level", "WARNING",
        home=tmp_path / "home", RESILIENCE_ALLOWED_HOSTS="resilience.example",
        RESILIENCE_EMAIL_URL="smtp+tls://service:password@mail.example:587",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_demonstration_is_told_by_a_file_in_the_home(tmp_path):
    code = "from resilience.site.settings import DEMONSTRATION; print(DEMONSTRATION)"

    def shown() -> str:
        return subprocess.run(
            [sys.executable, "-c", code],
            env={"PATH": os.environ["PATH"], "RESILIENCE_HOME": str(tmp_path / "home")},
            cwd=ROOT,
            capture_output=True,
            text=True,
        ).stdout.strip()

    assert shown() == "False"
    (tmp_path / "home" / "DEMONSTRATION").touch()
    assert shown() == "True"


def test_the_nhs_stylesheet_asks_nothing_of_another_host(client):
    css = b"".join(client.get("/static/vendor/nhsuk/nhsuk-frontend.min.css").streaming_content)
    assert len(css) > 50_000
    assert b"@font-face" not in css
    assert not re.search(rb"url\(['\"]?(/|https?:)", css)


def test_the_locks_name_no_address():
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-node.txt"):
        lock = (ROOT / name).read_text()
        assert "://" not in lock
        assert lock.count("==") <= lock.count("--hash=sha256:")
    assert "resolved" not in (ROOT / "package-lock.json").read_text()


@pytest.mark.django_db(transaction=True)
def test_a_page_opens_in_a_browser_under_the_policy(page):
    assert page.goto("/healthz/").ok
    assert page.text_content("body") == "ok"


@pytest.mark.django_db(transaction=True)
def test_the_accessibility_check_finds_what_is_wrong(page, axe):
    page.goto("/healthz/")
    page.set_content("<img src=''>")
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)


def test_a_deployment_collects_static_files_under_hashed_names(tmp_path):
    collected = tmp_path / "static"
    done = resilience(
        "collectstatic", "--no-input", "-v0",
        home=tmp_path / "home", RESILIENCE_STATIC_ROOT=str(collected),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert list(collected.glob("vendor/nhsuk/nhsuk-frontend.min.????????????.css"))


@pytest.mark.slow
def test_the_server_starts_on_a_fresh_home(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = Path(sys.executable).with_name("resilience")
    server = subprocess.Popen(
        [command, "runserver", "--noreload", address],
        env={"PATH": os.environ["PATH"], "RESILIENCE_HOME": str(tmp_path / "home")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        assert answer_of(f"http://{address}/healthz/") == b"ok"
        assert b"nhsuk" in answer_of(f"http://{address}/static/vendor/nhsuk/nhsuk-frontend.min.css")
    finally:
        server.terminate()
    log = server.communicate(timeout=10)[1].decode()
    assert "GET /healthz/" in log
    assert "127.0.0.1" not in log.replace(address, ""), "an address of a reader is personal data"


def answer_of(address: str) -> bytes:
    for _ in range(400):  # a fresh home is migrated first, on a busy machine
        try:
            with urlopen(address) as answer:
                return answer.read()
        except URLError:
            time.sleep(0.1)
    pytest.fail(f"{address} did not answer")
