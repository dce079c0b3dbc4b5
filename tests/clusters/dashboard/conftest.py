from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.clusters.dashboard.world import everything, evidence


@pytest.fixture(scope="session")
def figures_of_an_area(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the figures of the area; only to read."""
    home = tmp_path_factory.mktemp("home")
    evidence(home, tmp_path_factory.mktemp("files"))
    return home


@pytest.fixture(scope="module")
def area_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, figures_of_an_area: Path
) -> Iterator[None]:
    """The area with all that a dashboard shows, for every test of a module."""
    with django_db_blocker.unblock(), transaction.atomic():
        everything(figures_of_an_area)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def dashboard(area_once: None, db, settings, figures_of_an_area: Path, today: None) -> None:
    """It is 11 May 2026 there."""
    settings.RESILIENCE_HOME = figures_of_an_area
