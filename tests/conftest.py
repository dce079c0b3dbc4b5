"""Fixtures that every room's tests may use, and what a run says of itself at its end."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import hypothesis
import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connection
from django.test import Client

from resilience.accounts.models import User
from resilience.audit import protection as audit
from resilience.clusters import protection as clusters
from resilience.funding import protection as books
from resilience.organisations.models import Kind, Organisation
from resilience.returns import protection as returns
from tests.migrated import migrated_once
from tests.races import race as race  # every room may run one
from tests.thorough import THOROUGH, examples

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# A run holds a great deal of what it imported and made: to look through all of it for garbage again
# and again took a good part of its time.
gc.set_threshold(50_000, 50, 100)

# What a test finds must not hang on how busy the machine is, nor on luck: a change is judged by the
# same examples each time, and `make test-all` looks for new ones.
hypothesis.settings.register_profile(
    "tests", examples(100, deadline=None, derandomize=not THOROUGH)
)
hypothesis.settings.load_profile("tests")
ROOT = Path(__file__).resolve().parent.parent
NO_REAL_DATA = "the published files are not here (RESILIENCE_TEST_DATA names their folder)"
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the database and what drives a browser by the fixtures it asks for."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if asked & DATABASE_FIXTURES or item.get_closest_marker("django_db"):
            item.add_marker("database")
        if "browser" in asked:
            item.add_marker("browser")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which database the run was on, and how many tests it went without."""
    database = os.environ.get("RESILIENCE_TEST_DATABASE", "sqlite")
    skipped = terminalreporter.stats.get("skipped", [])
    without = sum(NO_REAL_DATA in str(report.longrepr) for report in skipped)
    terminalreporter.write_line(f"database: {database}; skipped for want of real files: {without}")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings, django_db_blocker, request: pytest.FixtureRequest
) -> ExitStack:
    """What follows sets the database up, from a migrated one where there is one."""
    copying = ExitStack()
    with django_db_blocker.unblock():
        copying.enter_context(migrated_once(request.config.cache.mkdir("migrated")))
    return copying


@pytest.fixture(scope="session")
def django_db_setup(django_db_modify_db_settings, django_db_setup, django_db_blocker) -> None:
    """Between tests SQLite empties tables by DELETE, which the record of acts refuses: the tests
    of the record put that back."""
    with django_db_blocker.unblock():
        django_db_modify_db_settings.close()
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        # Emptied tables count as migrated, after which much would be made again and refused again.
        flush.emit_post_migrate_signal = lambda *args, **kwargs: None
        if connection.vendor == "sqlite":
            for table in (*audit.TABLES, *books.TABLES, *clusters.TABLES, *returns.TABLES):
                cursor.execute(f"DROP TRIGGER {table}_delete")


@pytest.fixture(scope="session")
def migrated(django_db_setup, request: pytest.FixtureRequest) -> Path:
    """SQLite's file with a migrated database and nothing in it, for a process to begin with."""
    (kept,) = request.config.cache.mkdir("migrated").glob("*.sqlite3")
    return kept


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real published files; a test that asks for it is skipped where it is absent."""
    folder = Path(os.environ.get("RESILIENCE_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(NO_REAL_DATA)
    return folder


@pytest.fixture
def home(settings, tmp_path: Path) -> Path:
    """An empty home of the test's own (the database stays the test run's)."""
    settings.RESILIENCE_HOME = tmp_path / "home"
    settings.RESILIENCE_HOME.mkdir()
    return settings.RESILIENCE_HOME


@pytest.fixture
def demonstration(settings) -> None:
    """The home is that of the synthetic demonstration."""
    settings.DEMONSTRATION = True


@pytest.fixture
def signed_in(db, client: Client) -> Callable[..., User]:
    """Sign somebody in who holds roles: `signed_in(national_team="ENG")`; their codes are of
    organisations that are there."""

    def sign_in(**roles: str) -> User:
        person = User.objects.create_user(f"{uuid4().hex}@example.nhs.uk", name="Somebody")
        for role, code in roles.items():
            organisation = Organisation.objects.get(code=code)
            person.memberships.create(organisation=organisation, role=role, starts=date.min)
        client.force_login(person)
        return person

    return sign_in


@pytest.fixture
def national(signed_in) -> User:
    """Somebody of the national team, who sees every practice, is signed in."""
    Organisation.objects.get_or_create(
        code="ENG", defaults={"kind": Kind.NATION, "name": "England"}
    )
    return signed_in(national_team="ENG")


# --- a real browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, which fails a test that cannot have it: a page not looked at is not tested."""
    from playwright.sync_api import sync_playwright

    names = [os.environ.get("RESILIENCE_TEST_BROWSER", ""), "chromium", "chromium-browser"]
    found = next(filter(None, map(shutil.which, [*names, "google-chrome"])), None)
    if not found:
        pytest.fail("no Chromium here: install it ('apt-get install chromium')", pytrace=False)
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    if os.geteuid() == 0:
        quiet.append("--no-sandbox")  # Chromium refuses its sandbox to root
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=quiet)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, live_server, client: Client, request) -> Iterator[Page]:
    """A fresh page whose relative addresses are the live server's: `page.goto("/healthz/")`.

    What the Content-Security-Policy blocks and what a script throws fails the test.
    """
    context = browser.new_context(base_url=live_server.url, locale="en-GB")
    if "national" in request.fixturenames:
        request.getfixturevalue("national")
    context.add_cookies(cookies_of(client, live_server.url))
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Security" in said.text else None)
    yield page
    context.close()
    assert not wrong, wrong


def cookies_of(client: Client, url: str) -> list[dict[str, str]]:
    """The session of whom the test signed in, for a browser."""
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return [{"name": cookie.key, "value": cookie.value, "url": url}] if cookie else []


@pytest.fixture(scope="session")
def axe():
    """Check a page for accessibility: `axe(page)` fails with what axe-core finds.

    A page that is made wider or narrower as it stands is checked at the first size only, and by
    `make test-all` at each.
    """
    script = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()

    def check(page: Page) -> None:
        # By the debugging protocol, which the page's own security policy does not bind.
        first, now = page.evaluate("[window.checkedAt ?? null, innerWidth]")
        if first and first != now and not THOROUGH:
            return
        debugger = page.context.new_cdp_session(page)
        if not first:  # it stays until the browser moves on
            debugger.send("Runtime.evaluate", {"expression": f"checkedAt = innerWidth; {script}"})
        answer = debugger.send(
            "Runtime.evaluate",
            {
                "expression": "axe.run({preload: false}).then(found => found.violations.map(v => "
                "v.id + ': ' + v.help + ' — ' + v.nodes.map(n => n.target).join('; ')))",
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
        violations = answer["result"]["value"]
        assert not violations, "\n".join(violations)

    return check


@pytest.fixture
def nobody_is_sampled(monkeypatch) -> None:
    """But where all are: whether a case is of the sample follows from its reference, and that from
    the tests before."""
    monkeypatch.setattr("resilience.cases.assessing.second.drawn", lambda _: 99)
