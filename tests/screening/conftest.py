from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.organisations.models import Organisation
from resilience.screening.models import Snapshot
from tests.screening.england import loaded, points, register
from tests.screening.pages import publish, screened


@pytest.fixture(scope="session")
def small_england(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the small England, of which A81001 and P81001 have few points; only to read."""
    home, files = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("files")
    loaded(home, register(files), points(files, A81001=60.0, P81001=70.0))
    return home


@pytest.fixture(scope="session")
def england_to_show(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with enough evidence for every kind of result; only to read."""
    home, files = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("files")
    publish(home, files)
    return home


@pytest.fixture
def snapshot(db, settings, national, england_to_show: Path) -> Snapshot:
    """England screened on two days, the later of them, with its pages open."""
    settings.RESILIENCE_HOME = england_to_show
    return screened(england_to_show)


@pytest.fixture(scope="module")
def screened_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, england_to_show: Path
) -> Iterator[Snapshot]:
    """England screened on two days, for all tests of a module: none of them may have a browser,
    which sees only what was committed."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield screened(england_to_show)
        transaction.set_rollback(True)


@pytest.fixture
def snapshot_of_the_module(
    screened_once: Snapshot, db, settings, national, england_to_show: Path
) -> Snapshot:
    """What `snapshot` is, but screened once for a module that has many tests of it."""
    settings.RESILIENCE_HOME = england_to_show
    return Snapshot.objects.get(pk=screened_once.pk)


@pytest.fixture
def somebody(snapshot: Snapshot) -> Callable[[str, str], Reader]:
    """Make a person who holds a role, without signing in."""

    def make(role: str, code: str) -> Reader:
        person = User.objects.create_user(f"{role}.{code}@example.nhs.uk".lower(), name=role)
        organisation = Organisation.objects.get(code=code)
        person.memberships.create(organisation=organisation, role=role, starts=date.min)
        return Reader(person, timezone.localdate())

    return make
