"""The synthetic demonstration, built once for a module's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings


@pytest.fixture(scope="module")
def built(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A home in which `resilience demo` has run, gone after this module's tests."""
    home = tmp_path_factory.mktemp("home")
    with django_db_blocker.unblock(), override_settings(RESILIENCE_HOME=home), transaction.atomic():
        call_command("demo")
        yield home
        transaction.set_rollback(True)
